import { between, dateAt, type Timetable } from '../hours/hours.js'
import { later, type Instant, type Milliseconds } from '../shared/instant.js'
import { openTime } from './count-open-time.js'
import { daysFrom } from './days.js'
import { pausesOf } from './steps.js'
import { type Fact, type Term, termOf } from './term.js'

/** How a term stands at an instant. */
export type Status =
  | { readonly state: 'running'; readonly until: Instant }
  | { readonly state: 'paused'; readonly since: Instant }
  | { readonly state: 'met'; readonly at: Instant; readonly inTime: boolean }
  | { readonly state: 'breached'; readonly since: Instant }

/** The term as its facts until then tell it; nothing before it began. */
const asOf = (term: Term, at: Instant): Term | undefined => termOf(term.facts.filter((fact) => fact.at <= at))

/** A due may be set when it has passed already, by another state of the calendar: then the term is breached from that fact on. */
const ranOutAt = ({ facts, target }: Term): Instant => later(target.until, facts.findLast((fact) => 'target' in fact)?.at ?? target.until)

/**
 * TERM-13 In time is before `until`: a due instant itself is late, a due day is in time to its end. From then on the term is breached, and what is done then is done late.
 *
 * @example
 * statusAt(term, now) // { state: 'running', until }
 */
export const statusAt = (term: Term, at: Instant): Status | undefined => {
  const then = asOf(term, at)
  if (then === undefined) return undefined
  const { metAt, breachedAt, pausedAt, target } = then
  const ranOutBy = (moment: Instant) => breachedAt !== undefined || (pausedAt === undefined && moment >= target.until)
  if (metAt !== undefined) return { state: 'met', at: metAt, inTime: !ranOutBy(metAt) }
  if (ranOutBy(at)) return { state: 'breached', since: ranOutAt(then) }
  return pausedAt === undefined ? { state: 'running', until: target.until } : { state: 'paused', since: pausedAt }
}

/** Open time since the start in which the clock did not stand still, in milliseconds; after the term was met it grows no more. 0 before the start. */
export const elapsed = (term: Term, calendar: Timetable, at: Instant): Milliseconds => {
  const then = asOf(term, at)
  if (then === undefined) return 0
  const end = then.metAt ?? at
  return openTime(calendar, then.startedAt, end, pausesOf(then.facts, end))
}

/** Where the clock stands: it stopped when the term was met or paused. */
const clockAt = (term: Term, at: Instant): Instant => term.pausedAt ?? term.metAt ?? at

/** Open time that is left until the due, in milliseconds; negative once it has passed. Before the start all of it is left. */
export const remaining = (term: Term, calendar: Timetable, at: Instant): Milliseconds => {
  const then = asOf(term, at)
  return then === undefined ? remaining(term, calendar, term.startedAt) : between(calendar, clockAt(then, at), then.target.until)
}

/** Local days until the due day: 0 on it, negative after it. */
export const daysLeft = (term: Term, calendar: Timetable, at: Instant): number => {
  const then = asOf(term, at)
  return then === undefined ? daysLeft(term, calendar, term.startedAt) : daysFrom(dateAt(calendar, clockAt(then, at)), then.target.due ?? dateAt(calendar, then.target.until))
}

export interface Timer {
  readonly tag: 'warning' | 'breach'
  readonly at: Instant
}

/**
 * TERM-16 All coming instants of a term that runs: its warnings that were not given, and its breach. While it stands still, and once it is over, there is none.
 *
 * They need no calendar: a stream's `due` may answer them.
 *
 * @example
 * timers(term) // [{ tag: 'warning', at }, { tag: 'breach', at }]
 */
export const timers = ({ metAt, breachedAt, pausedAt, warnings, target }: Term): readonly Timer[] =>
  metAt !== undefined || breachedAt !== undefined || pausedAt !== undefined
    ? []
    : [...warnings.map((at): Timer => ({ tag: 'warning', at })), { tag: 'breach', at: target.until }]

/** The first timer of several terms: what escalates next. */
export const nextTimer = (terms: readonly Term[]): Timer | undefined =>
  terms.flatMap(timers).reduce<Timer | undefined>((first, timer) => (first === undefined || timer.at < first.at ? timer : first), undefined)

/**
 * What is to be recorded of the timers that have come by then: after these facts none of them waits any more.
 *
 * @example
 * tick(term, now).reduce(evolve, term)
 */
export const tick = (term: Term, at: Instant): readonly Fact[] =>
  timers(term)
    .filter((timer) => timer.at <= at)
    .map((timer): Fact => (timer.tag === 'warning' ? { type: 'TermWarned', at, warning: timer.at } : { type: 'TermBreached', at }))
