import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import { closuresFrom } from './index.js'

const dayLength = 86_400_000
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const iso = (day: number) => new Date(day * dayLength).toISOString().slice(0, 10)
const [first, last] = [Date.parse('2026-01-01') / dayLength, Date.parse('2028-12-31') / dayLength]

/** A rule as RFC 5545 tells it: whether a day meets it, one day after another. */
interface Rule {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval: number
  readonly months: readonly number[]
  readonly monthDays: readonly number[]
  /** Ordinal (0 for every one) and weekday. */
  readonly weekdays: readonly (readonly [number, number])[]
}

const parts = (day: number) => {
  const at = new Date(day * dayLength)
  const [year, month, date, weekday] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCDay()]
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const monday = day - ((weekday + 6) % 7)
  return { year, month, date, weekday, monday, fromEnd: date - length - 1, nth: Math.ceil(date / 7), nthFromEnd: -Math.ceil((length - date + 1) / 7) }
}

const meets = (rule: Rule, start: number, day: number): boolean => {
  const [s, d] = [parts(start), parts(day)]
  const steps = { DAILY: day - start, WEEKLY: (d.monday - s.monday) / 7, MONTHLY: (d.year - s.year) * 12 + d.month - s.month, YEARLY: d.year - s.year }[rule.freq]
  if (day < start || steps % rule.interval !== 0) return false
  if (rule.months.length > 0 ? !rule.months.includes(d.month) : rule.freq === 'YEARLY' && rule.monthDays.length === 0 && d.month !== s.month) return false
  if (rule.monthDays.length > 0 && !rule.monthDays.includes(d.date) && !rule.monthDays.includes(d.fromEnd)) return false
  if (rule.weekdays.length > 0) return rule.weekdays.some(([nth, weekday]) => weekday === d.weekday && [0, d.nth, d.nthFromEnd].includes(nth))
  if (rule.monthDays.length > 0 || rule.freq === 'DAILY') return true
  return rule.freq === 'WEEKLY' ? d.weekday === s.weekday : d.date === s.date
}

const text = ({ freq, interval, months, monthDays, weekdays }: Rule): string =>
  [
    `FREQ=${freq}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(months.length > 0 ? [`BYMONTH=${months.join(',')}`] : []),
    ...(monthDays.length > 0 ? [`BYMONTHDAY=${monthDays.join(',')}`] : []),
    ...(weekdays.length > 0 ? [`BYDAY=${weekdays.map(([nth, weekday]) => `${nth === 0 ? '' : nth}${names[weekday]}`).join(',')}`] : []),
  ].join(';')

const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 })
const interval = fc.integer({ min: 1, max: 4 })
const monthDays = fc.uniqueArray(fc.constantFrom(1, 5, 15, 28, 29, 30, 31, -1, -2, -15), { minLength: 1, maxLength: 3 })
const ordinals = fc.uniqueArray(fc.tuple(fc.constantFrom(0, 1, 2, 3, 4, 5, -1, -2), fc.nat(6)), { minLength: 1, maxLength: 2, selector: ([, weekday]) => weekday })
const weekdays = fc.uniqueArray(fc.nat(6).map((day) => [0, day] as const), { maxLength: 3, selector: ([, day]) => day })
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ freq: fc.constant('DAILY' as const), interval, months, monthDays: fc.constant([]), weekdays: fc.constant([]) }),
  fc.record({ freq: fc.constant('WEEKLY' as const), interval, months, monthDays: fc.constant([]), weekdays }),
  fc.record({ freq: fc.constant('MONTHLY' as const), interval, months, monthDays: fc.oneof(fc.constant([]), monthDays), weekdays: fc.constant([]) }),
  fc.record({ freq: fc.constant('MONTHLY' as const), interval, months, monthDays: fc.constant([]), weekdays: ordinals }),
  fc.record({ freq: fc.constant('YEARLY' as const), interval, months, monthDays: fc.oneof(fc.constant([]), monthDays), weekdays: fc.constant([]) }),
  fc.record({ freq: fc.constant('YEARLY' as const), interval, months: months.filter((m) => m.length > 0), monthDays: fc.constant([]), weekdays: ordinals })
)
const start = fc.integer({ min: Date.parse('2019-01-01') / dayLength, max: last })

const holidays = (lines: readonly string[]) => {
  const found = closuresFrom(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\n'), { timeZone: 'UTC', years: { from: 2026, until: 2028 } })
  return E.isRight(found) ? found.right.holidays : found.left
}
const dtstart = (day: number) => `DTSTART;VALUE=DATE:${iso(day).replaceAll('-', '')}`
const days = Array.from({ length: last - first + 1 }, (_, i) => first + i)

test.prop([rule, start])('ICAL-08 a rule falls on its start and on the days that meet it, one by one', (r, begin) => {
  expect(holidays([dtstart(begin), `RRULE:${text(r)}`])).toEqual(days.filter((day) => day === begin || meets(r, begin, day)).map(iso))
})

test.prop([rule, start, fc.integer({ min: 1, max: 12 })])('ICAL-06 a rule with a count has its first so many days', (r, begin, count) => {
  const all = Array.from({ length: last - begin + 1 }, (_, i) => begin + i).filter((day) => meets(r, begin, day))
  const met = [...new Set([begin, ...all.slice(0, count)])].filter((day) => day >= first)
  expect(holidays([dtstart(begin), `RRULE:${text(r)};COUNT=${count}`])).toEqual(met.map(iso))
})

test.prop([rule, start, start, fc.array(start, { maxLength: 5 })])('ICAL-08 no day is after the until of a rule, and none is excepted', (r, begin, until, except) => {
  const lines = [dtstart(begin), `RRULE:${text(r)};UNTIL=${iso(until).replaceAll('-', '')}`, ...except.map((day) => `EXDATE;VALUE=DATE:${iso(day).replaceAll('-', '')}`)]
  const met = days.filter((day) => (day === begin || (meets(r, begin, day) && day <= until)) && !except.includes(day))
  expect(holidays(lines)).toEqual(met.map(iso))
})
