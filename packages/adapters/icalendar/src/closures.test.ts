import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { closuresFrom, type ICalendarOptions } from './index.js'

const options: ICalendarOptions = { timeZone: 'America/Sao_Paulo', years: { from: 2026, until: 2027 } }
const calendar = (...lines: readonly string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT']
const closures = (lines: readonly string[], more: Partial<ICalendarOptions> = {}) => {
  const found = closuresFrom(calendar(...lines), { ...options, ...more })
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right
}
const holidays = (...lines: readonly string[]) => closures(event(...lines)).holidays
const breaks = (...lines: readonly string[]) => closures(event(...lines)).breaks
const fault = (...lines: readonly string[]) => {
  const found = closuresFrom(calendar(...lines), options)
  return E.isLeft(found) ? found.left : 'no fault'
}

describe('all-day events', () => {
  it('ICAL-11 are holidays, with their names', () => {
    const { holidays: days, breaks: none, names } = closures(event('SUMMARY:Aniversário da cidade', 'DTSTART;VALUE=DATE:20260125'))
    expect({ days, none, names }).toEqual({ days: ['2026-01-25'], none: [], names: [{ date: '2026-01-25', name: 'Aniversário da cidade' }] })
  })

  it('ICAL-07 of several days close each but the end', () => expect(holidays('DTSTART;VALUE=DATE:20260216', 'DTEND;VALUE=DATE:20260218')).toEqual(['2026-02-16', '2026-02-17']))
  it('ICAL-07 that end on their own date last that day', () => expect(holidays('DTSTART;VALUE=DATE:20260216', 'DTEND;VALUE=DATE:20260216')).toEqual(['2026-02-16']))
  it('ICAL-07 may have a duration', () => expect(holidays('DTSTART;VALUE=DATE:20260216', 'DURATION:P2D')).toEqual(['2026-02-16', '2026-02-17']))
  it('are cut at the years that are asked for', () => expect(holidays('DTSTART;VALUE=DATE:20251230', 'DTEND;VALUE=DATE:20260103')).toEqual(['2026-01-01', '2026-01-02']))
  it('ICAL-11 are whole days in any zone', () => expect(closures(event('DTSTART;VALUE=DATE:20260101'), { timeZone: 'Pacific/Kiritimati' }).holidays).toEqual(['2026-01-01']))
})

describe('timed events', () => {
  const from = (start: string, end: string) => breaks(`DTSTART${start}`, `DTEND${end}`)
  const morning = [{ date: '2026-02-18', intervals: [{ from: '07:00', until: '14:00' }] }]

  it('ICAL-03 are breaks by the calendar’s clock when they float', () => expect(from(':20260218T070000', ':20260218T140000')).toEqual(morning))
  it('ICAL-03 are moved from UTC', () => expect(from(':20260218T100000Z', ':20260218T170000Z')).toEqual(morning))
  it('ICAL-03 are moved from another zone', () => expect(from(';TZID=Europe/Lisbon:20260218T100000', ';TZID=Europe/Lisbon:20260218T170000')).toEqual(morning))
  it('ICAL-03 may begin by one clock and end by another', () => expect(from(';TZID=Europe/Lisbon:20260218T100000', ';TZID=America/Manaus:20260218T130000')).toEqual(morning))
  it('that pass midnight are a break on each date', () =>
    expect(from(':20260218T220000', ':20260220T000000')).toEqual([
      { date: '2026-02-18', intervals: [{ from: '22:00', until: '24:00' }] },
      { date: '2026-02-19', intervals: [{ from: '00:00', until: '24:00' }] },
    ]))
  it('ICAL-07 without an end take no time', () => expect(breaks('DTSTART:20260218T220000')).toEqual([]))
  it('ICAL-09 close whole minutes', () => expect(from(':20260218T070030', ':20260218T075930')).toEqual([{ date: '2026-02-18', intervals: [{ from: '07:00', until: '08:00' }] }]))

  it('ICAL-09 that overlap or touch are one break', () => {
    const lines = [event('DTSTART:20260218T080000', 'DTEND:20260218T100000'), event('DTSTART:20260218T100000', 'DURATION:PT1H'), event('DTSTART:20260218T150000', 'DURATION:PT30M')].flat()
    expect(closures(lines).breaks).toEqual([{ date: '2026-02-18', intervals: [{ from: '08:00', until: '11:00' }, { from: '15:00', until: '15:30' }] }])
  })

  it('ICAL-04 that end in the second of two equal hours close both', () => {
    const lines = event('DTSTART:20180218T013000Z', 'DTEND:20180218T023000Z')
    expect(closures(lines, { years: { from: 2018, until: 2018 } }).breaks).toEqual([{ date: '2018-02-17', intervals: [{ from: '23:30', until: '24:00' }] }])
  })

  it('ICAL-02 follow IANA’s rules where IANA knows the zone, not those that the file has kept', () => {
    const stale = ['BEGIN:VTIMEZONE', 'TZID:America/Sao_Paulo', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:-0200', 'TZOFFSETTO:-0200', 'END:STANDARD', 'END:VTIMEZONE']
    const lines = [...stale, ...event('DTSTART;TZID=America/Sao_Paulo:20260218T070000', 'DURATION:PT7H')]
    expect(closures(lines, { timeZone: 'UTC' }).breaks).toEqual([{ date: '2026-02-18', intervals: [{ from: '10:00', until: '17:00' }] }])
  })

  it('ICAL-02 follow the file’s own zone where IANA does not know it', () => {
    const own = ['BEGIN:VTIMEZONE', 'TZID:E. South America Standard Time', 'BEGIN:STANDARD', 'DTSTART:16010101T000000', 'TZOFFSETFROM:-0300', 'TZOFFSETTO:-0300', 'END:STANDARD', 'END:VTIMEZONE']
    const lines = [...own, ...event('DTSTART;TZID=E. South America Standard Time:20260218T070000', 'DTEND;TZID=E. South America Standard Time:20260218T140000')]
    expect(closures(lines).breaks).toEqual(morning)
  })

  it('ICAL-02 may name IANA’s zone behind a path', () =>
    expect(from(';TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Lisbon:20260218T100000', ';TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Lisbon:20260218T170000')).toEqual(morning))
  it('on a holiday are no breaks', () => expect(closures([event('DTSTART:20260218T070000', 'DURATION:PT1H'), event('DTSTART;VALUE=DATE:20260218')].flat()).breaks).toEqual([]))
})

describe('what closes nothing', () => {
  const lines = [
    event('DTSTART;VALUE=DATE:20260101', 'STATUS:CANCELLED'), event('DTSTART;VALUE=DATE:20260102', 'TRANSP:TRANSPARENT'),
    event('DTSTART;VALUE=DATE:20260103', 'CATEGORIES:feira,festa'), event('DTSTART;VALUE=DATE:20260104'),
  ].flat()
  it('ICAL-10 is cancelled, transparent or not wanted, and is counted', () => {
    const found = closures(lines, { where: ({ categories }) => !categories.includes('festa') })
    expect(found.holidays).toEqual(['2026-01-04'])
    expect(found.leftOut).toEqual({ cancelled: 1, transparent: 1, notWanted: 1 })
  })
  it('ICAL-10 is not what is transparent, if you say so', () => expect(closures(lines, { transparent: true }).holidays).toEqual(['2026-01-02', '2026-01-03', '2026-01-04']))
  it('is a to-do or an alarm', () =>
    expect(closures(['BEGIN:VTODO', 'DTSTART;VALUE=DATE:20260101', 'END:VTODO', ...event('DTSTART;VALUE=DATE:20260102', 'BEGIN:VALARM', 'TRIGGER:-PT15M', 'END:VALARM')]).holidays).toEqual(['2026-01-02']))
})

describe('a file', () => {
  it('may be folded, end its lines in any way and begin with a mark of its encoding', () => {
    const text = `\uFEFFBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Dia\n  do\n\t servidor\nDTSTART;VALUE=DATE:2026\n 1028\nEND:VEVENT\nEND:VCALENDAR`
    expect(closuresFrom(text, options)).toMatchObject(E.right({ holidays: ['2026-10-28'], names: [{ date: '2026-10-28', name: 'Dia do servidor' }] }))
  })
  it('may hold several calendars', () => {
    const two = calendar(...event('DTSTART;VALUE=DATE:20260101')) + calendar(...event('DTSTART;VALUE=DATE:20260102'))
    expect(closuresFrom(two, options)).toMatchObject(E.right({ holidays: ['2026-01-01', '2026-01-02'] }))
  })
  it('without events closes nothing', () => expect(closures([]).holidays).toEqual([]))

  it.each([['', 'nothing'], ['<html>', 'a page'], ['BEGIN:VCARD\nEND:VCARD', 'a card'], [`DTSTART:20260101\n${calendar()}`, 'a line before']])('%j is no calendar', (text) =>
    expect(closuresFrom(text, options)).toEqual(E.left({ _tag: 'NotACalendar' })))

  it.each([
    [['BEGIN:VEVENT', 'DTSTART'], { _tag: 'ICalendarMalformed', line: 6, detail: 'END:VCALENDAR closes VEVENT' }],
    [['BEGIN:VEVENT', 'SUMMARY', 'END:VEVENT'], { _tag: 'ICalendarMalformed', line: 5, detail: 'invalid line (no token ";" or ":") "SUMMARY"' }],
    [event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=SOMETIMES'), { _tag: 'ICalendarMalformed', line: 8 }],
    [event('SUMMARY:x'), { _tag: 'EventWithoutStart', line: 4 }],
    [event('DTSTART;VALUE=DATE:20260230'), { _tag: 'EventDateInvalid', line: 4, property: 'DTSTART', text: '2026-02-30' }],
    [event('DTSTART:20261301T000000'), { _tag: 'EventDateInvalid', line: 4, property: 'DTSTART', text: '2026-13-01T00:00:00' }],
    [event('DTSTART:20260101T000000', 'DURATION:x'), { _tag: 'EventDateInvalid', line: 4, property: 'DURATION', text: 'x' }],
    [event('DTSTART:20260101T000000', 'DTEND;VALUE=DATE:20260102'), { _tag: 'EventDateInvalid', line: 4, property: 'DTEND', text: 'a date' }],
    [event('DTSTART;VALUE=DATE:20260102', 'DTEND;VALUE=DATE:20260101'), { _tag: 'EventEndsBeforeStart', line: 4 }],
    [event('DTSTART:20260102T100000Z', 'DTEND:20260102T090000Z'), { _tag: 'EventEndsBeforeStart', line: 4 }],
    [event('DTSTART;TZID=Brasilia:20260102T100000', 'DURATION:PT1H'), { _tag: 'EventZoneUnknown', line: 4, timeZone: 'Brasilia' }],
  ])('ICAL-01 with %j is refused, and the fault says where', (lines, expected) => expect(fault(...lines)).toMatchObject(expected))

  it('of an unknown zone or impossible years is refused', () => {
    expect(closuresFrom(calendar(), { ...options, timeZone: '-03:00' })).toEqual(E.left({ _tag: 'EventZoneUnknown', line: 0, timeZone: '-03:00' }))
    expect(closuresFrom(calendar(), { ...options, years: { from: 2027, until: 2026 } })).toEqual(E.left({ _tag: 'YearsInvalid', from: 2027, until: 2026 }))
    expect(closuresFrom(calendar(), { ...options, years: { from: 2000, until: 2100 } })).toEqual(E.left({ _tag: 'YearsInvalid', from: 2000, until: 2100 }))
  })
})
