import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Instant } from '../shared/instant.js'
import type { Calendar, LocalDate, Timetable, WallTime } from './calendar.js'
import { daysInHalf, firstReaching } from './half-year.js'
import { calendarsOf } from './intersect.js'
import { nextOpen, previousOpen, type NoOpenTime } from './open.js'
import type { Period } from './resolve.js'
import { timelineOf } from './timeline-of.js'
import { businessDaysAt, dayOfInstant, dayStart, halfAt, openTimeAt, reached, type Timeline } from './timeline.js'
import { dateOf, dayLength, dayOf, minuteOf, type Day } from './wall.js'
import { instantOf, offsetAt } from './zone.js'

/** Beyond these days a date has no text. */
const farthestDate = 100_000_000

/**
 * The local date of an instant, in the calendar's zone; in UTC where that is unknown.
 *
 * @example
 * dateAt(calendar, instant('2020-07-02T01:00:00Z')) // '2020-07-01'
 */
export const dateAt = (calendar: Timetable, at: Instant): LocalDate => {
  const t = timelineOf(calendar)
  const day = t === undefined ? Math.floor(at / dayLength) : dayOfInstant(t, at)
  return dateOf(Math.max(-farthestDate, Math.min(farthestDate, day)))
}

/**
 * When a local day begins and ends; nothing for one that does not exist, by the calendar of months or because the zone left it out.
 *
 * @example
 * dayBounds(calendar, '2017-10-15') // from 03:00Z, when 0:00 became 1:00, until 02:00Z of the next: 23 hours
 */
export const dayBounds = (calendar: Timetable, date: LocalDate): Period | undefined => {
  const t = timelineOf(calendar)
  const day = dayOf(date)
  if (t === undefined || day === undefined) return undefined
  const bounds = { from: dayStart(t, day) as Instant, until: dayStart(t, day + 1) as Instant }
  return bounds.from < bounds.until ? bounds : undefined
}

/**
 * When a wall clock of the calendar's zone shows a time on a date, as its hours are resolved: in a gap it moves on, and the first of two counts.
 * Nothing where the text is no date or no time, or the zone is unknown.
 *
 * @example
 * instantOn(calendar, '2020-07-01', '19:00') // 2020-07-01T22:00:00Z
 */
export const instantOn = (calendar: Timetable, date: LocalDate, time: WallTime): Instant | undefined => {
  const [t, day, minute] = [timelineOf(calendar), dayOf(date), minuteOf(time)]
  return t === undefined || day === undefined || minute === undefined ? undefined : instantOf(t.zone, day, minute * 60_000)
}

const openTimeOn = (calendar: Timetable, date: LocalDate): number => {
  const t = timelineOf(calendar)
  const day = dayOf(date)
  return t === undefined || day === undefined ? 0 : openTimeAt(t, dayStart(t, day + 1)) - openTimeAt(t, dayStart(t, day))
}

/**
 * HOURS-24 A business day is a date with at least one open interval, once exceptions, breaks, holidays and changes of the clock are counted.
 *
 * Text that is no date names no business day.
 *
 * @example
 * isBusinessDay(calendar, '2020-09-07') // false: a holiday
 */
export const isBusinessDay = (calendar: Timetable, date: LocalDate): boolean => openTimeOn(calendar, date) > 0

const weekly = new WeakMap<Calendar, Calendar>()
const weeklyOnly = (c: Calendar): Calendar => {
  const found = weekly.get(c) ?? { ...c, holidays: [], breaks: [], exceptions: [] }
  weekly.set(c, found)
  return found
}
const regular = new WeakMap<Timetable, Timetable>()
/** What the timetable would be without any dated entry. */
export const regularOf = (timetable: Timetable): Timetable => {
  let found = regular.get(timetable)
  if (found === undefined) {
    const [first, ...others] = calendarsOf(timetable)
    found = { all: [weeklyOnly(first), ...others.map(weeklyOnly)] }
    regular.set(timetable, found)
  }
  return found
}

/**
 * HOURS-25 A full day is a business day with no less open time than its week gives it: a half holiday or a break makes it none.
 *
 * @example
 * isFullDay(calendar, '2020-12-24') // false: it closes at 14h
 */
export const isFullDay = (calendar: Timetable, date: LocalDate): boolean => {
  const open = openTimeOn(calendar, date)
  return open > 0 && open >= openTimeOn(regularOf(calendar), date)
}

/** The date on which a number of business days is reached, counted as {@link businessDaysAt} does. */
const dateOfCount = (t: Timeline, count: number, near: Day): LocalDate | undefined => {
  const found = reached(t, t.businessDays, count, Math.floor(near / daysInHalf))
  if (found === undefined) return undefined
  const date = dateOf(found.n * daysInHalf + firstReaching(halfAt(t, found.n).businessBefore, found.rest) - 1)
  return dayOf(date) === undefined ? undefined : date
}

/**
 * HOURS-26 The n-th business day after a date, or before it where n is negative; the date itself is not counted, and is the answer for 0.
 *
 * `NoOpenTime` where there are not as many, or the text is no date. Dates end with the year 9999.
 *
 * @example
 * addBusinessDays(calendar, '2020-09-04', 1) // '2020-09-08': Monday was a holiday
 */
export const addBusinessDays = (calendar: Timetable, date: LocalDate, n: number): Either<NoOpenTime, LocalDate> => {
  if (n === 0) return right(date)
  const t = timelineOf(calendar)
  const day = dayOf(date)
  const found = t === undefined || day === undefined ? undefined : dateOfCount(t, n > 0 ? businessDaysAt(t, day + 1) + n : businessDaysAt(t, day) + n + 1, day)
  if (found !== undefined) return right(found)
  return left(n > 0 ? { _tag: 'NoOpenTime', after: date } : { _tag: 'NoOpenTime', before: date })
}

/**
 * The first business day strictly after the date; `NoOpenTime` where there is none.
 *
 * @example
 * nextBusinessDay(calendar, '2020-07-03') // Monday, '2020-07-06'
 */
export const nextBusinessDay = (calendar: Timetable, date: LocalDate): Either<NoOpenTime, LocalDate> => addBusinessDays(calendar, date, 1)

/**
 * The last business day strictly before the date; `NoOpenTime` where there is none.
 *
 * @example
 * previousBusinessDay(calendar, '2020-07-06') // Friday, '2020-07-03'
 */
export const previousBusinessDay = (calendar: Timetable, date: LocalDate): Either<NoOpenTime, LocalDate> => addBusinessDays(calendar, date, -1)

/**
 * HOURS-27 Business days between two dates leave out the first and count the last; backwards they are the same number, negative.
 * Zero where a text is no date.
 *
 * @example
 * businessDaysBetween(calendar, '2020-07-03', '2020-07-07') // 2: Monday and Tuesday
 */
export const businessDaysBetween = (calendar: Timetable, from: LocalDate, until: LocalDate): number => {
  const t = timelineOf(calendar)
  const [first, last] = [dayOf(from), dayOf(until)]
  return t === undefined || first === undefined || last === undefined ? 0 : businessDaysAt(t, last + 1) - businessDaysAt(t, first + 1)
}

/**
 * HOURS-28 The same wall clock n business days on; where it is not open then, the next opening counts, and, for a negative n, the closing before.
 *
 * `NoOpenTime` where there are not as many business days.
 *
 * @example
 * addBusinessDaysAt(calendar, instant('2020-09-04T10:00:00-03:00'), 1) // Tuesday 2020-09-08, 10:00
 */
export const addBusinessDaysAt = (calendar: Timetable, at: Instant, n: number): Either<NoOpenTime, Instant> => {
  const t = timelineOf(calendar)
  if (t === undefined) return left(n < 0 ? { _tag: 'NoOpenTime', before: at } : { _tag: 'NoOpenTime', after: at })
  const date = addBusinessDays(calendar, dateAt(calendar, at), n)
  if (isLeft(date)) return date
  const wall = at + offsetAt(t.zone, at)
  const then = n === 0 ? at : instantOf(t.zone, dayOf(date.right) ?? 0, wall - Math.floor(wall / dayLength) * dayLength)
  return n < 0 ? previousOpen(calendar, then) : nextOpen(calendar, then)
}
