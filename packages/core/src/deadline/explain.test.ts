import { describe, expect, it } from 'vitest'
import type { CalendarId } from '../shared/ids.js'
import { instant, minutes, type Instant } from '../shared/instant.js'
import { brazil, evolve as and, explain, extend, knownCalendar, lei9784, meet, resume, retarget, statusAt, tell, type Rule } from './deadline.js'
import { begin, known, office, on, right } from './term.test-kit.js'

describe('another calendar', () => {
  const term = begin(brazil.forwarding, on('2026-07-06'))
  const closed = known({ ...office, holidays: [...office.holidays, '2026-08-05'] }, instant('2026-07-20T00:00:00Z'))

  it('TERM-14 TERM-17 a new closure moves a running term by a fact, and the old due is still explained as it was', () => {
    const moved = right(retarget(term, on('2026-07-20'), closed))
    expect(moved).toMatchObject({ type: 'TermRetargeted', target: { due: '2026-08-06', counted: { calendar: 'federal', knownAt: closed.knownAt } } })
    const now = and(term, moved)
    expect(explain(now, known())).toEqual({ _tag: 'Left', left: { _tag: 'AnotherCalendar', wanted: moved.target.counted } })
    expect(right(explain(now, closed)).at(-1)?.date).toBe('2026-08-06')
    expect(right(explain(term, known())).at(-1)?.date).toBe('2026-08-05')
    expect(statusAt(now, on('2026-07-19'))).toEqual({ state: 'running', until: instant('2026-08-06T03:00:00Z') })
  })
  it('TERM-17 editions give the calendar as it was known when the due was counted', () => {
    const editions = [known(), closed].map(({ knownAt }, i) => ({ knownAt, validFrom: '2026-01-01', calendar: i === 0 ? office : { ...office, holidays: [...office.holidays, '2026-08-05'] } }))
    const at = (moment: Instant) => right(knownCalendar('federal' as CalendarId, editions, moment))
    const began = begin(brazil.forwarding, on('2026-07-06'), at(on('2026-07-06')))
    const moved = and(began, right(retarget(began, on('2026-07-21'), at(on('2026-07-21')))))
    for (const [told, due] of [[began, '2026-08-05'], [moved, '2026-08-06']] as const) expect(right(explain(told, at(told.target.counted.knownAt))).at(-1)?.date).toBe(due)
    expect(knownCalendar('federal' as CalendarId, editions, on('2020-01-01'))).toMatchObject({ left: { _tag: 'NoEditionKnown' } })
  })
  it('a term that is over keeps its due', () => {
    expect(retarget(and(term, right(meet(term, on('2026-07-10')))), on('2026-07-20'), closed)).toMatchObject({ right: undefined })
    expect(retarget(term, on('2026-08-06'), closed)).toMatchObject({ right: undefined })
  })
  it('a due that another calendar sets into the past is breached from that fact on', () => {
    const moved = and(term, { type: 'TermRetargeted', at: on('2026-07-20'), target: { ...term.target, until: on('2026-07-18') } })
    expect([statusAt(moved, on('2026-07-19'))?.state, statusAt(moved, on('2026-07-21'))]).toEqual(['running', { state: 'breached', since: on('2026-07-20') }])
  })
})

describe('an explanation', () => {
  const asked = and(begin(brazil.manifestationAnswer, on('2026-06-01')), { type: 'TermPaused', at: on('2026-06-11'), suspends: true })
  const completed = and(asked, right(resume(asked, on('2026-06-21'), known())))
  const extended = and(completed, right(extend(completed, on('2026-07-01'), known())))
  const when = (at: Instant) => new Date(at - 10_800_000).toISOString().slice(0, 16)

  it('TERM-17 says in dated lines how the due came about', () => {
    expect(right(explain(extended, known())).map((line) => tell(line, 'en', when))).toEqual([
      'Begins on 2026-06-01: 30 days. [Lei 13.460/2017, art. 16]',
      'The first day counted is 2026-06-02: the start day is not counted. [Lei 9.784/1999, art. 66]',
      'The clock stops on 2026-06-11. [Portaria Normativa CGU 116/2024, art. 25]',
      'The clock runs again on 2026-06-21; it stood still for 10 days. [Portaria Normativa CGU 116/2024, art. 25]',
      'Extended on 2026-07-01 by 30 days, counted from the start. [Lei 13.460/2017, art. 16]',
      'The count ends on 2026-08-10. [Lei 9.784/1999, art. 66]',
      'Due on 2026-08-10, to the end of the day (calendar federal, as known at 2025-12-31T21:00). [Lei 9.784/1999, art. 66]',
    ])
  })

  it('and in Portuguese', () => {
    const term = and(begin(brazil.informationRequest, on('2026-02-16')), { type: 'TermMet', at: on('2026-03-10') })
    expect(right(explain(term, known())).map((line) => tell(line, 'pt', when))).toEqual([
      'Início em 16/02/2026: 20 dias. [Lei 12.527/2011, art. 11, § 1º]',
      'Cientificação oficial em 18/02/2026: no mesmo dia, se útil e antes das 19:00; senão, no dia útil seguinte. [Fala.BR, "Prazos"]',
      'O primeiro dia contado é 19/02/2026: o primeiro dia útil seguinte. [Lei 12.527/2011 (Fala.BR, "Prazos")]',
      'A contagem termina em 10/03/2026. [Lei 12.527/2011 (Fala.BR, "Prazos")]',
      'Vencimento em 10/03/2026, até o fim do dia (calendário federal, como conhecido em 2025-12-31T21:00). [Lei 12.527/2011 (Fala.BR, "Prazos")]',
      'Cumprido em 10/03/2026, no prazo. [Lei 12.527/2011, art. 11, § 1º]',
    ])
  })

  it('names the days on which the term could not end', () => {
    const lines = right(explain(begin({ ...brazil.forwarding, count: { unit: 'days', amount: 14, counting: lei9784 } }, on('2020-12-10')), known()))
    expect(lines.filter(({ tag }) => tag === 'skipped').map((line) => tell(line, 'en'))).toEqual([
      '2020-12-24: office hours end early; the term goes on to the next business day. [Lei 9.784/1999, art. 66]',
      '2020-12-25 to 2020-12-27: no office hours; the term goes on to the next business day. [Lei 9.784/1999, art. 66]',
    ])
  })

  it('of open time says from when it ran, and when it ran out', () => {
    const rule: Rule = { id: 'first-answer', norm: 'charter', count: { unit: 'openTime', amount: minutes(90), norm: 'business time' }, pauses: 'all', warnings: [] }
    const term = begin(rule, on('2026-06-01', '07:00'))
    const late = and(term, { type: 'TermBreached', at: on('2026-06-01', '09:31') })
    expect(right(explain(late, known())).map((line) => tell(line, 'en', when))).toEqual([
      'Begins at 2026-06-01T07:00: 1 h 30 min of open time. [charter]',
      'The clock runs from 2026-06-01T08:00, the first open moment. [business time]',
      'Due at 2026-06-01T09:30 (calendar federal, as known at 2025-12-31T21:00). [business time]',
      'Ran out at 2026-06-01T09:30. [charter]',
    ])
  })

  it('has no due while the clock stands still', () => {
    expect(right(explain(asked, known())).at(-1)).toMatchObject({ tag: 'standsStill', date: '2026-06-11' })
  })
})
