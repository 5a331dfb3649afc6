import { describe, expect, test } from 'vitest'
import { instant, toIso, type Instant } from '../shared/instant.js'
import {
  add, addBusinessDays, addBusinessDaysAt, between as openBetween, businessDaysBetween, dayBounds, federalClosures, federalDays, intersection, isBusinessDay, isFullDay, isOpen,
  nextBusinessDay, nextClosing, nextOpenAfter, nextOpening, periods, periodsBackward, periodsFrom, previousClosing, previousOpen, subtract, type Calendar, type Timetable,
} from './hours.js'
import { timelineOf } from './timeline-of.js'

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

  const hour = 3_600_000
  const saturdays: Calendar = { ...bare, weekly: { sat: hours('09:00', '10:00') } }
  const past: Calendar = { ...bare, weekly: everyDay('09:00', '10:00'), weeks: [{ from: '2020-07-02', weekly: {} }] }
  test.each<readonly [string, Timetable, string, string]>([
    ['that never opens', bare, 'none', 'none'],
    ['of an unknown zone', { ...office, timeZone: 'Brasil/Central' }, 'none', 'none'],
    ['whose calendars never open at once', intersection([office, saturdays]), 'none', 'none'],
    ['that has shut down', past, 'none', 'some'],
    ['that has not begun', { ...past, weekly: {}, weeks: [{ from: '2020-08-01', weekly: everyDay('09:00', '10:00') }] }, 'some', 'none'],
  ])('HOURS-06 a timetable %s answers every search', (_, c, ahead, back) => {
    const forwards = [add(c, friday, hour), add(c, friday, 0), nextOpenAfter(c, friday, hour), nextOpening(c, friday), nextClosing(c, friday), nextBusinessDay(c, '2020-07-03'), addBusinessDays(c, '2020-07-03', 9), addBusinessDaysAt(c, friday, 9)]
    const backwards = [subtract(c, friday, hour), subtract(c, friday, 0), previousOpen(c, friday), previousClosing(c, friday), addBusinessDays(c, '2020-07-03', -1), addBusinessDaysAt(c, friday, -1)]
    for (const answer of forwards) expect(answer).toMatchObject(ahead === 'some' ? { _tag: 'Right' } : { left: { _tag: 'NoOpenTime', after: expect.anything() as unknown } })
    for (const answer of backwards) expect(answer).toMatchObject(back === 'some' ? { _tag: 'Right' } : { left: { _tag: 'NoOpenTime', before: expect.anything() as unknown } })
    expect([periodsFrom(c, friday).next().done, periodsBackward(c, friday).next().done]).toEqual([ahead === 'none', back === 'none'])
  })

  test('HOURS-06 in a calendar that never opens no day is looked at, however far the search goes', () => {
    const never = { ...bare, exceptions: [{ date: '9999-12-31', change: 'close' as const, intervals: [] }] }
    expect([add(never, friday, 1), subtract(never, friday, 1)].map((a) => a._tag)).toEqual(['Left', 'Left'])
    expect(timelineOf(never)?.halves.size).toBeLessThan(5)
  })

  test('HOURS-06 neither more time than there is, nor what is no number, is ever reached', () => {
    for (const ms of [Infinity, NaN, 1e18]) expect([add(office, friday, ms)._tag, nextOpenAfter(office, friday, ms)._tag]).toEqual(['Left', 'Left'])
    for (const n of [Infinity, NaN, 1e18, 4_000_000]) expect(addBusinessDays(office, '2020-07-03', n)._tag).toBe('Left')
    expect([nextBusinessDay(office, 'soon')._tag, isBusinessDay(office, '2020-02-30'), dayBounds(office, '2020-02-30'), businessDaysBetween(office, 'soon', '2020-07-03')]).toEqual(['Left', false, undefined, 0])
  })

  test('HOURS-06 a search from before all dates begins where dates do', () => {
    const dated = { ...office, holidays: ['2020-09-07'] }
    expect(at(nextOpening(dated, Number.MIN_SAFE_INTEGER as Instant))).toMatch(/^-26/)
    expect(timelineOf(dated)?.halves.size).toBeLessThan(20)
  })
})

describe('business time', () => {
  const hour = 3_600_000
  const evening = instant('2020-07-03T18:00:00-03:00')
  const monday = instant('2020-07-06T07:00:00-03:00')

  test('HOURS-20 an hour from Friday 18h is due on Friday at 19h, when it closes', () => {
    expect(at(add(office, evening, hour))).toBe('2020-07-03T22:00:00.000Z')
    expect(at(add(office, evening, hour + 1))).toBe('2020-07-06T10:00:00.001Z')
  })

  test('HOURS-22 and work goes on on Monday at 7h', () => expect(at(nextOpenAfter(office, evening, hour))).toBe('2020-07-06T10:00:00.000Z'))

  test('HOURS-21 an hour before Monday 8h is Monday 7h, and a little more is Friday', () => {
    expect(at(subtract(office, instant('2020-07-06T08:00:00-03:00'), hour))).toBe('2020-07-06T10:00:00.000Z')
    expect(at(subtract(office, instant('2020-07-06T08:00:00-03:00'), hour + 1))).toBe('2020-07-03T21:59:59.999Z')
  })

  test('HOURS-19 looking back from an opening leads to the closing before, from a closing to itself', () => {
    expect(at(previousOpen(office, monday))).toBe('2020-07-03T22:00:00.000Z')
    expect(at(previousOpen(office, instant('2020-07-03T22:00:00Z')))).toBe('2020-07-03T22:00:00.000Z')
    expect(at(previousClosing(office, instant('2020-07-03T22:00:00Z')))).toBe('2020-07-02T22:00:00.000Z')
  })

  test('HOURS-23 a day without an hour counts as it is', () => {
    const nights = { ...bare, weekly: everyDay('00:00', '24:00') }
    expect(openBetween(nights, instant('2017-10-14T03:00:00Z'), instant('2017-10-17T02:00:00Z')) / hour).toBe(71)
  })
})

describe('business days', () => {
  test('HOURS-24 a date whose only hours a break takes away is none', () => {
    const broken = { ...office, breaks: [{ date: '2020-07-01', intervals: hours('00:00', '24:00') }] }
    expect([isBusinessDay(office, '2020-07-01'), isBusinessDay(broken, '2020-07-01'), isBusinessDay(office, '2020-07-04')]).toEqual([true, false, false])
  })

  test('HOURS-25 a half day is none that is full, hours on a Saturday are', () => {
    const centre = { ...office, ...federalClosures(), exceptions: [{ date: '2020-07-04', change: 'replace' as const, intervals: hours('09:00', '10:00') }] }
    expect(['2020-12-23', '2020-12-24', '2020-12-25', '2020-07-04', '2020-07-05'].map((d) => isFullDay(centre, d))).toEqual([true, false, false, true, false])
  })

  test('HOURS-17 hours change from a date on', () => {
    const c = { ...office, weeks: [{ from: '2020-07-08', weekly: everyDay('10:00', '12:00') }] }
    expect(between(c, '2020-07-07T03:00:00Z', '2020-07-09T03:00:00Z')).toEqual(['07-07T10:00 07-07T22:00', '07-08T13:00 07-08T15:00'])
    expect(isFullDay(c, '2020-07-08')).toBe(true)
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

  test('HOURS-34 only the years that are named have closures', () => {
    const years = federalClosures(['national'], { first: 2028, last: 2029 })
    expect(years.holidays.filter((date) => date.endsWith('-12-25'))).toEqual(['2028-12-25', '2029-12-25'])
    expect(federalClosures(['national'], { first: 2029, last: 2028 })).toEqual({ holidays: [], breaks: [] })
    expect(federalClosures()).toEqual(federalClosures(['national', 'optional'], { first: 2017, last: 2027 }))
    const beyond = (c: Calendar) => isOpen(c, instant('2028-09-07T15:00:00Z'))
    expect([beyond(centre), beyond({ ...office, ...years })]).toEqual([true, false])
  })

  test('Ash Wednesday begins at 14h, Christmas Eve ends at 14h', () => {
    expect(hourly('2020-02-26')).toEqual([14, 15, 16, 17, 18])
    expect(hourly('2020-12-24')).toEqual([7, 8, 9, 10, 11, 12, 13])
  })

  test('20 November is a holiday since 2024', () => {
    expect([2023, 2024].map((year) => federalDays(year).some((d) => d.date === `${year}-11-20`))).toEqual([false, true])
  })
})
