// PostgreSQL's text cannot hold U+0000 or half a surrogate pair, and the collation "C" orders by code points, not by code units.
// So both, and what is needed to tell them apart, are written as two characters that sort where the one belongs.
const odd = /[\0\u0001\ud7ff-\udfff]/

const stored = (unit: number, char: string): string => {
  if (unit <= 1) return `\u0001${String.fromCharCode(unit + 1)}`
  return unit >= 0xd7ff && unit <= 0xdfff ? `\ud7ff${String.fromCharCode(unit - 0xd7ff + 0x100)}` : char
}

/** POSTGRES-05 Any text can be a key, and keys are in the order of their code units. */
export const storedText = (text: string): string => {
  if (!odd.test(text)) return text
  let written = ''
  for (let i = 0; i < text.length; i++) written += stored(text.charCodeAt(i), text.charAt(i))
  return written
}

export const textFromStored = (written: string): string =>
  written.replace(/([\u0001\ud7ff])([^])/g, (_, lead: string, c: string) => String.fromCharCode(lead === '\u0001' ? c.charCodeAt(0) - 1 : c.charCodeAt(0) - 0x100 + 0xd7ff))

/** Above every stored text that begins so: no stored text holds this character. */
export const pastPrefix = (written: string): string => `${written}\u{10ffff}`
