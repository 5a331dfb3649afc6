import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { type Calendar, dateAt, isOpen, type LocalDate, type NoOpenTime, type Timetable, type WallTime } from '../hours/hours.js'
import { calendarsOf } from '../hours/intersect.js'
import { weekdays } from '../hours/wall.js'
import type { Instant } from '../shared/instant.js'
import { businessDaysIn, businessDaysOn, daysFrom, endOf, isBusiness, lastDate, laterDate, plusDays, plusMonths, type Rolled, rolled, type Skipped } from './days.js'
import { bounded, type CountOfDays, type Counting, type Extension } from './rule.js'
import type { Pause, Step } from './steps.js'

/** No date of four digits lies so far away. */
export interface DateOutOfRange {
  readonly _tag: 'DateOutOfRange'
  readonly after: Instant
}

/** Why a due cannot be told. */
export type Uncountable = NoOpenTime | DateOutOfRange

/** A count of days, with what an explanation needs. */
export interface CountedDays {
  readonly unit: 'days'
  readonly notice?: LocalDate
  readonly firstDay: LocalDate
  /** Of each finished pause, how many days it took out, in the unit that is counted. */
  readonly pauses: readonly number[]
  readonly nominal: LocalDate
  readonly skipped: readonly Skipped[]
  readonly due: LocalDate
  readonly until: Instant
}

/** Every day from midnight to `before`. */
const early = (timeZone: string, before: WallTime): Calendar => ({
  timeZone, weekly: Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', until: before }]])), breaks: [], holidays: [], exceptions: [],
})

/** TERM-05 What comes in on a business day before 19h is officially noticed that day, anything else on the next business day (gov.br, page on the terms of the LAI). */
const noticed = (calendar: Timetable, counting: Counting, before: WallTime, at: Instant): Either<NoOpenTime, LocalDate> => {
  const date = dateAt(calendar, at)
  const sameDay = isBusiness(calendar, counting.shortDays, date) && isOpen(early(calendarsOf(calendar)[0].timeZone, before), at)
  return sameDay ? E.right(date) : businessDaysOn(calendar, counting.shortDays, date, 1)
}

const firstDayOf = (calendar: Timetable, { firstDay, shortDays }: Counting, start: LocalDate): Either<NoOpenTime, LocalDate> => {
  switch (firstDay) {
    case 'startDay':
      return E.right(start)
    // TERM-02 The start day is not counted, the due day is, and days are counted on end (Lei 9.784/1999, art. 66).
    case 'nextDay':
      return E.right(plusDays(start, 1))
    // TERM-06 Fala.BR counts from the first business day after the notice, then on end; the last day has full hours.
    case 'nextBusinessDay':
      return businessDaysOn(calendar, shortDays, start, 1)
  }
}

/** `amount` of the unit on; the base itself is not counted. */
const ahead = (calendar: Timetable, { unit, counting }: CountOfDays, base: LocalDate, amount: number): Either<NoOpenTime, LocalDate> => {
  switch (unit) {
    case 'days':
      return E.right(plusDays(base, amount))
    case 'months':
      return E.right(plusMonths(base, amount, counting.missingDay))
    case 'years':
      return E.right(plusMonths(base, amount * 12, counting.missingDay))
    // TERM-08 A count of business days goes from one business day to the next, the start day excluded.
    case 'businessDays':
      return businessDaysOn(calendar, counting.shortDays, base, amount)
  }
}

/** A count on its way through pauses and the extension. */
interface Running {
  readonly base: LocalDate
  readonly amount: number
  readonly suspended: number
  /** A due never lies before it. */
  readonly least: LocalDate
  readonly pauses: readonly number[]
}

const nominalOf = (calendar: Timetable, count: CountOfDays, { base, amount, suspended, least }: Running): Either<NoOpenTime, LocalDate> =>
  count.unit === 'businessDays'
    ? E.map((date: LocalDate) => laterDate(least, date))(ahead(calendar, count, base, amount + suspended))
    : E.map((date: LocalDate) => laterDate(least, plusDays(date, suspended)))(ahead(calendar, count, base, amount))

/** TERM-10 A pause takes out the days from its first to that of resumption, none before the count began; a due never lies before the resumption. */
const paused = (calendar: Timetable, { unit, counting }: CountOfDays, origin: LocalDate, running: Running, pause: Pause): Running => {
  const from = laterDate(origin, dateAt(calendar, pause.from))
  const until = dateAt(calendar, pause.until)
  const days = unit === 'businessDays' ? businessDaysIn(calendar, counting.shortDays, from, until) : Math.max(0, daysFrom(from, until))
  return { ...running, suspended: running.suspended + days, least: laterDate(running.least, until), pauses: [...running.pauses, days] }
}

/** TERM-11 An extension runs from the start, as if the term had been so long from the first, or, where the rule says so, from the due day as it had rolled. */
const extended = (calendar: Timetable, count: CountOfDays, extension: Extension, running: Running): Either<NoOpenTime, Running> => {
  if (extension.from === 'start') return E.right({ ...running, amount: bounded(count.unit, running.amount + extension.amount) })
  const due = E.chain((date: LocalDate) => rolled(calendar, count.counting.roll, date))(nominalOf(calendar, count, running))
  return E.map(({ date }: Rolled): Running => ({ ...running, base: date, least: date, amount: bounded(count.unit, extension.amount), suspended: 0 }))(due)
}

/** The due day of a count: nominal, and rolled. */
export const countDays = (count: CountOfDays, extension: Extension | undefined, startedAt: Instant, steps: readonly Step[], calendar: Timetable): Either<Uncountable, CountedDays> => {
  const { notice, roll } = count.counting
  const start = notice === undefined ? E.right(dateAt(calendar, startedAt)) : noticed(calendar, count.counting, notice.before, startedAt)
  if (E.isLeft(start)) return start
  const firstDay = firstDayOf(calendar, count.counting, start.right)
  if (E.isLeft(firstDay)) return firstDay

  const origin = plusDays(firstDay.right, -1)
  let running: Either<NoOpenTime, Running> = E.right({ base: origin, amount: bounded(count.unit, count.amount), suspended: 0, least: origin, pauses: [] })
  for (const step of steps) {
    if (E.isLeft(running)) return running
    if (step.type === 'pause') running = E.right(paused(calendar, count, origin, running.right, step))
    else if (extension !== undefined) running = extended(calendar, count, extension, running.right)
  }
  if (E.isLeft(running)) return running
  const nominal = nominalOf(calendar, count, running.right)
  if (E.isLeft(nominal)) return nominal
  const due = rolled(calendar, roll, nominal.right)
  if (E.isLeft(due)) return due
  const until = endOf(calendar, due.right.date)
  if (until === undefined || due.right.date >= lastDate) return E.left({ _tag: 'DateOutOfRange', after: startedAt })
  return E.right({
    unit: 'days', ...(notice === undefined ? {} : { notice: start.right }), firstDay: firstDay.right, pauses: running.right.pauses,
    nominal: nominal.right, skipped: due.right.skipped, due: due.right.date, until,
  })
}
