import { describe, expect, test } from 'vitest'
import { instant, toIso, type Instant } from '../shared/instant.js'
import { federalClosures, federalDays, isOpen, nextClosing, nextOpening, periods, type Calendar } from './hours.js'
import { resolved } from './resolve.js'

const hours = (from: string, until: string) => [{ from, until }]
const bare: Calendar = { timeZone: 'America/Sao_Paulo', weekly: {}, breaks: [], holidays: [], exceptions: [] }
const everyDay = (from: string, until: string): Calendar['weekly'] =>
  Object.fromEntries(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, hours(from, until)]))
const office: Calendar = { ...bare, weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, hours('07:00', '19:00')])) }

const between = (c: Calendar, from: string, until: string) => periods(c, instant(from), instant(until)).map((p) => `${toIso(p.from).slice(5, 16)} ${toIso(p.until).slice(5, 16)}`)
const at = (answer: ReturnType<typeof nextOpening>) => (answer._tag === 'Right' ? toIso(answer.right) : answer.left)

describe('where the clock changes', () => {
  const saoPaulo = (from: string, until: string) => ({ ...bare, weekly: everyDay(from, until) })

  test('HOURS-01 a start in the gap of São Paulo moves on by its hour', () => {
    const c = saoPaulo('00:30', '05:00')
    expect(between(c, '2017-10-15T00:00:00Z', '2017-10-16T00:00:00Z')).toEqual(['10-15T03:30 10-15T07:00'])
    expect([isOpen(c, instant('2017-10-15T03:15:00Z')), isOpen(c, instant('2017-10-15T03:30:00Z'))]).toEqual([false, true])
  })

  test('HOURS-01 a start in the gap of Lord Howe moves on by its half hour', () => {
    // 2017-10-01 02:00 becomes 02:30, from +10:30 to +11.
    const c = { ...saoPaulo('02:15', '03:00'), timeZone: 'Australia/Lord_Howe' }
    expect(between(c, '2017-09-30T12:00:00Z', '2017-10-01T12:00:00Z')).toEqual(['09-30T15:45 09-30T16:00'])
  })

  test('HOURS-01 an end that comes twice counts when it comes first', () => {
    // 2018-02-17 24:00 became 23:00 again.
    expect(between(saoPaulo('22:00', '23:30'), '2018-02-17T12:00:00Z', '2018-02-18T12:00:00Z')).toEqual(['02-18T00:00 02-18T01:30'])
    expect(between(saoPaulo('22:00', '24:00'), '2018-02-17T12:00:00Z', '2018-02-18T12:00:00Z')).toEqual(['02-18T00:00 02-18T03:00'])
  })

  test('HOURS-04 a period that the gap inverts is dropped', () => {
    expect(between(saoPaulo('00:45', '01:15'), '2018-11-04T00:00:00Z', '2018-11-05T00:00:00Z')).toEqual([])
  })

  test('HOURS-04 the hours of a day that a zone skips are nobody\'s', () => {
    // Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31.
    const fridays: Calendar = { ...bare, timeZone: 'Pacific/Apia', weekly: { fri: hours('09:00', '17:00') } }
    expect(between(fridays, '2011-12-28T00:00:00Z', '2012-01-05T00:00:00Z')).toEqual([])
  })

  test('periods that a gap pushes over each other become one', () => {
    const c: Calendar = { ...bare, weekly: { sun: [...hours('00:10', '00:50'), ...hours('01:00', '03:00')] } }
    expect(between(c, '2017-10-15T00:00:00Z', '2017-10-16T00:00:00Z')).toEqual(['10-15T03:00 10-15T05:00'])
  })

  test('a day that is open throughout has 23 or 25 hours', () => {
    const c = saoPaulo('00:00', '24:00')
    const lengths = periods(c, instant('2017-10-14T03:00:00Z'), instant('2017-10-17T02:00:00Z')).map((p) => (p.until - p.from) / 3_600_000)
    expect(lengths).toEqual([24, 23, 24])
    expect(periods(c, instant('2018-02-17T02:00:00Z'), instant('2018-02-19T03:00:00Z')).map((p) => (p.until - p.from) / 3_600_000)).toEqual([25, 24])
  })
})

describe('what a date has of its own', () => {
  const dated = (change: 'replace' | 'add' | 'close', intervals: Calendar['exceptions'][number]['intervals']): Calendar => ({ ...office, exceptions: [{ date: '2020-07-01', change, intervals }] })
  const wednesday = (c: Calendar) => between(c, '2020-07-01T03:00:00Z', '2020-07-02T03:00:00Z')

  test.each([
    ['replaces', dated('replace', hours('10:00', '12:00')), ['07-01T13:00 07-01T15:00']],
    ['adds', dated('add', hours('20:00', '21:00')), ['07-01T10:00 07-01T22:00', '07-01T23:00 07-02T00:00']],
    ['adds what overlaps', dated('add', hours('18:00', '20:00')), ['07-01T10:00 07-01T23:00']],
    ['adds what touches', dated('add', hours('19:00', '20:00')), ['07-01T10:00 07-01T22:00', '07-01T22:00 07-01T23:00']],
    ['closes', dated('close', []), []],
    ['closes in spite of another', { ...office, exceptions: [...dated('add', hours('20:00', '21:00')).exceptions, ...dated('close', []).exceptions] }, []],
    ['yields to a holiday', { ...dated('replace', hours('10:00', '12:00')), holidays: ['2020-07-01'] }, []],
  ])('HOURS-02 an exception %s', (_, c, expected) => expect(wednesday(c)).toEqual(expected))

  test('HOURS-03 breaks are taken out: at an edge, in the middle, over an edge, and all', () => {
    const broken = (intervals: Calendar['breaks'][number]['intervals']) => wednesday({ ...office, breaks: [{ date: '2020-07-01', intervals }] })
    expect(broken(hours('07:00', '08:00'))).toEqual(['07-01T11:00 07-01T22:00'])
    expect(broken([...hours('12:00', '13:00'), ...hours('15:00', '15:10')])).toEqual(['07-01T10:00 07-01T15:00', '07-01T16:00 07-01T18:00', '07-01T18:10 07-01T22:00'])
    expect(broken(hours('18:00', '20:00'))).toEqual(['07-01T10:00 07-01T21:00'])
    expect(broken(hours('00:00', '24:00'))).toEqual([])
  })
})

describe('searches', () => {
  const friday = instant('2020-07-03T15:00:00Z')

  test('HOURS-07 the next opening is the next start, also while it is open', () => {
    expect(at(nextOpening(office, friday))).toBe('2020-07-06T10:00:00.000Z')
    expect(at(nextOpening(office, instant('2020-07-06T10:00:00Z')))).toBe('2020-07-07T10:00:00.000Z')
    expect(at(nextOpening({ ...bare, weekly: everyDay('00:00', '24:00') }, friday))).toBe('2020-07-04T03:00:00.000Z')
  })

  test('HOURS-08 the next closing is the end of the present period, or else of the next', () => {
    expect(at(nextClosing(office, friday))).toBe('2020-07-03T22:00:00.000Z')
    expect(at(nextClosing(office, instant('2020-07-03T22:00:00Z')))).toBe('2020-07-06T22:00:00.000Z')
  })

  const none = { _tag: 'NoOpenTime', after: friday }
  const days = (count: number) => Array.from({ length: count }, (_, i) => new Date(Date.UTC(2020, 6, 1 + i)).toISOString().slice(0, 10))
  const saturday: Calendar = { ...bare, exceptions: [{ date: '2030-01-05', change: 'replace', intervals: hours('09:00', '10:00') }] }

  test.each([
    ['without hours', bare, none],
    ['in a zone that is unknown', { ...office, timeZone: 'Brasil/Central' }, none],
    ['whose only date is past', { ...bare, exceptions: [{ date: '2020-07-02', change: 'replace' as const, intervals: hours('09:00', '10:00') }] }, none],
    ['whose hours cannot be read', { ...bare, weekly: { mon: hours('9h', '12h') } }, none],
    ['with ten years of holidays', { ...office, holidays: days(3653) }, '2030-07-02T10:00:00.000Z'],
    ['with one date years ahead', saturday, '2030-01-05T12:00:00.000Z'],
    ['with one date that is a holiday', { ...saturday, holidays: ['2030-01-05'] }, none],
  ])('HOURS-06 a search ends in a calendar %s', (_, c, expected) => {
    expect(at(nextOpening(c, friday))).toEqual(expected)
    expect(at(nextClosing(c, friday))).toEqual(typeof expected === 'string' ? expect.any(String) : expected)
  })

  test('HOURS-06 a search from before all dates begins where dates do', () => {
    const dated = { ...office, holidays: ['2020-09-07'] }
    expect(at(nextOpening(dated, Number.MIN_SAFE_INTEGER as Instant))).toMatch(/^-26/)
    expect(resolved(dated)?.days.size).toBeLessThan(20)
  })
})

describe('the federal calendar', () => {
  const centre: Calendar = { ...office, ...federalClosures() }
  const hourly = (date: string) => Array.from({ length: 24 }, (_, h) => h).filter((h) => isOpen(centre, instant(`${date}T${String(h).padStart(2, '0')}:30:00-03:00`)))

  test('a national holiday and an optional day close it, unless optional days do not count', () => {
    expect([hourly('2020-09-07'), hourly('2020-06-11')]).toEqual([[], []])
    const nationalOnly = { ...office, ...federalClosures(['national']) }
    expect([isOpen(nationalOnly, instant('2020-06-11T15:00:00Z')), isOpen(nationalOnly, instant('2020-09-07T15:00:00Z'))]).toEqual([true, false])
  })

  test('Ash Wednesday begins at 14h, Christmas Eve ends at 14h', () => {
    expect(hourly('2020-02-26')).toEqual([14, 15, 16, 17, 18])
    expect(hourly('2020-12-24')).toEqual([7, 8, 9, 10, 11, 12, 13])
  })

  test('20 November is a holiday since 2024', () => {
    expect([2023, 2024].map((year) => federalDays(year).some((d) => d.date === `${year}-11-20`))).toEqual([false, true])
  })
})
