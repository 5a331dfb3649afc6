import type { Verdict } from './verdict.js'

export type Fields = Readonly<Record<string, unknown>>

/** A file or a case that is not of its form: it fails, with these words. */
export class Unreadable extends Error {}

export const record = (value: unknown, what: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable(`${what} is no record`)
  return value as Fields
}

export const list = (value: unknown, what: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Unreadable(`${what} is no list`)
  return value as readonly unknown[]
}

export const text = (value: unknown, what: string): string => {
  if (typeof value !== 'string') throw new Unreadable(`${what} is no text`)
  return value
}

export const number = (value: unknown, what: string): number => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unreadable(`${what} is no number`)
  return value
}

export const truth = (value: unknown, what: string): boolean => {
  if (typeof value !== 'boolean') throw new Unreadable(`${what} is neither true nor false`)
  return value
}

export const texts = (value: unknown, what: string): readonly string[] => list(value, what).map((one, i) => text(one, `${what}[${i}]`))

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

/** Nothing where both are the same; else the disagreement in words. */
export const differing = (what: string, expected: unknown, found: unknown): readonly string[] =>
  shown(expected) === shown(found) ? [] : [`${what}: expected ${shown(expected)}, got ${shown(found)}`]

/** What a case says that nobody knows would change its meaning: it fails. Prose does not. */
export const unknownKeys = (fields: Fields, known: readonly string[]): readonly string[] =>
  Object.entries(fields).flatMap(([key, value]) => (known.includes(key) || typeof value === 'string' ? [] : [`not known: ${key}`]))

/** The verdict on a case that an error ended. */
export const failing = (id: string, error: unknown): Verdict => ({ id, verdict: 'failed', why: error instanceof Error ? error.message : String(error) })

/** The verdict on a case by its disagreements; what it throws is one. */
export const judged = (id: string, disagreements: () => readonly string[]): Verdict => {
  try {
    const why = disagreements()
    return why.length === 0 ? { id, verdict: 'passed' } : { id, verdict: 'failed', why: why.join('; ') }
  } catch (error) {
    return failing(id, error)
  }
}

/** Verdicts on a list of cases: a case that cannot be judged fails by its place, and so does what is no list. */
export const eachOf = (value: unknown, what: string, judge: (one: unknown, at: string) => Verdict | readonly Verdict[]): readonly Verdict[] => {
  if (value === undefined) return []
  if (!Array.isArray(value)) return [{ id: what, verdict: 'failed', why: `${what} is no list` }]
  return (value as readonly unknown[]).flatMap((one, i) => {
    try {
      return judge(one, `${what}[${i}]`)
    } catch (error) {
      return failing(`${what}[${i}]`, error)
    }
  })
}

/** A failure for each key of a file that its form does not have. */
export const unknownParts = (file: Fields, known: readonly string[]): readonly Verdict[] => unknownKeys(file, known).map((why) => ({ id: 'file', verdict: 'failed', why }))
