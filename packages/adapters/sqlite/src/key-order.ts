// SQLite compares text by its UTF-8 bytes, JavaScript by its code units: they differ only beyond the first plane.
// So surrogates are written as U+D7FF and one more character, which sorts where they belong.
const odd = /[\ud7ff-\udfff]/

/** A key as it is stored: its byte order is the code-unit order of the key. */
export const storedKey = (key: string): string => {
  if (!odd.test(key)) return key
  let stored = ''
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i)
    stored += unit >= 0xd7ff && unit <= 0xdfff ? `\ud7ff${String.fromCharCode(unit === 0xd7ff ? 1 : 0x100 + unit - 0xd800)}` : key.charAt(i)
  }
  return stored
}

export const keyFromStored = (stored: string): string =>
  stored.includes('\ud7ff')
    ? stored.replace(/\ud7ff([^])/g, (_, c: string) => (c === '\u0001' ? '\ud7ff' : String.fromCharCode(c.charCodeAt(0) - 0x100 + 0xd800)))
    : stored
