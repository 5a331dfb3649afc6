import { fc, test } from '@fast-check/vitest'
import { isRight, type Either } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { instant, type Instant } from '../shared/instant.js'
import { calendar, date, intersected, moment } from './calendar.arbitrary.js'
import {
  addBusinessDays, addBusinessDaysAt, businessDaysBetween, dateAt, dayBounds, instantOn, isBusinessDay, isFullDay, nextBusinessDay, nextOpen, previousBusinessDay,
  previousOpen, type Calendar, type NoOpenTime, type Timetable,
} from './hours.js'
import { calendarsOf } from './intersect.js'
import { lengthOf, plainBusinessDays, plainPeriodsOn } from './plain.test-kit.js'
import { dateOf, dayOf, weekdays } from './wall.js'

const timetable: fc.Arbitrary<Timetable> = fc.oneof({ weight: 4, arbitrary: calendar }, { weight: 1, arbitrary: intersected })
const count = fc.integer({ min: -30, max: 30 })
const right = <A>(answer: Either<NoOpenTime, A>): A | undefined => (isRight(answer) ? answer.right : undefined)
const beside = (d: string, n: number) => dateOf(dayOf(d)! + n)
const weeklyOnly = (c: Timetable): Timetable => {
  const [first, ...others] = calendarsOf(c).map((one) => ({ ...one, holidays: [], breaks: [], exceptions: [] }))
  return { all: [first!, ...others] }
}

describe('sums answer what walking over the days does', () => {
  test.prop([timetable, date])('HOURS-24 a business day has open time', (c, d) => {
    expect(isBusinessDay(c, d)).toBe(plainPeriodsOn(c, d).length > 0)
  })

  test.prop([timetable, date])('HOURS-25 a full day is one whose open time is not reduced', (c, d) => {
    const open = lengthOf(plainPeriodsOn(c, d))
    expect(isFullDay(c, d)).toBe(open > 0 && open >= lengthOf(plainPeriodsOn(weeklyOnly(c), d)))
  })

  test.prop([timetable, date, count], { numRuns: 50 })('HOURS-26 the n-th business day after a date, or before it', (c, d, n) => {
    const plain = n === 0 ? d : plainBusinessDays(c, d, n)
    fc.pre(plain !== undefined)
    expect(right(addBusinessDays(c, d, n))).toBe(plain)
  })

  test.prop([timetable, date, fc.nat({ max: 60 })], { numRuns: 50 })('HOURS-27 business days after the first date, up to and with the second', (c, d, days) => {
    const plain = Array.from({ length: days }, (_, i) => beside(d, i + 1)).filter((one) => plainPeriodsOn(c, one).length > 0).length
    expect([businessDaysBetween(c, d, beside(d, days)), businessDaysBetween(c, beside(d, days), d)]).toEqual([plain, 0 - plain])
  })
})

describe('business days', () => {
  test.prop([timetable, fc.tuple(date, date, date)])('HOURS-27 add up over any third date', (c, [a, b, e]) => {
    expect(businessDaysBetween(c, a, b) + businessDaysBetween(c, b, e)).toBe(businessDaysBetween(c, a, e))
  })

  test.prop([timetable, date, fc.integer({ min: 1, max: 700 })], { numRuns: 40 })('HOURS-26 counted on, they are that many, and end on one', (c, d, n) => {
    const end = right(addBusinessDays(c, d, n))
    fc.pre(end !== undefined)
    expect([isBusinessDay(c, end), businessDaysBetween(c, d, end)]).toEqual([true, n])
    const begin = right(addBusinessDays(c, d, -n))!
    expect([isBusinessDay(c, begin), businessDaysBetween(c, beside(begin, -1), beside(d, -1))]).toEqual([true, n])
  })

  test.prop([timetable, date])('HOURS-26 the next and the one before lie strictly on either side', (c, d) => {
    const [next, previous] = [right(nextBusinessDay(c, d)), right(previousBusinessDay(c, d))]
    fc.pre(next !== undefined && previous !== undefined)
    expect(previous < d && d < next).toBe(true)
    expect([next, previous]).toEqual([right(addBusinessDays(c, d, 1)), right(addBusinessDays(c, d, -1))])
  })

  test.prop([timetable, moment])('HOURS-28 none on, it is the next open instant', (c, t) => {
    expect(addBusinessDaysAt(c, t, 0)).toEqual(nextOpen(c, t))
  })

  test.prop([timetable, moment, count.filter((n) => n !== 0)])('HOURS-28 the same wall clock n business days on, rolled to where it is open', (c, t, n) => {
    const [found, date] = [right(addBusinessDaysAt(c, t, n)), right(addBusinessDays(c, dateAt(c, t), n))]
    fc.pre(found !== undefined && date !== undefined)
    const [before, after] = [dayBounds(c, dateAt(c, t))!, dayBounds(c, date)!]
    // On a day of 24 hours the wall clock shows what has passed since it began.
    fc.pre([before, after].every((day) => day.until - day.from === 86_400_000))
    const then = (after.from + t - before.from) as Instant
    expect(found).toBe(right(n < 0 ? previousOpen(c, then) : nextOpen(c, then)))
  })

  it('HOURS-28 a wall clock that the day leaves out moves on, one that it has twice is the first', () => {
    const nights: Calendar = { timeZone: 'America/Sao_Paulo', weekly: Object.fromEntries(weekdays.map((d) => [d, [{ from: '00:00', until: '24:00' }]])), holidays: [], breaks: [], exceptions: [] }
    // 2017-10-15 began at 1h; on 2018-02-17 the last hour came twice.
    expect(right(addBusinessDaysAt(nights, instant('2017-10-14T00:30:00-03:00'), 1))).toBe(instant('2017-10-15T01:30:00-02:00'))
    expect(right(addBusinessDaysAt(nights, instant('2018-02-16T23:30:00-02:00'), 1))).toBe(instant('2018-02-17T23:30:00-02:00'))
  })
})

describe('local days', () => {
  test.prop([timetable, moment])('an instant lies within the bounds of its date', (c, t) => {
    const { from, until } = dayBounds(c, dateAt(c, t))!
    expect(from <= t && t < until).toBe(true)
    expect(dateAt(c, from)).toBe(dateAt(c, (until - 1) as Instant))
    expect(instantOn(c, dateAt(c, t), '24:00')).toBe(until)
  })

  test.prop([timetable, date])('one ends where the next begins', (c, d) => {
    expect(dayBounds(c, d)!.until).toBe(dayBounds(c, beside(d, 1))!.from)
  })
})
