import { english } from './messages.en.js'
import { portuguese } from './messages.pt.js'
import type { Problem, Sentences, Words } from './messages.problem.js'
import { toIso, type Instant } from './shared/instant.js'

export type { Problem } from './messages.problem.js'

/** Languages that problems are put into words in. */
export type Language = 'pt' | 'en'

const tables: Readonly<Record<Language, Sentences>> = { en: english, pt: portuguese }

/**
 * What is so, and what to do next, in a sentence. `when` says how an instant reads, such as in the centre's zone.
 *
 * @example
 * messageOf({ _tag: 'QueueIsFull', queue, limit: 20 }, 'en')
 * // In the queue manifestations 20 wait, which is its limit; try later or choose another.
 */
export const messageOf = (problem: Problem, language: Language, when: (at: Instant) => string = toIso): string => {
  const words: Words = { when, message: (inner) => messageOf(inner, language, when) }
  const sentence = tables[language][problem._tag] as (problem: Problem, words: Words) => string
  return sentence(problem, words)
}
