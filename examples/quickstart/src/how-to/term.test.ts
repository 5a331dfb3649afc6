import { describe, expect, it } from 'vitest'
// #region imports
import { Deadline, Hours, instant, minutes, toIso, type CalendarId, type Instant } from '@disque/core'
// #endregion imports

// #region must
/** Where a refusal is a bug, and so is nothing to record: in set-up and tests. */
const must = <A>(found: { readonly _tag: 'Left'; readonly left: unknown } | { readonly _tag: 'Right'; readonly right: A | undefined }): A => {
  if (found._tag === 'Left' || found.right === undefined) throw new Error(JSON.stringify(found))
  return found.right
}
// #endregion must

// #region calendar
const office: Hours.Calendar = {
  timeZone: 'America/Sao_Paulo',
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '08:00', until: '18:00' }]])),
  exceptions: [],
  ...Hours.federalClosures(),
}
const known: Deadline.KnownCalendar = { id: 'federal' as CalendarId, knownAt: instant('2026-01-01T00:00:00-03:00'), calendar: office }
// #endregion calendar

// #region at
const at = (date: string, time = '10:00'): Instant => instant(`${date}T${time}:00-03:00`)
// #endregion at

/** A manifestation whose author was asked for a complement, which came ten days later. */
const paused = (): Deadline.Term => {
  // #region begin
  const started = Deadline.start(Deadline.brazil.manifestationAnswer, at('2026-06-01'), known)
  if (started._tag === 'Left') throw new Error(started.left._tag)
  const term = Deadline.begun(started.right)
  // #endregion begin
  expect(term.target.due).toBe('2026-07-01')
  // #region pause
  const asked = must(Deadline.pause(term, at('2026-06-11')))
  const waiting = Deadline.evolve(term, asked)
  const resumed = must(Deadline.resume(waiting, at('2026-06-21'), known))
  const going = Deadline.evolve(waiting, resumed)
  // #endregion pause
  expect(going.target.due).toBe('2026-07-13')
  expect(must(Deadline.pause(going, at('2026-06-25')))).toMatchObject({ suspends: false })
  return going
}

describe('how to count a term', () => {
  it('begins, waits for the citizen and goes on', () => {
    expect(Deadline.statusAt(paused(), at('2026-06-15'))).toMatchObject({ state: 'paused' })
  })

  it('says why it is due', () => {
    const term = paused()
    const printed: string[] = []
    const print = (line: string) => printed.push(line)
    // #region explain
    const lines = must(Deadline.explain(term, known))
    for (const line of lines) print(`${line.date}  ${Deadline.tell(line, 'pt')}`)
    // #endregion explain
    expect(printed).toEqual([
      // #region explained
      '2026-06-01  Início em 01/06/2026: 30 dias. [Lei 13.460/2017, art. 16]',
      '2026-06-02  O primeiro dia contado é 02/06/2026: exclui-se o dia do início. [Lei 9.784/1999, art. 66]',
      '2026-06-11  O prazo é suspenso em 11/06/2026. [Portaria Normativa CGU 116/2024, art. 25]',
      '2026-06-21  O prazo volta a correr em 21/06/2026; ficou suspenso por 10 dias. [Portaria Normativa CGU 116/2024, art. 25]',
      '2026-07-11  A contagem termina em 11/07/2026. [Lei 9.784/1999, art. 66]',
      '2026-07-11  11/07/2026 a 12/07/2026: sem expediente; o prazo vai ao dia útil seguinte. [Lei 9.784/1999, art. 66]',
      '2026-07-13  Vencimento em 13/07/2026, até o fim do dia (calendário federal, como conhecido em 2026-01-01T03:00:00.000Z). [Lei 9.784/1999, art. 66]',
      // #endregion explained
    ])
  })

  it('is extended once', () => {
    const term = paused()
    // #region extend
    const extended = Deadline.extend(term, at('2026-07-01'), known)
    if (extended._tag === 'Left') throw new Error(extended.left._tag) // NotExtendable, AlreadyExtended, TermOver …
    const longer = Deadline.evolve(term, extended.right)
    // #endregion extend
    expect(longer.target.due).toBe('2026-08-10')
    expect(Deadline.extend(longer, at('2026-07-02'), known)).toMatchObject({ left: { _tag: 'AlreadyExtended' } })
  })

  it('waits for its timers', () => {
    const term = paused()
    // #region timers
    const waiting = Deadline.timers(term).map((timer) => `${timer.tag} ${toIso(timer.at)}`)
    // #endregion timers
    expect(waiting).toEqual([
      // #region timers-found
      'warning 2026-07-06T03:00:00.000Z',
      'warning 2026-07-10T03:00:00.000Z',
      'breach 2026-07-14T03:00:00.000Z',
      // #endregion timers-found
    ])
    // #region tick
    const now = at('2026-07-14', '00:00')
    const late = Deadline.tick(term, now).reduce(Deadline.evolve, term)
    const status = Deadline.statusAt(late, now) // { state: 'breached', since: … }
    // #endregion tick
    expect(status?.state).toBe('breached')
    expect(Deadline.statusAt(term, instant('2026-07-14T02:59:59.999Z'))?.state).toBe('running')
  })

  it('moves when the calendar changes, and tells how it was before', () => {
    const term = paused()
    // #region editions
    const closed: Hours.Calendar = { ...office, holidays: [...office.holidays, '2026-07-13'] }
    const editions: readonly Hours.CalendarEdition[] = [
      { knownAt: at('2026-01-01', '00:00'), validFrom: '2026-01-01', calendar: office },
      { knownAt: at('2026-07-02'), validFrom: '2026-07-02', calendar: closed },
    ]
    const federal = (knownAt: Instant) => must(Deadline.knownCalendar('federal' as CalendarId, editions, knownAt))
    const moved = must(Deadline.retarget(term, at('2026-07-02'), federal(at('2026-07-02'))))
    // #endregion editions
    const now = Deadline.evolve(term, moved)
    expect([term.target.due, now.target.due]).toEqual(['2026-07-13', '2026-07-14'])
    // #region as-known
    const before = must(Deadline.explain(term, federal(term.target.counted.knownAt)))
    const after = must(Deadline.explain(now, federal(now.target.counted.knownAt)))
    // #endregion as-known
    expect([before.at(-1)?.date, after.at(-1)?.date]).toEqual(['2026-07-13', '2026-07-14'])
  })

  it('counts open time for a service term', () => {
    // #region open-time
    const firstAnswer: Deadline.Rule = {
      id: 'first-answer',
      norm: 'Carta de Serviços',
      count: { unit: 'openTime', amount: minutes(120), norm: 'Carta de Serviços' },
      pauses: 'all',
      warnings: [{ unit: 'openTime', amount: minutes(30) }],
    }
    const term = Deadline.begun(must(Deadline.start(firstAnswer, at('2026-06-12', '17:00'), known)))
    const due = toIso(term.target.until) // 2026-06-15T12:00:00.000Z: an hour on Friday, one on Monday
    const left = Deadline.remaining(term, office, at('2026-06-15', '08:15')) // 45 minutes
    // #endregion open-time
    expect([due, left]).toEqual(['2026-06-15T12:00:00.000Z', minutes(45)])
  })

  it('takes a rule of one’s own', () => {
    // #region own
    const own: Deadline.Rule = {
      ...Deadline.brazil.manifestationAnswer,
      id: 'ouvidoria-municipal',
      norm: 'Decreto municipal 1.234',
      count: { unit: 'businessDays', amount: 15, counting: { ...Deadline.lei9784, norm: 'Decreto municipal 1.234', roll: 'reduced', shortDays: 'notBusiness' } },
      pauses: 'all',
      pausesNorm: 'Decreto municipal 1.234, art. 5',
      extension: { amount: 15, from: 'due', norm: 'Decreto municipal 1.234, art. 6' },
    }
    const faults = Deadline.validate(own) // []
    // #endregion own
    expect(faults).toEqual([])
    expect(must(Deadline.start(own, at('2026-02-09'), known)).target.due).toBe('2026-03-05')
  })
})
