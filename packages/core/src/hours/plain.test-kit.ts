import type { Instant } from '../shared/instant.js'
import type { Calendar, LocalDate, Timetable } from './calendar.js'
import { calendarsOf } from './intersect.js'
import { localDay, openOf, prepare, type Period, type Prepared } from './resolve.js'
import { dateOf, dayLength, dayOf, type Day } from './wall.js'

/**
 * The plain form of business time: it resolves one local day after the other by the zone's rules and adds up.
 * What the room answers from its sums has to be the same.
 */
const prepared = new WeakMap<Calendar, Prepared>()
const preparedOf = (c: Calendar): Prepared => {
  const found = prepared.get(c) ?? prepare(c)
  prepared.set(c, found)
  return found
}

const dayOfUtc = (at: number): Day => Math.floor(at / dayLength)

const ofCalendar = (c: Calendar, from: number, until: number): readonly Period[] => {
  const found: Period[] = []
  for (let day = dayOfUtc(from) - 2; day <= dayOfUtc(until) + 2; day++) found.push(...openOf(preparedOf(c), localDay(c.timeZone, day)))
  return cut(found, from, until)
}

const cut = (periods: readonly Period[], from: number, until: number): readonly Period[] =>
  periods.map((p) => ({ from: Math.max(p.from, from) as Instant, until: Math.min(p.until, until) as Instant })).filter((p) => p.from < p.until)

/** Open time between two instants: what every one of the calendars holds. */
export const plainPeriods = (timetable: Timetable, from: number, until: number): readonly Period[] => {
  const [first, ...others] = calendarsOf(timetable).map((c) => ofCalendar(c, from, until))
  return others.reduce((left, list) => left.flatMap((p) => cut(list, p.from, p.until)), first ?? [])
}

export const lengthOf = (periods: readonly Period[]): number => periods.reduce((sum, p) => sum + p.until - p.from, 0)

export const plainBetween = (timetable: Timetable, from: number, until: number): number =>
  from <= until ? lengthOf(plainPeriods(timetable, from, until)) : 0 - lengthOf(plainPeriods(timetable, until, from))

const month = 30 * dayLength

/** The first instant at which so much open time has passed; nothing where a year and more does not hold as much. */
export const plainAdd = (timetable: Timetable, at: number, ms: number): number | undefined => {
  let left = ms
  for (let from = at; from < at + 14 * month; from += month) {
    for (const p of plainPeriods(timetable, from, from + month)) {
      if (p.until - p.from >= left) return p.from + left
      left -= p.until - p.from
    }
  }
  return undefined
}

export const plainPeriodsOn = (timetable: Timetable, date: LocalDate): readonly Period[] => {
  const { from, until } = localDay(calendarsOf(timetable)[0].timeZone, dayOf(date) ?? 0)
  return plainPeriods(timetable, from, until)
}

/** The n-th business day after a date, or before it. */
export const plainBusinessDays = (timetable: Timetable, date: LocalDate, n: number): LocalDate | undefined => {
  const step = Math.sign(n)
  let left = Math.abs(n)
  const start = dayOf(date) ?? 0
  for (let day = start + step; Math.abs(day - start) < 200; day += step) {
    if (plainPeriodsOn(timetable, dateOf(day)).length > 0) left--
    if (left === 0) return dateOf(day)
  }
  return undefined
}
