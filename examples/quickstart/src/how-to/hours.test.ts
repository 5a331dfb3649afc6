import { describe, expect, it } from 'vitest'
// #region imports
import { Hours, instant, messageOf, minutes } from '@disque/core'
// #endregion imports

// #region calendar
const office = [{ from: '07:00', until: '19:00' }]
const week: Hours.Calendar = {
  timeZone: 'America/Sao_Paulo',
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
  exceptions: [{ date: '2026-06-20', change: 'add', intervals: [{ from: '08:00', until: '12:00' }] }],
  holidays: [],
  breaks: [],
}
const local = Hours.localDays({ first: 2026, last: 2027 }, [{ on: '01-25', name: 'Aniversário da cidade' }, { fromEaster: -47, name: 'Carnaval' }])
const calendar = Hours.withClosures(week, [...Hours.federalDays(2026), ...Hours.federalDays(2027), ...local])
// #endregion calendar

describe('how to reckon with open time', () => {
  it('finds every fault of a calendar', () => {
    expect(Hours.validate(calendar)).toEqual([])
    // #region faults
    const wrong: Hours.Calendar = { ...calendar, weekly: { mon: [{ from: '19:00', until: '07:00' }] } }
    const faults = Hours.validate(wrong).map((fault) => messageOf(fault, 'en'))
    // #endregion faults
    expect(faults).toEqual([
      // #region faults-found
      'weekly.mon.0: it ends at 07:00, before it begins at 19:00; swap them, or write what passes midnight as two.',
      // #endregion faults-found
    ])
  })

  it('answers what is asked most', () => {
    // #region ask
    const friday = instant('2026-06-12T18:00:00-03:00')
    const open = Hours.isOpen(calendar, friday) // true
    const opening = Hours.nextOpening(calendar, friday) // Right: Monday, 15 June, 07:00
    const due = Hours.add(calendar, friday, minutes(120)) // Right: Monday, 08:00
    const spent = Hours.between(calendar, friday, instant('2026-06-15T08:00:00-03:00')) // 2 hours, in milliseconds
    const third = Hours.addBusinessDays(calendar, '2026-06-12', 3) // Right: 2026-06-17
    // #endregion ask
    expect([open, spent]).toEqual([true, minutes(120)])
    expect(opening).toMatchObject({ right: instant('2026-06-15T07:00:00-03:00') })
    expect(due).toMatchObject({ right: instant('2026-06-15T08:00:00-03:00') })
    expect(third).toMatchObject({ right: '2026-06-17' })
    expect(Hours.isBusinessDay(calendar, '2026-02-17')).toBe(false)
  })

  it('takes what several calendars have in common', () => {
    // #region both
    const technicians: Hours.Calendar = { ...calendar, timeZone: 'America/Manaus' }
    const both = Hours.intersection([calendar, technicians])
    const first = Hours.nextOpening(both, instant('2026-06-15T00:00:00-03:00')) // Right: 08:00 in São Paulo, 07:00 in Manaus
    // #endregion both
    expect(first).toMatchObject({ right: instant('2026-06-15T08:00:00-03:00') })
  })

  it('says at once that a calendar never opens', () => {
    // #region never
    const never = Hours.nextOpening({ ...calendar, weekly: {}, exceptions: [] }, instant('2026-06-15T00:00:00-03:00'))
    const words = never._tag === 'Left' ? messageOf(never.left, 'en') : ''
    // #endregion never
    expect([words]).toEqual([
      // #region never-found
      'The calendar has no open time after 2026-06-15T03:00:00.000Z; give it hours.',
      // #endregion never-found
    ])
  })
})
