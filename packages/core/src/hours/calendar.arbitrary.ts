import fc from 'fast-check'
import { instant, type Instant } from '../shared/instant.js'
import type { Calendar, Exception, Intersection, Interval, Weeks } from './calendar.js'
import { dateOf, dayOf, weekdays } from './wall.js'

/** Zones with clock changes at midnight (São Paulo), of half an hour (Lord Howe), at two o'clock (New York), and without any. */
export const zones = ['America/Sao_Paulo', 'Australia/Lord_Howe', 'America/New_York', 'America/Manaus', 'Etc/UTC', 'Pacific/Kiritimati'] as const

const text = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Intervals of one day in order; neighbours may touch. */
export const intervalsOf = (least: number): fc.Arbitrary<readonly Interval[]> =>
  fc.integer({ min: least, max: 3 }).chain((count) =>
    fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: count * 2, maxLength: count * 2 }).chain((quarters) =>
      fc.array(fc.boolean(), { minLength: count, maxLength: count }).map((touching) => {
        const ends = [...quarters].sort((a, b) => a - b).map((q) => q * 15)
        return Array.from({ length: count }, (_, i) => ({
          from: text(i > 0 && touching[i] === true ? (ends[2 * i - 1] ?? 0) : (ends[2 * i] ?? 0)),
          until: text(ends[2 * i + 1] ?? 0),
        }))
      })
    )
  )

/** From before the São Paulo gap of 2017-10-15 until after that of 2018-11-04; Lord Howe changes four times in between. */
const firstDay = dayOf('2017-09-25') ?? 0
const lastDay = dayOf('2018-11-20') ?? 0
/** Clock changes in one of the zones, or the days beside them. */
const changeDays = ['2017-10-01', '2017-10-15', '2017-11-05', '2018-02-17', '2018-02-18', '2018-03-11', '2018-04-01', '2018-10-07', '2018-11-03', '2018-11-04']

export const date: fc.Arbitrary<string> = fc.oneof(fc.integer({ min: firstDay, max: lastDay }).map(dateOf), fc.constantFrom(...changeDays))

/** Any minute of the months that the dates are from, often near a change of the clock. */
export const moment: fc.Arbitrary<Instant> = fc.oneof(
  fc.integer({ min: firstDay * 1440, max: lastDay * 1440 }).map((minute) => (minute * 60_000) as Instant),
  fc.tuple(fc.constantFrom(...changeDays), fc.integer({ min: -1440, max: 2880 })).map(([day, minute]) => (instant(`${day}T00:00:00Z`) + minute * 60_000) as Instant)
)

const exception: fc.Arbitrary<Exception> = fc.oneof(
  fc.record({ date, change: fc.constantFrom('replace' as const, 'add' as const), intervals: intervalsOf(1) }),
  fc.record({ date, change: fc.constant('close' as const), intervals: fc.constant([]) })
)

const weekly = fc
  .tuple(fc.subarray([...weekdays], { minLength: 1 }), fc.array(intervalsOf(1), { minLength: 7, maxLength: 7 }))
  .map(([days, hours]) => Object.fromEntries(days.map((day, i) => [day, hours[i] ?? []])))

const changes: fc.Arbitrary<readonly Weeks[]> = fc
  .tuple(fc.uniqueArray(date, { minLength: 1, maxLength: 3 }), fc.array(fc.oneof(weekly, fc.constant({})), { minLength: 2, maxLength: 2 }), weekly)
  .map(([dates, hours, last]) => [...dates].sort().map((from, i, all) => ({ from, weekly: i === all.length - 1 ? last : (hours[i] ?? {}) })))

const calendarIn = (timeZone: fc.Arbitrary<string>): fc.Arbitrary<Calendar> =>
  fc.record(
    {
      timeZone,
      weekly,
      breaks: fc.array(fc.record({ date, intervals: intervalsOf(1) }), { maxLength: 4 }),
      holidays: fc.array(date, { maxLength: 4 }),
      exceptions: fc.uniqueArray(exception, { selector: (e) => e.date, maxLength: 5 }),
      weeks: changes,
    },
    { requiredKeys: ['timeZone', 'weekly', 'breaks', 'holidays', 'exceptions'] }
  )

/** A calendar without fault; in the end it has weekly hours. */
export const calendar: fc.Arbitrary<Calendar> = calendarIn(fc.constantFrom(...zones))

const longDays = Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', until: '06:45' }, { from: '06:45', until: '23:15' }]]))

/** Several calendars at once, of one zone or of several; the others have long days, so that most have some time in common. */
export const intersected: fc.Arbitrary<Intersection> = fc
  .oneof(fc.constantFrom(...zones).map((zone) => calendarIn(fc.constant(zone))), fc.constant(calendar))
  .chain((one) => fc.tuple(one, fc.array(one.map((c) => ({ ...c, weekly: longDays })), { minLength: 1, maxLength: 2 })))
  .map(([first, others]) => ({ all: [first, ...others] }))
