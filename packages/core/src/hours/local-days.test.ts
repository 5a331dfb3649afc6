import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { instant } from '../shared/instant.js'
import { calendar, date } from './calendar.arbitrary.js'
import { easter, federalDays, isFullDay, isOpen, localDays, validate, withClosures, type Calendar, type Closure } from './hours.js'
import { dayOf } from './wall.js'

const workday = [{ from: '08:00', until: '18:00' }]
const office: Calendar = { timeZone: 'America/Sao_Paulo', weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((d) => [d, workday])), holidays: [], breaks: [], exceptions: [] }

describe('days of a state or a municipality', () => {
  it('HOURS-30 come on their date each year', () => {
    expect(localDays({ first: 2020, last: 2022 }, [{ on: '01-25', name: 'Aniversário de São Paulo' }]).map((d) => d.date)).toEqual(['2020-01-25', '2021-01-25', '2022-01-25'])
  })

  test.prop([fc.integer({ min: 1900, max: 2200 }), fc.integer({ min: -60, max: 120 })])('HOURS-30 or so many days from Easter', (year, fromEaster) => {
    const [found] = localDays({ first: year, last: year }, [{ fromEaster, name: 'x' }])
    expect(dayOf(found!.date)! - dayOf(easter(year))!).toBe(fromEaster)
  })

  it('HOURS-30 in the years in which they are kept', () => {
    const days = [{ on: '07-09', name: 'Revolução Constitucionalista', since: 2021 }, { on: '11-20', name: 'Consciência Negra', last: 2021 }]
    expect(localDays({ first: 2020, last: 2022 }, days).map((d) => d.date)).toEqual(['2020-11-20', '2021-07-09', '2021-11-20', '2022-07-09'])
  })

  it('HOURS-30 on 29 February where there is one; other text goes on to be named as a fault', () => {
    expect(localDays({ first: 2020, last: 2024 }, [{ on: '02-29', name: 'x' }]).map((d) => d.date)).toEqual(['2020-02-29', '2024-02-29'])
    const bad = withClosures(office, localDays({ first: 2020, last: 2020 }, [{ on: '2-9', name: 'x' }]))
    expect(validate(bad)).toEqual([{ _tag: 'DateInvalid', path: 'holidays.0', text: '2020-2-9' }])
  })

  it('HOURS-30 a range that ends before it begins has none', () => expect(localDays({ first: 2021, last: 2020 }, [{ on: '01-25', name: 'x' }])).toEqual([]))
})

const closure: fc.Arbitrary<Closure> = fc.record(
  { date, name: fc.constant('x'), closedUntil: fc.constantFrom('10:00', '14:00'), closedFrom: fc.constantFrom('14:15', '20:00') },
  { requiredKeys: ['date', 'name'] }
)

describe('closures', () => {
  const closed = withClosures(office, [
    ...localDays({ first: 2020, last: 2020 }, [{ on: '01-27', name: 'all day' }, { on: '01-28', name: 'morning', closedUntil: '12:00' }]),
    { date: '2020-01-29', name: 'both ends', closedUntil: '09:00', closedFrom: '17:00' },
  ])
  const hourly = (d: string) => [8, 9, 12, 16, 17].filter((h) => isOpen(closed, instant(`${d}T${String(h).padStart(2, '0')}:00:00-03:00`)))

  it('HOURS-31 close a day, or what is named of it', () => {
    expect([hourly('2020-01-27'), hourly('2020-01-28'), hourly('2020-01-29'), hourly('2020-01-30')]).toEqual([[], [12, 16, 17], [9, 12, 16], [8, 9, 12, 16, 17]])
    expect(isFullDay(closed, '2020-01-28')).toBe(false)
  })

  it('HOURS-31 may be the federal days of a year', () => {
    expect(isOpen(withClosures(office, federalDays(2020)), instant('2020-09-07T12:00:00-03:00'))).toBe(false)
  })

  test.prop([calendar, fc.array(closure, { maxLength: 5 })])('HOURS-31 given once more they change nothing, and they make no fault', (c, days) => {
    const once = withClosures(c, days)
    expect(withClosures(once, days)).toEqual(once)
    expect(validate(once)).toEqual([])
  })

  test.prop([calendar, fc.array(closure, { maxLength: 5 }), fc.array(closure, { maxLength: 5 })])('HOURS-31 those that were there stay', (c, some, more) => {
    const all = withClosures(withClosures(c, some), more)
    expect(all.holidays).toEqual(expect.arrayContaining([...c.holidays]))
    expect(all.breaks).toEqual(expect.arrayContaining([...c.breaks, ...withClosures(c, some).breaks]))
  })
})
