import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect } from 'vitest'
import { Hours, type Instant } from '@disque/core'
import { closuresFrom } from './index.js'
import { instantAt, wallAt } from './zone.js'

const minute = 60_000
const dayLength = 86_400_000
/** Zones with changes of the clock at midnight, at night and by half an hour, and one without. */
const zones = ['America/Sao_Paulo', 'Europe/Lisbon', 'Australia/Lord_Howe', 'America/Manaus', 'UTC']
const zone = fc.constantFrom(...zones)
const [begin, end] = [Date.parse('2018-01-01T12:00:00Z'), Date.parse('2018-12-28T12:00:00Z')]
/** Often near a change of São Paulo's clock. */
const moment = fc.oneof(
  fc.integer({ min: begin / minute, max: end / minute }),
  fc.integer({ min: -1500, max: 1500 }).map((minutes) => Date.parse('2018-02-18T02:00:00Z') / minute + minutes),
  fc.integer({ min: -1500, max: 1500 }).map((minutes) => Date.parse('2018-11-04T03:00:00Z') / minute + minutes)
).map((minutes) => minutes * minute)

const stamp = (wall: number) => new Date(wall).toISOString().replaceAll(/[-:]|\.\d+Z/g, '')
/** A time as an event's property tells it. */
const told = (name: string, instant: number, clock: string): string =>
  clock === 'UTC' ? `${name}:${stamp(instant)}Z` : `${name};TZID=${clock}:${stamp(wallAt(clock, instant))}`

/** Only instants that the clock tells once, or for the first time, can be told by it. */
const tellable = (clock: string, instant: number) => instantAt(clock, wallAt(clock, instant)) === instant

const events = fc.array(fc.record({ start: moment, length: fc.integer({ min: 1, max: 3000 }).map((m) => m * minute), clock: zone }), { minLength: 1, maxLength: 4 })
const file = (all: readonly (readonly string[])[]) => ['BEGIN:VCALENDAR', ...all.flatMap((lines, i) => ['BEGIN:VEVENT', `UID:${i}`, ...lines, 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n')

const always = (timeZone: string): Hours.Calendar => {
  const day = [{ from: '00:00', until: '24:00' }]
  return { timeZone, weekly: { sun: day, mon: day, tue: day, wed: day, thu: day, fri: day, sat: day }, breaks: [], holidays: [], exceptions: [] }
}
const closed = (text: string, timeZone: string): Hours.Calendar => {
  const found = closuresFrom(text, { timeZone, years: { from: 2018, until: 2018 } })
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return { ...always(timeZone), holidays: found.right.holidays, breaks: found.right.breaks }
}

describe('closures of timed events', () => {
  test.prop([events, zone])('ICAL-03 ICAL-04 leave nothing open while an event lasts, whatever the clocks', (all, timeZone) => {
    const ours = all.filter(({ start, length, clock }) => tellable(clock, start) && tellable(clock, start + length))
    const calendar = closed(file(ours.map(({ start, length, clock }) => [told('DTSTART', start, clock), told('DTEND', start + length, clock)])), timeZone)
    for (const { start, length } of ours)
      for (const at of [start, start + length / 2, start + length - 1, start + length - minute / 2])
        expect(Hours.isOpen(calendar, Math.floor(at) as Instant)).toBe(false)
  })

  test.prop([events, zone, moment])('ICAL-04 close nothing else, but what an hour that comes twice shares with them', (all, timeZone, at) => {
    const ours = all.filter(({ start, length, clock }) => tellable(clock, start) && tellable(clock, start + length))
    const calendar = closed(file(ours.map(({ start, length, clock }) => [told('DTSTART', start, clock), told('DTEND', start + length, clock)])), timeZone)
    const near = ours.some(({ start, length }) => start - 2 * 60 * minute <= at && at < start + length + 2 * 60 * minute)
    fc.pre(!near)
    expect(Hours.isOpen(calendar, at as Instant)).toBe(true)
  })

  test.prop([events, zone])('are what a calendar may have', (all, timeZone) => {
    const text = file(all.map(({ start, length, clock }) => [told('DTSTART', start, clock), `DURATION:PT${length / minute}M`]))
    expect(Hours.validate(closed(text, timeZone))).toEqual([])
  })
})

describe('closures of all-day events', () => {
  const date = fc.integer({ min: Date.parse('2017-12-01') / dayLength, max: Date.parse('2019-01-31') / dayLength })
  const iso = (day: number) => new Date(day * dayLength).toISOString().slice(0, 10)

  test.prop([fc.array(fc.tuple(date, fc.integer({ min: 1, max: 10 })), { maxLength: 6 }), zone])('ICAL-11 come back as the dates that were written', (all, timeZone) => {
    const text = file(all.map(([day, length]) => [`DTSTART;VALUE=DATE:${iso(day).replaceAll('-', '')}`, `DTEND;VALUE=DATE:${iso(day + length).replaceAll('-', '')}`]))
    const days = all.flatMap(([day, length]) => Array.from({ length }, (_, i) => iso(day + i))).filter((d) => d.startsWith('2018'))
    expect(closed(text, timeZone).holidays).toEqual([...new Set(days)].sort())
  })
})

describe('any text', () => {
  const line = fc.oneof(
    fc.constantFrom('BEGIN:VEVENT', 'END:VEVENT', 'DTSTART:20180101T000000', 'DTSTART;VALUE=DATE:20180101', 'RRULE:FREQ=YEARLY', 'BEGIN:VALARM', 'END:VALARM', 'EXDATE:x', 'DURATION:P1D', 'RRULE:FREQ=DAILY;COUNT=2'),
    fc.string({ maxLength: 12 })
  )
  test.prop([fc.array(line, { maxLength: 8 })])('ICAL-01 is read, or refused with a fault: nothing is thrown', (lines) => {
    const found = closuresFrom(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\n'), { timeZone: 'UTC', years: { from: 2018, until: 2018 } })
    expect(['Left', 'Right']).toContain(found._tag)
  })
})
