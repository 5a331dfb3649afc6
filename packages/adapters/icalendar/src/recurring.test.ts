import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { closuresFrom, type ICalendarOptions } from './index.js'

const options: ICalendarOptions = { timeZone: 'America/Sao_Paulo', years: { from: 2026, until: 2028 } }
const calendar = (...events: readonly (readonly string[])[]) =>
  ['BEGIN:VCALENDAR', ...events.flatMap((lines) => ['BEGIN:VEVENT', ...(lines.some((l) => l.startsWith('UID')) ? [] : ['UID:1']), ...lines, 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n')
const closures = (...events: readonly (readonly string[])[]) => {
  const found = closuresFrom(calendar(...events), options)
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right
}
const holidays = (...lines: readonly string[]) => closures(lines).holidays
const date = (day: string) => `DTSTART;VALUE=DATE:${day}`

describe('a recurring event', () => {
  it('ICAL-08 comes every year', () => expect(holidays(date('20200125'), 'RRULE:FREQ=YEARLY')).toEqual(['2026-01-25', '2027-01-25', '2028-01-25']))
  it('ICAL-08 comes on a weekday of a month', () =>
    expect(holidays(date('20191128'), 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH')).toEqual(['2026-11-26', '2027-11-25', '2028-11-23']))
  it('on 29 February comes in leap years only', () => expect(holidays(date('20200229'), 'RRULE:FREQ=YEARLY')).toEqual(['2028-02-29']))
  it('on the 31st skips short months', () =>
    expect(holidays(date('20260131'), 'RRULE:FREQ=MONTHLY;COUNT=4')).toEqual(['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31']))
  it('ICAL-06 ends after its count', () => expect(holidays(date('20260105'), 'RRULE:FREQ=WEEKLY;COUNT=3')).toEqual(['2026-01-05', '2026-01-12', '2026-01-19']))
  it('ICAL-06 ends with the day of its until', () => expect(holidays(date('20260105'), 'RRULE:FREQ=WEEKLY;UNTIL=20260112')).toEqual(['2026-01-05', '2026-01-12']))

  it('ICAL-06 ends by the instant of its until', () => {
    const weekly = (until: string) => closures(['DTSTART;TZID=America/Sao_Paulo:20260105T100000', 'DURATION:PT1H', `RRULE:FREQ=WEEKLY;UNTIL=${until}`]).breaks.map((b) => b.date)
    expect(weekly('20260112T130000Z')).toEqual(['2026-01-05', '2026-01-12'])
    expect(weekly('20260112T125959Z')).toEqual(['2026-01-05'])
  })

  it('keeps its wall-clock time while the clocks of its zone change', () => {
    const found = closuresFrom(calendar(['DTSTART;TZID=America/Sao_Paulo:20181029T090000', 'DTEND;TZID=America/Sao_Paulo:20181029T100000', 'RRULE:FREQ=WEEKLY;COUNT=2']), {
      ...options, timeZone: 'America/Fortaleza', years: { from: 2018, until: 2018 },
    })
    expect(found).toMatchObject(E.right({ breaks: [
      { date: '2018-10-29', intervals: [{ from: '09:00', until: '10:00' }] },
      { date: '2018-11-05', intervals: [{ from: '08:00', until: '09:00' }] },
    ] }))
  })

  it('ICAL-08 has further dates, and its start is one of them', () => expect(holidays(date('20260601'), 'RDATE;VALUE=DATE:20260301,20260901')).toEqual(['2026-03-01', '2026-06-01', '2026-09-01']))
  it('ICAL-08 has excepted dates, whichever of them occur', () =>
    expect(holidays(date('20260105'), 'RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;VALUE=DATE:20260102,20260103,20260106', 'EXDATE;VALUE=DATE:20260107')).toEqual(['2026-01-05', '2026-01-08', '2026-01-09']))

  it('ICAL-08 excepts an instant by another clock, or a whole day', () => {
    const daily = (exception: string) => closures(['DTSTART;TZID=America/Sao_Paulo:20260105T100000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=2', exception]).breaks.map((b) => b.date)
    expect(daily('EXDATE:20260106T130000Z')).toEqual(['2026-01-05'])
    expect(daily('EXDATE;VALUE=DATE:20260106')).toEqual(['2026-01-05'])
    expect(daily('EXDATE:20260106T140000Z')).toEqual(['2026-01-05', '2026-01-06'])
  })

  it('ICAL-08 is changed on one date by another event', () => {
    const weekly = [date('20260105'), 'RRULE:FREQ=WEEKLY;COUNT=3']
    expect(closures(weekly, ['RECURRENCE-ID;VALUE=DATE:20260112', date('20260114'), 'SUMMARY:Adiado']).holidays).toEqual(['2026-01-05', '2026-01-14', '2026-01-19'])
    expect(closures(weekly, ['RECURRENCE-ID;VALUE=DATE:20260112', date('20260112'), 'STATUS:CANCELLED']).holidays).toEqual(['2026-01-05', '2026-01-19'])
  })

  it('ICAL-08 is changed from one date on', () => {
    const weekly = [date('20260105'), 'RRULE:FREQ=WEEKLY;COUNT=4']
    expect(closures(weekly, ['RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260119', date('20260120')]).holidays).toEqual(['2026-01-05', '2026-01-12', '2026-01-20', '2026-01-27'])
  })

  it('ICAL-08 changed in a file without the event itself stands alone', () => expect(closures(['UID:2', 'RECURRENCE-ID;VALUE=DATE:20260112', date('20260114')]).holidays).toEqual(['2026-01-14']))
})

describe('a rule that does not end', () => {
  const fault = (...lines: readonly string[]) => {
    const found = closuresFrom(calendar(lines), options)
    return E.isLeft(found) ? found.left : found.right.holidays
  }

  it.each(['FREQ=DAILY;INTERVAL=7;BYDAY=TU', 'FREQ=DAILY;INTERVAL=14;BYDAY=WE,FR', 'FREQ=DAILY;INTERVAL=35000;BYDAY=TU'])('ICAL-06 because nothing meets it is a fault: %s', (rule) => expect(fault(date('20260105'), `RRULE:${rule}`)).toEqual({ _tag: 'RuleEndless', line: 2, limit: 40_000 }))

  it.each(['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYYEARDAY=366;UNTIL=20271231'])('ICAL-06 has its start alone where the years come to an end: %s', (rule) =>
    expect(fault(date('20260105'), `RRULE:${rule}`)).toEqual(['2026-01-05']))

  it.each(['HOURLY', 'MINUTELY', 'SECONDLY'])('ICAL-05 within a day is refused: %s', (freq) =>
    expect(fault('DTSTART:20260105T100000', `RRULE:FREQ=${freq}`)).toEqual({ _tag: 'RuleNotTaken', line: 2, detail: `FREQ=${freq}` }))

  it.each(['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', 'FREQ=YEARLY;BYDAY=MO;BYSETPOS=2', 'FREQ=DAILY;BYMONTHDAY=-1'])('ICAL-05 that the library would get wrong is refused: %s', (rule) =>
    expect(fault(date('20260105'), `RRULE:${rule}`)).toMatchObject({ _tag: 'RuleNotTaken', line: 2 }))

  it.each(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])('ICAL-05 with steps longer than any calendar is refused, not walked through: %s', (freq) =>
    expect(fault(date('20260105'), `RRULE:FREQ=${freq};INTERVAL=100000000`)).toEqual({ _tag: 'RuleNotTaken', line: 2, detail: 'INTERVAL=100000000' }))

  it('ICAL-05 that the library cannot read is refused', () => {
    expect(fault(date('20260105'), 'RRULE:INTERVAL=2')).toMatchObject({ _tag: 'RuleNotTaken' })
    expect(fault(date('20260105'), 'RRULE:FREQ=DAILY;UNTIL=2020')).toMatchObject({ _tag: 'RuleNotTaken', detail: 'UNTIL=2020--' })
    expect(fault(date('20260105'), 'RRULE:FREQ=WEEKLY;BYMONTHDAY=3')).toMatchObject({ _tag: 'RuleNotTaken' })
  })
})
