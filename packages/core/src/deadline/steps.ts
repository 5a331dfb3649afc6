import type { Instant } from '../shared/instant.js'
import type { Fact } from './term.js'

/** Time in which the clock stood still. */
export interface Pause {
  readonly from: Instant
  readonly until: Instant
}

/** What moves a due, in order. */
export type Step = ({ readonly type: 'pause' } & Pause) | { readonly type: 'extension' }

/** The finished pauses and the extension that the facts tell. A pause that has not ended moves nothing yet. */
export const stepsOf = (facts: readonly Fact[]): readonly Step[] => {
  const steps: Step[] = []
  let from: Instant | undefined
  for (const fact of facts) {
    if (fact.type === 'TermPaused' && fact.suspends) from ??= fact.at
    if (fact.type === 'TermExtended') steps.push({ type: 'extension' })
    if (fact.type === 'TermResumed' && from !== undefined) {
      steps.push({ type: 'pause', from, until: fact.at })
      from = undefined
    }
  }
  return steps
}

/** The pauses alone; one that has not ended lasts until `now`. */
export const pausesOf = (facts: readonly Fact[], now: Instant): readonly Pause[] => {
  const ended = stepsOf(facts).flatMap((step) => (step.type === 'pause' ? [step] : []))
  const open = facts.filter((fact) => (fact.type === 'TermPaused' && fact.suspends) || fact.type === 'TermResumed').at(-1)
  return open?.type === 'TermPaused' ? [...ended, { from: open.at, until: now }] : ended
}
