import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import {
  addBusinessDays, businessDaysBetween, dayBounds, isBusinessDay, isFullDay, type LocalDate, nextBusinessDay, type NoOpenTime, periods, type Timetable,
} from '../hours/hours.js'
import { regularOf } from '../hours/business-days.js'
import { dateOf, type Day, dayLength, dayOf } from '../hours/wall.js'
import type { Instant } from '../shared/instant.js'
import type { Counting } from './rule.js'

const firstDate: Day = dayOf('0001-01-01') ?? 0
/** The last date of four digits: counting stops there. */
export const lastDate: LocalDate = '9999-12-31'
const lastDay: Day = dayOf(lastDate) ?? 0

const dated = (day: Day): LocalDate => dateOf(Math.min(lastDay, Math.max(firstDate, day)))

/** A date `days` on. */
export const plusDays = (date: LocalDate, days: number): LocalDate => dated((dayOf(date) ?? lastDay) + days)

/** How many days lie between two dates; negative where `until` comes first. */
export const daysFrom = (from: LocalDate, until: LocalDate): number => (dayOf(until) ?? lastDay) - (dayOf(from) ?? lastDay)

export const laterDate = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)

/** TERM-04 Months and years run from date to date. Where that day is missing: the month's last day (Lei 9.784/1999, art. 66, § 3º) or the day after it (Código Civil, art. 132, § 3º). */
export const plusMonths = (date: LocalDate, months: number, missing: Counting['missingDay']): LocalDate => {
  const from = new Date((dayOf(date) ?? lastDay) * dayLength)
  const month = (n: number): Day => Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n, 1) / dayLength
  const wanted = month(months) + from.getUTCDate() - 1
  const last = month(months + 1) - 1
  return dated(wanted <= last ? wanted : missing === 'lastOfMonth' ? last : last + 1)
}

type ShortDays = Counting['shortDays']

/** Whether a date counts as a business day, as the rule takes short days. */
export const isBusiness = (calendar: Timetable, shortDays: ShortDays, date: LocalDate): boolean =>
  shortDays === 'business' ? isBusinessDay(calendar, date) : isFullDay(calendar, date)

const nextFullDay = (calendar: Timetable, date: LocalDate): Either<NoOpenTime, LocalDate> => {
  let found = nextBusinessDay(calendar, date)
  while (E.isRight(found) && !isFullDay(calendar, found.right)) found = nextBusinessDay(calendar, found.right)
  return found
}

/** `days` business days on, the date itself excluded; the date itself for none. */
export const businessDaysOn = (calendar: Timetable, shortDays: ShortDays, date: LocalDate, days: number): Either<NoOpenTime, LocalDate> => {
  if (shortDays === 'business') return addBusinessDays(calendar, date, days)
  let found: Either<NoOpenTime, LocalDate> = E.right(date)
  for (let i = 0; i < days && E.isRight(found); i++) found = nextFullDay(calendar, found.right)
  return found
}

/** How many business days lie after `from`, up to and with `until`. */
export const businessDaysIn = (calendar: Timetable, shortDays: ShortDays, from: LocalDate, until: LocalDate): number => {
  if (shortDays === 'business') return Math.max(0, businessDaysBetween(calendar, from, until))
  let count = 0
  for (let d = nextFullDay(calendar, from); E.isRight(d) && d.right <= until; d = nextFullDay(calendar, d.right)) count++
  return count
}

/** Whether a date's office hours end before those of its weekday do, as on Christmas Eve; those that only begin later do not. */
const endsEarly = (calendar: Timetable, date: LocalDate): boolean => {
  const bounds = dayBounds(calendar, date)
  if (bounds === undefined) return false
  const end = (timetable: Timetable): number => periods(timetable, bounds.from, bounds.until).at(-1)?.until ?? -Infinity
  return end(calendar) < end(regularOf(calendar))
}

/** When a local day is over. A day that the zone left out was over at once. */
export const endOf = (calendar: Timetable, date: LocalDate): Instant | undefined => dayBounds(calendar, date)?.until ?? dayBounds(calendar, plusDays(date, 1))?.from

/** Why a day cannot be the last one. */
export type Unfit = 'closed' | 'earlyEnd' | 'reduced'

const unfit = (calendar: Timetable, roll: Counting['roll'], date: LocalDate): Unfit | undefined => {
  if (roll === 'none') return undefined
  if (!isBusinessDay(calendar, date)) return 'closed'
  if (roll === 'earlyEnd' && endsEarly(calendar, date)) return 'earlyEnd'
  if (roll === 'reduced' && !isFullDay(calendar, date)) return 'reduced'
  return undefined
}

/** Dates on end, `from` and `until` included, that cannot be the last day, and why. */
export interface Skipped {
  readonly from: LocalDate
  readonly until: LocalDate
  readonly why: Unfit
}

export interface Rolled {
  readonly date: LocalDate
  readonly skipped: readonly Skipped[]
}

/** TERM-03 A due day without office hours, or where they end early, moves on to the first business day where they do not (Lei 9.784/1999, art. 66, § 1º). */
export const rolled = (calendar: Timetable, roll: Counting['roll'], nominal: LocalDate): Either<NoOpenTime, Rolled> => {
  const skipped: Skipped[] = []
  let date = nominal
  for (let why = unfit(calendar, roll, date); why !== undefined; why = unfit(calendar, roll, date)) {
    const next = nextBusinessDay(calendar, date)
    if (E.isLeft(next)) return next
    const closedFrom = why === 'closed' ? date : plusDays(date, 1)
    if (why !== 'closed') skipped.push({ from: date, until: date, why })
    if (closedFrom < next.right) skipped.push({ from: closedFrom, until: plusDays(next.right, -1), why: 'closed' })
    date = next.right
  }
  return E.right({ date, skipped })
}
