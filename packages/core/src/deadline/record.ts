import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Instant } from '../shared/instant.js'
import type { Uncountable } from './count-days.js'
import { targetOf } from './count.js'
import { type Fault, type Rule, validate } from './rule.js'
import type { Fact, FactOf, KnownCalendar, Target, Term } from './term.js'

/** Why nothing can be recorded. */
export type Refusal =
  | Uncountable
  | { readonly _tag: 'TermRuleInvalid'; readonly faults: readonly Fault[] }
  /** The fact would lie before the one that was recorded last. */
  | { readonly _tag: 'BeforeLastFact'; readonly last: Instant }
  | { readonly _tag: 'TermOver'; readonly how: 'met' | 'breached' }
  | { readonly _tag: 'NotExtendable'; readonly rule: string }
  | { readonly _tag: 'AlreadyExtended' }

/** The fact to be recorded, or nothing where it is already so. */
type Recorded<T extends Fact['type']> = Either<Refusal, FactOf<T> | undefined>

const nothing = E.right(undefined)

const lastOf = (term: Term): Instant => term.facts.at(-1)?.at ?? term.startedAt

/** TERM-18 Facts come in the order of time. */
const tooEarly = (term: Term, at: Instant): Refusal | undefined => (at < lastOf(term) ? { _tag: 'BeforeLastFact', last: lastOf(term) } : undefined)

/** Whether the term has run out by then: it was in time before `until`, and no pause stopped the clock. */
const ranOut = (term: Term, at: Instant): boolean => term.breachedAt !== undefined || (term.pausedAt === undefined && at >= term.target.until)

const over = (term: Term, at: Instant): 'met' | 'breached' | undefined => (term.metAt !== undefined ? 'met' : ranOut(term, at) ? 'breached' : undefined)

/** The term's due as it would be with one more fact. */
const retargeted = (term: Term, known: KnownCalendar, at: Instant, ...more: readonly Fact[]): Either<Uncountable, Target> =>
  targetOf(term.rule, term.startedAt, [...term.facts, ...more], known, at)

/**
 * The fact that a term began, with its due. Refused where the rule has faults or the calendar never opens.
 *
 * @example
 * start(manifestationAnswer, instant('2026-06-01T10:00:00-03:00'), { id, knownAt, calendar })
 */
export const start = (rule: Rule, at: Instant, known: KnownCalendar): Either<Refusal, FactOf<'TermStarted'>> => {
  const faults = validate(rule)
  if (faults.length > 0) return E.left({ _tag: 'TermRuleInvalid', faults })
  return E.map((target: Target) => ({ type: 'TermStarted' as const, at, rule, target }))(targetOf(rule, at, [], known, at))
}

/**
 * TERM-09 A pause stops the clock only where the rule says so (all, or the first alone), and while the term runs: any other is noted without effect.
 *
 * Nothing where the clock stands still already, or the term was met. For requests of a complement: Portaria Normativa CGU 116/2024, art. 25.
 *
 * @example
 * pause(term, at) // right({ type: 'TermPaused', at, suspends: true })
 */
export const pause = (term: Term, at: Instant): Recorded<'TermPaused'> => {
  const early = tooEarly(term, at)
  if (early !== undefined) return E.left(early)
  if (term.pausedAt !== undefined || term.metAt !== undefined) return nothing
  const allowed = term.rule.pauses === 'all' || (term.rule.pauses === 'first' && term.pauses === 0)
  return E.right({ type: 'TermPaused', at, suspends: allowed && !ranOut(term, at) })
}

/**
 * The clock runs again, with the due moved; nothing where it had not stopped.
 *
 * @example
 * resume(term, at, known) // right({ type: 'TermResumed', at, target: { due: '2026-07-13', … } })
 */
export const resume = (term: Term, at: Instant, known: KnownCalendar): Recorded<'TermResumed'> => {
  const early = tooEarly(term, at)
  if (early !== undefined) return E.left(early)
  if (term.pausedAt === undefined || term.metAt !== undefined) return nothing
  const fact = { type: 'TermResumed' as const, at, target: term.target }
  return E.map((target: Target) => ({ ...fact, target }))(retargeted(term, known, at, fact))
}

/**
 * TERM-12 A term is extended once at most, while it runs or its clock stands still, and only where its rule has an extension.
 *
 * The norms want a justification (Lei 13.460/2017, art. 16; Lei 12.527/2011, art. 11, § 2º): keep it in the event beside the fact.
 *
 * @example
 * extend(term, at, known) // left({ _tag: 'AlreadyExtended' })
 */
export const extend = (term: Term, at: Instant, known: KnownCalendar): Either<Refusal, FactOf<'TermExtended'>> => {
  const early = tooEarly(term, at)
  if (early !== undefined) return E.left(early)
  const how = over(term, at)
  if (how !== undefined) return E.left({ _tag: 'TermOver', how })
  if (term.rule.extension === undefined) return E.left({ _tag: 'NotExtendable', rule: term.rule.id })
  if (term.extended) return E.left({ _tag: 'AlreadyExtended' })
  const fact = { type: 'TermExtended' as const, at, target: term.target }
  return E.map((target: Target) => ({ ...fact, target }))(retargeted(term, known, at, fact))
}

/**
 * TERM-14 Another state of the calendar emits a new due for a running term, never for one that is over or stands still, and nothing where the due stays.
 *
 * @example
 * retarget(term, at, known) // right(undefined): the due is the same
 */
export const retarget = (term: Term, at: Instant, known: KnownCalendar): Recorded<'TermRetargeted'> => {
  const early = tooEarly(term, at)
  if (early !== undefined) return E.left(early)
  if (term.pausedAt !== undefined || over(term, at) !== undefined) return nothing
  const target = retargeted(term, known, at)
  if (E.isLeft(target)) return target
  return target.right.until === term.target.until ? nothing : E.right({ type: 'TermRetargeted', at, target: target.right })
}

/**
 * What the term is for was done, in time or late; nothing where it was done before.
 *
 * @example
 * meet(term, at) // right({ type: 'TermMet', at })
 */
export const meet = (term: Term, at: Instant): Recorded<'TermMet'> => {
  const early = tooEarly(term, at)
  if (early !== undefined) return E.left(early)
  return term.metAt === undefined ? E.right({ type: 'TermMet', at }) : nothing
}
