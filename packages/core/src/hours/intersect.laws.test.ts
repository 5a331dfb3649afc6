import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Instant } from '../shared/instant.js'
import { calendar, intersected, moment } from './calendar.arbitrary.js'
import { intersection, isHoliday, isOnBreak, isOpen, periods } from './hours.js'

const fortnight = 14 * 86_400_000
const around = (t: Instant) => [(t - fortnight) as Instant, (t + fortnight) as Instant] as const

test.prop([intersected, moment])('HOURS-18 an intersection is open exactly when all of its calendars are', (i, t) => {
  for (const at of [t, ...periods(i, ...around(t)).flatMap((p) => [p.from, (p.until - 1) as Instant, p.until])]) {
    expect(isOpen(i, at)).toBe(i.all.every((c) => isOpen(c, at)))
  }
})

test.prop([intersected, moment])('HOURS-18 the order of the calendars does not matter to when it is open', (i, t) => {
  const [first, ...others] = [...i.all].reverse()
  expect(periods(intersection([first!, ...others]), ...around(t))).toEqual(periods(i, ...around(t)))
})

test.prop([calendar, calendar, calendar, moment])('HOURS-18 an intersection of intersections is one of all their calendars', (a, b, c, t) => {
  const flat = intersection([a, b, c])
  for (const nested of [intersection([intersection([a, b]), c]), intersection([a, intersection([b, c])])]) {
    expect(nested).toEqual(flat)
    expect(isOpen(nested, t)).toBe(isOpen(flat, t))
  }
})

test.prop([calendar, moment])('HOURS-18 a calendar with itself, or alone, is that calendar', (c, t) => {
  for (const same of [intersection([c, c]), intersection([c])]) expect(periods(same, ...around(t))).toEqual(periods(c, ...around(t)))
})

test.prop([intersected, moment])('a break or a holiday of one calendar is one of the intersection', (i, t) => {
  expect([isOnBreak(i, t), isHoliday(i, t)]).toEqual([i.all.some((c) => isOnBreak(c, t)), i.all.some((c) => isHoliday(c, t))])
})

test.prop([calendar, calendar, moment])('an unknown zone closes it', (a, b, t) => {
  expect(isOpen(intersection([a, { ...b, timeZone: 'Marte/Olympus' }]), t)).toBe(false)
})
