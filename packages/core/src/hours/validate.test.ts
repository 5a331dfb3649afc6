import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { calendar } from './calendar.arbitrary.js'
import { federalClosures, validate, type Calendar, type Fault } from './hours.js'

const valid: Calendar = {
  timeZone: 'America/Sao_Paulo',
  weekly: { mon: [{ from: '07:00', until: '12:00' }, { from: '12:00', until: '24:00' }] },
  breaks: [{ date: '2020-07-06', intervals: [{ from: '09:00', until: '09:30' }] }],
  holidays: ['2020-09-07'],
  exceptions: [{ date: '2020-07-11', change: 'add', intervals: [{ from: '07:00', until: '12:00' }] }],
}
const mon = (...pairs: readonly (readonly [string, string])[]): Calendar => ({ ...valid, weekly: { mon: pairs.map(([from, until]) => ({ from, until })) } })
const exceptions = (...list: Calendar['exceptions']): Calendar => ({ ...valid, exceptions: list })
const weeks = (...dates: readonly string[]): Calendar => ({ ...valid, weeks: dates.map((from) => ({ from, weekly: { tue: intervals } })) })
const date = '2020-07-11'
const intervals = [{ from: '07:00', until: '12:00' }]

test.prop([calendar])('a calendar that is well written has no fault', (c) => {
  expect(validate(c)).toEqual([])
})

test('hours that touch, a whole day and several additions to one date are no fault', () => {
  expect(validate(valid)).toEqual([])
  expect(validate(exceptions({ date, change: 'add', intervals }, { date, change: 'add', intervals: [{ from: '13:00', until: '14:00' }] }))).toEqual([])
  expect(validate({ ...valid, ...federalClosures() })).toEqual([])
  expect(validate(weeks('2020-08-01', '2020-09-01'))).toEqual([])
  expect(validate({ ...weeks('2020-08-01'), weekly: {}, exceptions: [] })).toEqual([])
})

describe('every fault is named with its place', () => {
  test.each<readonly [string, Calendar, Fault]>([
    ['HOURS-10 a time that is none', mon(['7:00', '12:00']), { _tag: 'TimeInvalid', path: 'weekly.mon.0.from', text: '7:00' }],
    ['HOURS-10 seconds', mon(['07:00', '12:00:30']), { _tag: 'TimeInvalid', path: 'weekly.mon.0.until', text: '12:00:30' }],
    ['HOURS-10 an hour beyond the day', mon(['07:00', '24:01']), { _tag: 'TimeInvalid', path: 'weekly.mon.0.until', text: '24:01' }],
    ['HOURS-10 24:00 as a start', mon(['24:00', '24:00']), { _tag: 'TimeInvalid', path: 'weekly.mon.0.from', text: '24:00' }],
    ['HOURS-10 an empty interval', mon(['07:00', '07:00']), { _tag: 'IntervalEmpty', path: 'weekly.mon.0', time: '07:00' }],
    ['HOURS-10 an interval over midnight', mon(['22:00', '06:00']), { _tag: 'IntervalInverted', path: 'weekly.mon.0', from: '22:00', until: '06:00' }],
    ['HOURS-11 intervals that overlap', mon(['07:00', '12:00'], ['11:59', '13:00']), { _tag: 'IntervalsOverlap', path: 'weekly.mon.1', other: 'weekly.mon.0' }],
    ['HOURS-11 overlapping breaks', { ...valid, breaks: [{ date, intervals: [...intervals, ...intervals] }] }, { _tag: 'IntervalsOverlap', path: 'breaks.0.intervals.1', other: 'breaks.0.intervals.0' }],
    ['HOURS-12 an addition of nothing', exceptions({ date, change: 'add', intervals: [] }), { _tag: 'ExceptionWithoutHours', path: 'exceptions.0', date }],
    ['HOURS-12 a closure with hours', exceptions({ date, change: 'close', intervals }), { _tag: 'ClosureWithHours', path: 'exceptions.0', date }],
    [
      'HOURS-12 a closure beside hours',
      exceptions({ date, change: 'add', intervals }, { date, change: 'close', intervals: [] }),
      { _tag: 'ExceptionsContradict', path: 'exceptions.1', other: 'exceptions.0', date },
    ],
    [
      'HOURS-12 a second replacement',
      exceptions({ date, change: 'replace', intervals }, { date, change: 'replace', intervals }),
      { _tag: 'ExceptionsContradict', path: 'exceptions.1', other: 'exceptions.0', date },
    ],
    ['HOURS-13 no hours at all', { ...valid, weekly: { mon: [] }, exceptions: [] }, { _tag: 'NoHours', path: 'weekly' }],
    ['HOURS-32 a change of the week before the one before it', weeks('2020-08-01', '2020-07-01'), { _tag: 'WeeksOutOfOrder', path: 'weeks.1', other: 'weeks.0', date: '2020-07-01' }],
    ['HOURS-32 two changes from one date', weeks('2020-08-01', '2020-08-01'), { _tag: 'WeeksOutOfOrder', path: 'weeks.1', other: 'weeks.0', date: '2020-08-01' }],
    ['HOURS-32 a change from no date', weeks('2020-02-30'), { _tag: 'DateInvalid', path: 'weeks.0.from', text: '2020-02-30' }],
    ['HOURS-32 bad hours in a change', { ...valid, weeks: [{ from: '2020-08-01', weekly: { tue: [{ from: '9:00', until: '12:00' }] } }] }, { _tag: 'TimeInvalid', path: 'weeks.0.weekly.tue.0.from', text: '9:00' }],
    ['HOURS-13 no hours in any week', { ...weeks('2020-08-01'), weekly: {}, weeks: [{ from: '2020-08-01', weekly: { mon: [] } }], exceptions: [] }, { _tag: 'NoHours', path: 'weekly' }],
    ['a day that does not exist', { ...valid, holidays: ['2021-02-29'] }, { _tag: 'DateInvalid', path: 'holidays.0', text: '2021-02-29' }],
    ['the date of a break', { ...valid, breaks: [{ date: '6/7/2020', intervals }] }, { _tag: 'DateInvalid', path: 'breaks.0.date', text: '6/7/2020' }],
    ['the date of an exception', exceptions({ date: '2020-7-11', change: 'add', intervals }), { _tag: 'DateInvalid', path: 'exceptions.0.date', text: '2020-7-11' }],
    ['a zone that IANA does not name', { ...valid, timeZone: 'Brasilia' }, { _tag: 'ZoneUnknown', path: 'timeZone', timeZone: 'Brasilia' }],
    ['an offset for a zone', { ...valid, timeZone: '-03:00' }, { _tag: 'ZoneUnknown', path: 'timeZone', timeZone: '-03:00' }],
  ])('%s', (_, c, fault) => expect(validate(c)).toEqual([fault]))

  test.prop([calendar, fc.constantFrom('sun', 'wed', 'sat'), fc.string()])('text that is no time is found wherever it stands', (c, day, text) => {
    fc.pre(!/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text))
    const found = validate({ ...c, weekly: { ...c.weekly, [day]: [{ from: '00:00', until: text }] } })
    expect(found).toEqual([{ _tag: 'TimeInvalid', path: `weekly.${day}.0.until`, text }])
  })
})
