import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Instant } from '../shared/instant.js'
import type { LocalDate, Timetable } from './calendar.js'
import { calendarsOf } from './intersect.js'
import { breaksOf, localDay, type Period } from './resolve.js'
import { readyOf, timelineOf } from './timeline-of.js'
import { dayOfInstant, holds } from './timeline.js'
import { backwards, forwards } from './walk.js'

/** There is no open time any more after an instant or a date; in a search backwards, none before it. */
export type NoOpenTime =
  | { readonly _tag: 'NoOpenTime'; readonly after: Instant | LocalDate }
  | { readonly _tag: 'NoOpenTime'; readonly before: Instant | LocalDate }

const noneAfter = (after: Instant): Either<NoOpenTime, never> => left({ _tag: 'NoOpenTime', after })
const noneBefore = (before: Instant): Either<NoOpenTime, never> => left({ _tag: 'NoOpenTime', before })

/**
 * HOURS-05 It is open exactly while a resolved period holds the instant: the start belongs to it, the end does not.
 *
 * @example
 * isOpen(calendar, instant('2020-07-01T10:00:00-03:00')) // true
 */
export const isOpen = (calendar: Timetable, at: Instant): boolean => {
  const t = timelineOf(calendar)
  return t !== undefined && holds(t, at)
}

/**
 * Whether the instant lies in a break, also one outside the hours; of an intersection, in one of any calendar.
 *
 * @example
 * isOnBreak(calendar, instant('2020-12-24T15:00:00-03:00')) // true: service ended at 14h
 */
export const isOnBreak = (calendar: Timetable, at: Instant): boolean =>
  calendarsOf(calendar).some((c) => {
    const found = readyOf(c)
    if (found === undefined || found.prepared.breaks.size === 0) return false
    const day = dayOfInstant(found.timeline, at)
    return found.prepared.breaks.has(day) && breaksOf(found.prepared, localDay(found.prepared.zone, day)).some((p) => p.from <= at && at < p.until)
  })

/**
 * Whether the instant's local day is a holiday; of an intersection, one of any calendar.
 *
 * @example
 * isHoliday(calendar, instant('2020-09-07T10:00:00-03:00')) // true
 */
export const isHoliday = (calendar: Timetable, at: Instant): boolean =>
  calendarsOf(calendar).some((c) => {
    const found = readyOf(c)
    return found !== undefined && found.prepared.holidays.size > 0 && found.prepared.holidays.has(dayOfInstant(found.timeline, at))
  })

/**
 * HOURS-07 The next opening is the first start of a period strictly after the instant. Adjoining periods, as over midnight, are two.
 *
 * `NoOpenTime` where it never opens again.
 *
 * @example
 * nextOpening(calendar, instant('2020-07-03T10:00:00-03:00')) // Monday 7:00, although it is open now
 */
export const nextOpening = (calendar: Timetable, at: Instant): Either<NoOpenTime, Instant> => {
  const t = timelineOf(calendar)
  if (t !== undefined) for (const p of forwards(t, at)) if (p.from > at) return right(p.from)
  return noneAfter(at)
}

/**
 * The instant itself while open, else the next opening; `NoOpenTime` where there is none.
 *
 * @example
 * nextOpen(calendar, instant('2020-07-03T20:00:00-03:00')) // Monday 7:00
 */
export const nextOpen = (calendar: Timetable, at: Instant): Either<NoOpenTime, Instant> => (isOpen(calendar, at) ? right(at) : nextOpening(calendar, at))

/**
 * HOURS-08 The next closing is the first end of a period strictly after the instant.
 *
 * `NoOpenTime` where it is closed for ever.
 *
 * @example
 * nextClosing(calendar, instant('2020-07-03T10:00:00-03:00')) // today, 19:00
 */
export const nextClosing = (calendar: Timetable, at: Instant): Either<NoOpenTime, Instant> => {
  const t = timelineOf(calendar)
  const first = t === undefined ? undefined : forwards(t, at).next()
  return first === undefined || first.done === true ? noneAfter(at) : right(first.value.until)
}

/**
 * The last end of a period strictly before the instant; `NoOpenTime` where it had never been open.
 *
 * @example
 * previousClosing(calendar, instant('2020-07-06T10:00:00-03:00')) // Friday 19:00
 */
export const previousClosing = (calendar: Timetable, at: Instant): Either<NoOpenTime, Instant> => {
  const t = timelineOf(calendar)
  if (t !== undefined) for (const p of backwards(t, at)) if (p.until < at) return right(p.until)
  return noneBefore(at)
}

/**
 * HOURS-19 Looking back, it is the instant itself where it is open up to it, also at closing, else the closing before.
 *
 * The mirror of {@link nextOpen}; so at an opening it is the closing before.
 *
 * @example
 * previousOpen(calendar, instant('2020-07-06T07:00:00-03:00')) // Friday 19:00
 */
export const previousOpen = (calendar: Timetable, at: Instant): Either<NoOpenTime, Instant> => {
  const t = timelineOf(calendar)
  const first = t === undefined ? undefined : backwards(t, at).next()
  return first === undefined || first.done === true ? noneBefore(at) : right(first.value.until < at ? first.value.until : at)
}

/**
 * Open time from an instant on, oldest first, without end where the week has hours: take what you need.
 *
 * @example
 * for (const { from, until } of periodsFrom(calendar, now)) if (until - from >= hours(4)) return from
 */
export function* periodsFrom(calendar: Timetable, from: Instant): Generator<Period, void, undefined> {
  const t = timelineOf(calendar)
  if (t !== undefined) for (const p of forwards(t, from)) yield p.from < from ? { from, until: p.until } : p
}

/**
 * Open time until an instant, newest first, without end where the week has hours: take what you need.
 *
 * @example
 * const { value: latest } = periodsBackward(calendar, now).next() // what is open, until now, or was last
 */
export function* periodsBackward(calendar: Timetable, until: Instant): Generator<Period, void, undefined> {
  const t = timelineOf(calendar)
  if (t !== undefined) for (const p of backwards(t, until)) yield p.until > until ? { from: p.from, until } : p
}

/**
 * HOURS-09 Between two instants the open time is cut at both; periods that adjoin, as over midnight, stay two.
 *
 * @example
 * periods(calendar, startOfDay, endOfDay) // [{ from: …07:00, until: …19:00 }]
 */
export const periods = (calendar: Timetable, from: Instant, until: Instant): readonly Period[] => {
  const found: Period[] = []
  for (const p of periodsFrom(calendar, from)) {
    if (p.from >= until) break
    found.push(p.until > until ? { from: p.from, until } : p)
  }
  return found
}
