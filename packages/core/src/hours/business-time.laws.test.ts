import { fc, test } from '@fast-check/vitest'
import { isRight, type Either } from 'fp-ts/lib/Either.js'
import { describe, expect } from 'vitest'
import type { Instant } from '../shared/instant.js'
import { calendar, intersected, moment } from './calendar.arbitrary.js'
import { add, between, isOpen, nextOpen, nextOpenAfter, periods, periodsBackward, periodsFrom, previousClosing, previousOpen, subtract, type NoOpenTime, type Timetable } from './hours.js'
import { plainAdd, plainBetween, plainPeriods } from './plain.test-kit.js'

const timetable: fc.Arbitrary<Timetable> = fc.oneof({ weight: 4, arbitrary: calendar }, { weight: 1, arbitrary: intersected })
const hour = 3_600_000
/** Up to a fortnight of open time, often whole quarters of an hour, so that it runs out at closing. */
const span = fc.oneof(fc.integer({ min: 1, max: 200 * 4 }).map((quarters) => quarters * (hour / 4)), fc.integer({ min: 1, max: 200 * hour }))
const at = (answer: Either<NoOpenTime, Instant>): Instant | undefined => (isRight(answer) ? answer.right : undefined)
/** The answer to a question that has one: a timetable that never opens has none, and is of no use here. */
const given = (answer: Either<NoOpenTime, Instant>): Instant => {
  fc.pre(isRight(answer))
  return at(answer)!
}
const moved = (t: Instant, ms: number) => (t + ms) as Instant

describe('sums answer what walking over the days does', () => {
  test.prop([timetable, moment, moment], { numRuns: 60 })('HOURS-23 the open time between two instants, in either order', (c, a, b) => {
    fc.pre(Math.abs(a - b) < 300 * 24 * hour)
    expect(between(c, a, b)).toBe(plainBetween(c, a, b))
  })

  test.prop([timetable, moment, span], { numRuns: 60 })('HOURS-20 the first instant at which so much open time has passed', (c, t, ms) => {
    const plain = plainAdd(c, t, ms)
    fc.pre(plain !== undefined)
    expect(at(add(c, t, ms))).toBe(plain)
  })

  test.prop([timetable, moment, fc.integer({ min: 0, max: 12 })], { numRuns: 60 })('HOURS-33 periods forwards and backwards, also near changes of the clock', (c, t, days) => {
    const [from, until] = [moved(t, -days * 24 * hour), moved(t, days * 24 * hour + 1)]
    const plain = plainPeriods(c, from, until)
    expect(periods(c, from, until)).toEqual(plain)
    const backwards: unknown[] = []
    for (const p of periodsBackward(c, until)) {
      if (p.until <= from) break
      backwards.unshift(p.from < from ? { ...p, from } : p)
    }
    expect(backwards).toEqual(plain)
  })
})

/** Zones that once left a day out, changed at midnight either way, by two hours or half of one, by rules of their own, or kept local mean time to the second. */
const oddZones = [
  'Pacific/Apia', 'America/Havana', 'Atlantic/Azores', 'Antarctica/Troll', 'Asia/Pyongyang', 'Africa/Casablanca', 'Africa/Monrovia', 'Europe/Amsterdam', 'America/Caracas', 'Asia/Manila',
]
test.prop([calendar, fc.constantFrom(...oddZones), fc.integer({ min: Date.UTC(1840, 0), max: Date.UTC(2090, 0) }), fc.integer({ min: 1, max: 190 })], { numRuns: 40 })(
  'HOURS-33 the zone does not matter, nor the century',
  (c, timeZone, from, days) => {
    const there = { ...c, timeZone }
    const until = from + days * 24 * hour
    expect(periods(there, from as Instant, until as Instant)).toEqual(plainPeriods(there, from, until))
    expect(between(there, from as Instant, until as Instant)).toBe(plainBetween(there, from, until))
  }
)

describe('business time', () => {
  test.prop([timetable, fc.tuple(moment, moment, moment)])('HOURS-23 adds up over any third instant, whatever the order', (c, [a, b, e]) => {
    expect(between(c, a, b) + between(c, b, e)).toBe(between(c, a, e))
    expect(between(c, a, b)).toBe(0 - between(c, b, a))
  })

  test.prop([timetable, moment, span])('HOURS-20 what was added has passed until it is due, and not a millisecond before', (c, t, ms) => {
    const due = given(add(c, t, ms))
    expect(between(c, t, due)).toBe(ms)
    expect(between(c, t, moved(due, -1))).toBe(ms - 1)
  })

  test.prop([timetable, moment, span])('HOURS-20 a due instant is open, or the closing instant of what was', (c, t, ms) => {
    const due = given(add(c, t, ms))
    expect(isOpen(c, due) || isOpen(c, moved(due, -1))).toBe(true)
  })

  test.prop([timetable, moment, moment, span, span])('HOURS-20 whoever starts later, or has more, is not due earlier', (c, a, b, ms, more) => {
    const [first, second] = a <= b ? [a, b] : [b, a]
    expect(given(add(c, first, ms))).toBeLessThanOrEqual(given(add(c, second, ms)))
    expect(given(add(c, first, ms))).toBeLessThan(given(add(c, first, ms + more)))
  })

  test.prop([timetable, moment, span, span])('HOURS-20 in two steps it is due when it is in one', (c, t, a, b) => {
    expect(at(add(c, given(add(c, t, a)), b))).toBe(at(add(c, t, a + b)))
  })

  test.prop([timetable, moment, span])('HOURS-21 what was taken away passes from there on, beginning at once', (c, t, ms) => {
    const start = given(subtract(c, t, ms))
    expect(between(c, start, t)).toBe(ms)
    expect(isOpen(c, start)).toBe(true)
    expect(between(c, moved(start, 1), t)).toBe(ms - 1)
  })

  test.prop([timetable, moment, span])('HOURS-21 taking away what was added leads back, but for time that is not open', (c, t, ms) => {
    expect(between(c, t, given(subtract(c, given(add(c, t, ms)), ms)))).toBe(0)
    expect(between(c, t, given(add(c, given(subtract(c, t, ms)), ms)))).toBe(0)
  })

  test.prop([timetable, moment, span])('a negative span is the other direction', (c, t, ms) => {
    expect(add(c, t, -ms)).toEqual(subtract(c, t, ms))
    expect(subtract(c, t, -ms)).toEqual(add(c, t, ms))
  })

  test.prop([timetable, moment, fc.oneof(fc.constant(0), span)])('HOURS-22 work goes on at the first open instant that is not before it is due', (c, t, ms) => {
    const on = given(nextOpenAfter(c, t, ms))
    expect(on).toBe(at(nextOpen(c, given(add(c, t, ms)))))
    expect([isOpen(c, on), between(c, t, on)]).toEqual([true, ms])
  })

  test.prop([timetable, moment])('HOURS-19 looking back is the mirror of looking ahead', (c, t) => {
    const back = given(previousOpen(c, t))
    expect(back).toBe(at(subtract(c, t, 0)))
    expect([back <= t, isOpen(c, moved(back, -1)), between(c, back, t)]).toEqual([true, true, 0])
    expect(back === t).toBe(isOpen(c, moved(t, -1)))
    const closing = given(previousClosing(c, t))
    expect([closing < t, isOpen(c, moved(closing, -1))]).toEqual([true, true])
    for (const p of periods(c, closing, t)) expect(p.until).toBe(t)
  })
})

describe('far away', () => {
  const year = 8766 * hour
  const years = fc.integer({ min: -11_000, max: 11_000 })
  const far = fc.tuple(moment, years).map(([t, n]) => moved(t, n * year))

  test.prop([calendar, far, fc.integer({ min: 0, max: 20 })], { numRuns: 15 })('weeks and rules of the clock come again every 400 years', (c, t, days) => {
    const [from, until] = [moved(t, -days * 24 * hour), moved(t, days * 24 * hour)]
    expect(periods(c, from, until)).toEqual(plainPeriods(c, from, until))
    expect(between(c, from, until)).toBe(plainBetween(c, from, until))
  })

  test.prop([calendar, far, fc.tuple(far, far)], { numRuns: 5 })('HOURS-23 open time of thousands of years adds up', (c, a, [b, e]) => {
    expect(between(c, a, b) + between(c, b, e)).toBe(between(c, a, e))
  })

  test.prop([calendar, far, fc.integer({ min: 1, max: 11_000 })], { numRuns: 5 })('HOURS-20 and is due when it has passed', (c, t, n) => {
    const ms = between(c, t, moved(t, n * year))
    fc.pre(ms > 0)
    const due = given(add(c, t, ms))
    expect(between(c, t, due)).toBe(ms)
    expect(between(c, t, moved(due, -1))).toBe(ms - 1)
    expect(between(c, given(subtract(c, due, ms)), due)).toBe(ms)
  })
})

test.prop([timetable, moment])('periods from an instant on begin there or later, those until it end there or before', (c, t) => {
  const [ahead, back] = [periodsFrom(c, t).next(), periodsBackward(c, t).next()]
  fc.pre(ahead.done !== true && back.done !== true)
  expect(ahead.value.from).toBeGreaterThanOrEqual(t)
  expect(back.value.until).toBeLessThanOrEqual(t)
})
