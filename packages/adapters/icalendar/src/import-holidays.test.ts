// #region imports
import { expect, test } from 'vitest'
import { Hours, instant } from '@disque/core'
import { closuresFrom, messageOfCalendar } from '@disque/icalendar'
// #endregion imports

// #region file
const file = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Prefeitura//Feriados//PT
BEGIN:VEVENT
UID:aniversario@prefeitura
SUMMARY:Aniversário da cidade
DTSTART;VALUE=DATE:20200125
RRULE:FREQ=YEARLY
END:VEVENT
BEGIN:VEVENT
UID:mudanca@prefeitura
SUMMARY:Mudança de sede
DTSTART;TZID=America/Sao_Paulo:20270318T130000
DTEND;TZID=America/Sao_Paulo:20270319T100000
END:VEVENT
END:VCALENDAR
`
// #endregion file

test('a municipal calendar closes what it says', () => {
  // #region read
  const found = closuresFrom(file, { timeZone: 'America/Sao_Paulo', years: { from: 2026, until: 2027 } })
  if (found._tag === 'Left') throw new Error(messageOfCalendar(found.left, 'en'))
  const { holidays, breaks, names, leftOut } = found.right

  expect(holidays).toEqual(['2026-01-25', '2027-01-25'])
  expect(breaks).toEqual([
    { date: '2027-03-18', intervals: [{ from: '13:00', until: '24:00' }] },
    { date: '2027-03-19', intervals: [{ from: '00:00', until: '10:00' }] },
  ])
  expect(names[0]).toEqual({ date: '2026-01-25', name: 'Aniversário da cidade' })
  expect(leftOut).toEqual({ cancelled: 0, transparent: 0, notWanted: 0 })
  // #endregion read

  // #region calendar
  const office = [{ from: '07:00', until: '19:00' }]
  const federal = Hours.federalClosures()
  const calendar: Hours.Calendar = {
    timeZone: 'America/Sao_Paulo',
    weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
    exceptions: [],
    holidays: [...new Set([...federal.holidays, ...holidays])],
    breaks: [...federal.breaks, ...breaks],
  }
  expect(Hours.validate(calendar)).toEqual([])
  expect(Hours.isOpen(calendar, instant('2027-01-25T10:00:00-03:00'))).toBe(false)
  expect(Hours.nextOpening(calendar, instant('2027-03-18T14:00:00-03:00'))).toMatchObject({ right: instant('2027-03-19T10:00:00-03:00') })
  // #endregion calendar
})

test('a file that is wrong says where, and what to do', () => {
  // #region fault
  const broken = closuresFrom(file.replace('20270319', '20270318').replace('T100000', 'T090000'), { timeZone: 'America/Sao_Paulo', years: { from: 2026, until: 2027 } })
  expect(broken._tag === 'Left' && messageOfCalendar(broken.left, 'en')).toBe('The event on line 10 ends before it starts; correct DTEND or DURATION.')
  // #endregion fault
})
