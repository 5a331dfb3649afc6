const form = /^[A-Za-z][\w/.-]{0,79}$/

/** How many words are told apart. */
const most = 1000

/** Names of the code, as they may stand in names and attributes. */
export type Word = (text: unknown) => string

/**
 * OTEL-06 What stands in a metric is one word of the code: short, and one of a thousand at most; anything else is `other`.
 * So whoever sends commands with types of his own makes no more series of them, and no text that people write gets in.
 */
export const words = (): Word => {
  const known = new Set<string>()
  return (text) => {
    if (typeof text !== 'string' || !form.test(text)) return 'other'
    if (known.has(text)) return text
    if (known.size >= most) return 'other'
    known.add(text)
    return text
  }
}

/** The name of what was thrown, never its message. */
export const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : typeof thrown)
