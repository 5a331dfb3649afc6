import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Instant, Milliseconds } from '../shared/instant.js'
import type { Timetable } from './calendar.js'
import { instantAfter } from './half-year.js'
import { nextOpen, previousOpen, type NoOpenTime } from './open.js'
import { timelineOf } from './timeline-of.js'
import { halfAt, numberAt, openTimeAt, reached, shiftAt, type Timeline } from './timeline.js'

/** The first instant at which so much open time has passed, counted as {@link openTimeAt} does. */
const whenReached = (t: Timeline, open: number, near: Instant): Instant | undefined => {
  const found = reached(t, t.open, open, numberAt(t, near))
  return found === undefined ? undefined : ((instantAfter(halfAt(t, found.n), found.rest) + shiftAt(t, found.n)) as Instant)
}

/** The first open millisecond after so much open time from an instant on, or before it. */
const openAfter = (calendar: Timetable, at: Instant, ms: Milliseconds): Instant | undefined => {
  const t = timelineOf(calendar)
  const end = t === undefined ? undefined : whenReached(t, openTimeAt(t, at) + ms + 1, at)
  return end === undefined ? undefined : ((end - 1) as Instant)
}

/**
 * HOURS-20 Time that runs out exactly at closing is due at the closing instant, not at the next opening.
 *
 * The instant at which `ms` milliseconds of open time have passed since `at`. Of nothing, it is the instant itself while open, else the
 * next opening. A negative span is that of {@link subtract}. Give whole milliseconds. `NoOpenTime` where there is not as much.
 *
 * @example
 * add(calendar, instant('2020-07-03T18:00:00-03:00'), hours(1)) // Friday 19:00, when it closes, not Monday 7:00
 */
export const add = (calendar: Timetable, at: Instant, ms: Milliseconds): Either<NoOpenTime, Instant> => {
  if (ms < 0) return subtract(calendar, at, -ms)
  if (ms === 0) return nextOpen(calendar, at)
  const t = timelineOf(calendar)
  const found = t === undefined ? undefined : whenReached(t, openTimeAt(t, at) + ms, at)
  return found === undefined ? left({ _tag: 'NoOpenTime', after: at }) : right(found)
}

/**
 * HOURS-21 Time taken away that runs out exactly at an opening ends there, not at the closing before.
 *
 * The instant from which on `ms` milliseconds of open time pass until `at`. Of nothing, it is the instant itself where it is open up to it,
 * also at closing, else the closing before. A negative span is that of {@link add}. Give whole milliseconds. `NoOpenTime` where
 * there was not as much.
 *
 * @example
 * subtract(calendar, instant('2020-07-06T07:30:00-03:00'), hours(1)) // Friday 18:30
 */
export const subtract = (calendar: Timetable, at: Instant, ms: Milliseconds): Either<NoOpenTime, Instant> => {
  if (ms < 0) return add(calendar, at, -ms)
  if (ms === 0) return previousOpen(calendar, at)
  const found = openAfter(calendar, at, -ms)
  return found === undefined ? left({ _tag: 'NoOpenTime', before: at }) : right(found)
}

/**
 * HOURS-22 Once so much open time has passed it is open again at the same instant, or, where the time ran out at closing, at the next opening.
 *
 * The other answer to {@link add}: when work can go on, rather than when it was due. Give whole milliseconds, not negative. `NoOpenTime` where it
 * does not open again.
 *
 * @example
 * nextOpenAfter(calendar, instant('2020-07-03T18:00:00-03:00'), hours(1)) // Monday 7:00
 */
export const nextOpenAfter = (calendar: Timetable, at: Instant, ms: Milliseconds): Either<NoOpenTime, Instant> => {
  const found = openAfter(calendar, at, Math.max(0, ms))
  return found === undefined ? left({ _tag: 'NoOpenTime', after: at }) : right(found)
}

/**
 * HOURS-23 Open time between two instants adds up over any third one; backwards it is negative. In milliseconds.
 *
 * @example
 * between(calendar, instant('2020-07-03T18:00:00-03:00'), instant('2020-07-06T08:00:00-03:00')) // 7_200_000: an hour on Friday, one on Monday
 */
export const between = (calendar: Timetable, from: Instant, until: Instant): Milliseconds => {
  const t = timelineOf(calendar)
  return t === undefined ? 0 : openTimeAt(t, until) - openTimeAt(t, from)
}
