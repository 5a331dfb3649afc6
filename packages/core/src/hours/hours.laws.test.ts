import { fc, test } from '@fast-check/vitest'
import { isRight } from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import type { Instant } from '../shared/instant.js'
import { calendar, date, intervalsOf, moment, zones } from './calendar.arbitrary.js'
import { Calendar, isHoliday, isOnBreak, isOpen, nextClosing, nextOpen, nextOpening, periods, type Period } from './hours.js'
import { remembered } from './timeline.js'
import { timelineOf } from './timeline-of.js'
import { dayOf, minuteOf, weekdays } from './wall.js'

const day = 86_400_000
const shifted = (at: Instant, span: number) => (at + span) as Instant
const total = (list: readonly Period[]) => list.reduce((sum, p) => sum + p.until - p.from, 0)
const around = (c: Calendar, at: Instant) => periods(c, shifted(at, -3 * day), shifted(at, 3 * day))

/** What a clock on the wall shows, by way of Intl: nothing of the room is used. */
const wallClock = (timeZone: string, at: Instant) => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short' })
    .formatToParts(at)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return { date: `${part('year')}-${part('month')}-${part('day')}`, minute: Number(part('hour')) * 60 + Number(part('minute')), weekday: part('weekday').toLowerCase() }
}
/** Whether the clock shows the same hour a day before and after: then no change of the clock is near. */
const steady = (timeZone: string, at: Instant) =>
  new Set([-day, 0, day].map((span) => wallClock(timeZone, shifted(at, span)).minute)).size === 1

test.prop([calendar, moment])('HOURS-05 it is open exactly while some period holds the instant, also where the clock changes', (c, at) => {
  expect(isOpen(c, at)).toBe(around(c, at).some((p) => p.from <= at && at < p.until))
})

test.prop([calendar, fc.integer({ min: 0, max: 400 }).chain((days) => moment.map((m) => shifted(m, -days * day + 37_123)))])(
  'HOURS-17 away from changes of the clock, open means that the wall clock lies in the hours of its date, by the weeks that count then',
  (c, at) => {
    fc.pre(steady(c.timeZone, at))
    const wall = wallClock(c.timeZone, at)
    const holds = (list: readonly { readonly from: string; readonly until: string }[] = []) =>
      list.some((i) => minuteOf(i.from)! <= wall.minute && wall.minute < minuteOf(i.until)!)
    const exception = c.exceptions.find((e) => e.date === wall.date)
    const weekly = c.weeks?.filter((w) => w.from <= wall.date).at(-1)?.weekly ?? c.weekly
    const week = weekly[wall.weekday as (typeof weekdays)[number]]
    const hours = { close: false, replace: holds(exception?.intervals), add: holds(exception?.intervals) || holds(week), none: holds(week) }[exception?.change ?? 'none']
    const onBreak = c.breaks.some((b) => b.date === wall.date && holds(b.intervals))
    const holiday = c.holidays.includes(wall.date)
    expect([isOpen(c, at), isOnBreak(c, at), isHoliday(c, at)]).toEqual([hours && !onBreak && !holiday, onBreak, holiday])
  }
)

test.prop([calendar, moment])('periods have time in them, come in order and do not overlap', (c, at) => {
  const list = around(c, at)
  for (const [i, p] of list.entries()) {
    expect(p.from).toBeLessThan(p.until)
    if (i > 0) expect(list[i - 1]!.until).toBeLessThanOrEqual(p.from)
  }
})

test.prop([calendar, fc.array(moment, { minLength: 3, maxLength: 3 })])('HOURS-09 cutting a stretch in two loses and adds nothing', (c, moments) => {
  const [a, b, e] = [...moments].sort((x, y) => x - y) as [Instant, Instant, Instant]
  expect(total(periods(c, a, b)) + total(periods(c, b, e))).toBe(total(periods(c, a, e)))
  for (const p of periods(c, a, b)) expect(a <= p.from && p.until <= b).toBe(true)
})

test.prop([calendar, moment])('HOURS-07 the next opening is strictly later, open, and nothing starts in between', (c, at) => {
  const next = nextOpening(c, at)
  if (!isRight(next)) throw new Error('a week with hours opens again')
  expect(next.right).toBeGreaterThan(at)
  const starts = periods(c, shifted(at, -3 * day), shifted(next.right, 1)).map((p) => p.from)
  expect(starts.filter((start) => start > at)).toEqual([next.right])
  expect(isOpen(c, next.right)).toBe(true)
  expect(nextOpen(c, at)).toEqual(isOpen(c, at) ? { _tag: 'Right', right: at } : next)
})

test.prop([calendar, moment])('HOURS-08 the next closing is strictly later, open until then, and nothing ends in between', (c, at) => {
  const next = nextClosing(c, at)
  if (!isRight(next)) throw new Error('a week with hours closes again')
  expect(next.right).toBeGreaterThan(at)
  expect(isOpen(c, shifted(next.right, -1))).toBe(true)
  const ends = periods(c, shifted(at, -3 * day), shifted(next.right, 3 * day)).map((p) => p.until)
  expect(ends.filter((end) => end > at)[0]).toBe(next.right)
})

test.prop([calendar, fc.array(moment, { minLength: 1, maxLength: 20 })])('answers do not depend on what was asked before', (c, moments) => {
  const asked = moments.map((at) => [isOpen(c, at), nextOpening(c, at), nextClosing(c, at)])
  const backwards = [...moments].reverse().map((at) => [isOpen(structuredClone(c), at), nextOpening(structuredClone(c), at), nextClosing(structuredClone(c), at)])
  expect(asked).toEqual(backwards.reverse())
})

test.prop([calendar], { numRuns: 3 })('a calendar remembers a bounded number of half-years', (c) => {
  for (let i = 0; i < 1000; i++) isOpen(c, (i * 189 * day) as Instant)
  expect(timelineOf(c)!.halves.size).toBeLessThanOrEqual(remembered)
})

const anything = fc.record({
  timeZone: fc.oneof(fc.constantFrom(...zones, '', '+03:00', 'Marte/Olympus'), fc.string()),
  weekly: fc.dictionary(fc.constantFrom(...weekdays), fc.array(fc.record({ from: fc.string(), until: fc.string() }))),
  breaks: fc.array(fc.record({ date: fc.oneof(date, fc.string()), intervals: intervalsOf(0) })),
  holidays: fc.array(fc.oneof(date, fc.string())),
  exceptions: fc.array(fc.record({ date: fc.oneof(date, fc.string()), change: fc.constantFrom('replace' as const, 'add' as const, 'close' as const), intervals: intervalsOf(0) })),
})

test.prop([fc.oneof(calendar, anything), fc.maxSafeInteger()])('no calendar, however badly written, and no instant, however far, makes a question fail', (c, at) => {
  const asked = at as Instant
  expect(typeof isOpen(c, asked)).toBe('boolean')
  expect(['Left', 'Right']).toContain(nextOpening(c, asked)._tag)
  expect(['Left', 'Right']).toContain(nextClosing(c, asked)._tag)
})

test.prop([calendar])('a calendar survives its codec and JSON', (c) => {
  expect(Calendar.decode(JSON.parse(JSON.stringify(c)))).toEqual({ _tag: 'Right', right: c })
})

test.prop([fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })])('a date and its day name each other', (d) => {
  const text = d.toISOString().slice(0, 10)
  expect(dayOf(text)).toBe(Math.floor(d.getTime() / day))
})
