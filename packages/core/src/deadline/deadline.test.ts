import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it, test } from 'vitest'
import { instant, minutes, type Instant } from '../shared/instant.js'
import {
  brazil, type Counting, daysLeft, elapsed, evolve as and, explain, extend, Fact, falaBr, lei9784, meet, nextTimer, pause, plainDays, remaining, resume, Rule, start, statusAt, termOf, tick,
  timers, validate, type Term,
} from './deadline.js'
import { begin, known, office, on, right } from './term.test-kit.js'

const days = (amount: number, counting: Counting, more: Partial<Rule> = {}): Rule => ({ ...brazil.forwarding, count: { unit: 'days', amount, counting }, ...more })
const dueOf = ({ target: { nominal, due } }: Term) => [nominal, due]

describe('days by Lei 9.784', () => {
  test.each([
    ['2026-07-06', 30, '2026-08-05', '2026-08-05', 'a business day'],
    ['2026-05-04', 20, '2026-05-24', '2026-05-25', 'a Sunday'],
    ['2025-01-31', 30, '2025-03-02', '2025-03-05', 'the Sunday of Carnival; Ash Wednesday begins late and does not end early'],
    ['2020-12-10', 14, '2020-12-24', '2020-12-28', 'Christmas Eve, which ends early'],
    ['2026-03-04', 0, '2026-03-04', '2026-03-04', 'the start day itself, for no days'],
  ])('TERM-02 TERM-03 from %s, %i days lead to %s and are due on %s: %4$s', (from, amount, nominal, due) => {
    expect(dueOf(begin(days(amount, lei9784), on(from)))).toEqual([nominal, due])
  })

  it('rolls a short day where the policy says so', () => {
    expect(dueOf(begin(days(30, { ...lei9784, roll: 'reduced' }), on('2025-01-31')))).toEqual(['2025-03-02', '2025-03-06'])
    expect(dueOf(begin(days(14, { ...lei9784, roll: 'closed' }), on('2020-12-10')))).toEqual(['2020-12-24', '2020-12-24'])
  })

  test.each([
    ['months', 1, lei9784, '2026-01-31', '2026-02-28'],
    ['months', 1, lei9784, '2024-01-31', '2024-02-29'],
    ['months', 13, lei9784, '2024-12-31', '2026-01-31'],
    ['years', 2, lei9784, '2024-02-29', '2026-02-28'],
    ['years', 2, plainDays, '2024-02-29', '2026-03-01'],
    ['months', 1, plainDays, '2026-01-30', '2026-03-01'],
    ['months', 12, plainDays, '2026-01-30', '2027-01-30'],
  ] as const)('TERM-04 %s, %i of them, from date to date', (unit, amount, counting, from, nominal) => {
    expect(begin({ ...brazil.forwarding, count: { unit, amount, counting } }, on(from)).target.nominal).toBe(nominal)
  })
})

describe('days by Fala.BR', () => {
  const told = (at: Instant, counting = falaBr) => {
    const term = begin(days(20, counting), at)
    const lines = right(explain(term, known()))
    return [...lines.filter(({ tag }) => tag === 'noticed' || tag === 'firstDay').map(({ date }) => date), term.target.due]
  }
  it('TERM-05 TERM-06 what comes in before 19h is noticed that day and counted from the next business day', () => {
    expect(told(on('2026-03-10', '18:59'))).toEqual(['2026-03-10', '2026-03-11', '2026-03-30'])
    expect(told(on('2026-03-10', '19:00'))).toEqual(['2026-03-11', '2026-03-12', '2026-03-31'])
    expect(told(on('2026-03-13', '19:00'))).toEqual(['2026-03-16', '2026-03-17', '2026-04-06'])
  })
  it('Ash Wednesday is a business day for the notice, unless the policy says no', () => {
    expect(told(on('2026-02-16'))[0]).toBe('2026-02-18')
    expect(told(on('2026-02-16'), { ...falaBr, shortDays: 'notBusiness' }).slice(0, 2)).toEqual(['2026-02-19', '2026-02-20'])
  })
})

describe('business days', () => {
  const five = { ...brazil.consumerAnswerUntil2022 }
  it('TERM-08 are counted without weekends and holidays, the start day excluded', () => {
    expect(dueOf(begin(five, on('2020-09-04')))).toEqual(['2020-09-14', '2020-09-14'])
    expect(dueOf(begin(five, on('2020-09-05')))).toEqual(['2020-09-14', '2020-09-14'])
  })
  it('count the start day where the rule says so', () => {
    const counting: Counting = { ...plainDays, firstDay: 'startDay' }
    expect(begin({ ...five, count: { unit: 'businessDays', amount: 5, counting } }, on('2020-09-04')).target.due).toBe('2020-09-11')
  })
  it('TERM-10 those of a pause are taken out', () => {
    const term = begin({ ...five, pauses: 'all' }, on('2020-09-02'))
    const stopped = and(term, right(pause(term, on('2020-09-04'))))
    expect([term.target.due, right(resume(stopped, on('2020-09-08'), known())).target.due]).toEqual(['2020-09-10', '2020-09-11'])
  })
})

describe('pauses', () => {
  test.each([['days', '2020-09-03'], ['businessDays', '2020-09-03']] as const)('TERM-10 a count of %s that ended before the resumption is due on the day of resumption', (unit, from) => {
    const term = begin({ ...brazil.forwarding, pauses: 'all', count: { unit, amount: 1, counting: plainDays } }, on(from))
    const stopped = and(term, right(pause(term, on('2020-09-04'))))
    expect([term.target.due, right(resume(stopped, on('2020-09-06'), known())).target.due]).toEqual(['2020-09-04', '2020-09-06'])
  })


  const answer = begin(brazil.manifestationAnswer, on('2026-06-01'))
  const asked = and(answer, right(pause(answer, on('2026-06-11'))))
  const completed = and(asked, right(resume(asked, on('2026-06-21'), known())))

  it('TERM-09 TERM-10 the first request stops the clock until its answer, a second does not', () => {
    expect(dueOf(answer)).toEqual(['2026-07-01', '2026-07-01'])
    expect(dueOf(completed)).toEqual(['2026-07-11', '2026-07-13'])
    expect(right(pause(completed, on('2026-06-25')))).toEqual({ type: 'TermPaused', at: on('2026-06-25'), suspends: false })
  })

  it('while the clock stands still nothing runs out, and no timer waits', () => {
    expect(statusAt(asked, on('2027-01-01'))).toEqual({ state: 'paused', since: on('2026-06-11') })
    expect([timers(asked), tick(asked, on('2027-01-01'))]).toEqual([[], []])
    expect(daysLeft(asked, office, on('2026-06-20'))).toBe(20)
    expect(pause(asked, on('2026-06-12'))).toMatchObject({ right: undefined })
  })

  it('a clock that runs is not resumed', () => expect(resume(answer, on('2026-06-12'), known())).toMatchObject({ right: undefined }))

  it('a pause in the days between the nominal day and the due one moves the due on, not back', () => {
    const term = begin(days(30, lei9784, { pauses: 'all' }), on('2026-06-11'))
    const stopped = and(term, right(pause(term, on('2026-07-12'))))
    expect([dueOf(term), right(resume(stopped, on('2026-07-21'), known())).target.due]).toEqual([['2026-07-11', '2026-07-13'], '2026-07-21'])
  })

  it('a term that ran out is not stopped any more', () => expect(right(pause(answer, on('2026-07-02')))).toMatchObject({ suspends: false }))

  it('one without effect takes nothing out, whenever it is noted', () => {
    const noted = and(answer, { type: 'TermPaused', at: on('2026-06-05'), suspends: false })
    const stopped = and(noted, { type: 'TermPaused', at: on('2026-06-11'), suspends: true })
    expect(right(resume(stopped, on('2026-06-21'), known())).target.nominal).toBe('2026-07-11')
    expect(elapsed(noted, office, on('2026-06-05', '12:00'))).toBe(elapsed(answer, office, on('2026-06-05', '12:00')))
  })

  it('days before the count began are not taken out', () => {
    const term = begin(days(10, falaBr, { pauses: 'all' }), on('2026-03-13'))
    const stopped = and(term, right(pause(term, on('2026-03-14'))))
    expect([term.target.nominal, right(resume(stopped, on('2026-03-15'), known())).target.nominal, right(resume(stopped, on('2026-03-17'), known())).target.nominal])
      .toEqual(['2026-03-25', '2026-03-25', '2026-03-27'])
  })
})

describe('extensions', () => {
  const rule = days(30, lei9784, { extension: { amount: 30, from: 'start', norm: 'Lei 13.460/2017, art. 16' } })
  it('TERM-11 run from the start, or from the due day as it had rolled', () => {
    const term = begin(rule, on('2026-03-04'))
    expect(dueOf(term)).toEqual(['2026-04-03', '2026-04-06'])
    expect(dueOf(and(term, right(extend(term, on('2026-03-20'), known()))))).toEqual(['2026-05-03', '2026-05-04'])
    const fromDue = begin({ ...rule, extension: { ...rule.extension!, from: 'due' } }, on('2026-03-04'))
    expect(dueOf(and(fromDue, right(extend(fromDue, on('2026-03-20'), known()))))).toEqual(['2026-05-06', '2026-05-06'])
  })
  it('TERM-12 there is one, in time, where the rule has one', () => {
    const term = begin(rule, on('2026-03-04'))
    const extended = and(term, right(extend(term, on('2026-03-20'), known())))
    expect(extend(extended, on('2026-03-21'), known())).toMatchObject({ left: { _tag: 'AlreadyExtended' } })
    expect(extend(term, on('2026-04-07', '00:00'), known())).toMatchObject({ left: { _tag: 'TermOver', how: 'breached' } })
    expect(extend(and(term, right(meet(term, on('2026-03-21')))), on('2026-03-22'), known())).toMatchObject({ left: { _tag: 'TermOver', how: 'met' } })
    expect(extend(begin(brazil.forwarding, on('2026-03-04')), on('2026-03-05'), known())).toMatchObject({ left: { _tag: 'NotExtendable', rule: 'forwarding' } })
  })
  it('one that is taken while the clock stands still counts when it runs again', () => {
    const term = begin(brazil.manifestationAnswer, on('2026-06-01'))
    const asked = and(term, right(pause(term, on('2026-06-11'))))
    const extended = and(asked, right(extend(asked, on('2026-06-12'), known())))
    expect(timers(extended)).toEqual([])
    expect(right(resume(extended, on('2026-06-21'), known())).target.nominal).toBe('2026-08-10')
  })
})

describe('how a term stands', () => {
  const term = begin(brazil.complement, on('2026-06-01'))
  const end = instant('2026-06-23T03:00:00Z')

  it('TERM-13 the whole due day is in time, the next is not', () => {
    expect([term.target.due, term.target.until]).toEqual(['2026-06-22', end])
    expect(statusAt(term, instant('2026-06-23T02:59:59.999Z'))).toEqual({ state: 'running', until: end })
    expect(statusAt(term, end)).toEqual({ state: 'breached', since: end })
    expect(statusAt(term, on('2026-05-31'))).toBeUndefined()
  })
  it('TERM-13 of a due instant the instant itself is late', () => {
    const served = begin({ id: 'first-answer', norm: 'charter', count: { unit: 'openTime', amount: minutes(60), norm: 'charter' }, pauses: 'all', warnings: [] }, on('2026-06-01', '10:00'))
    const done = (time: string) => statusAt(and(served, right(meet(served, on('2026-06-01', time)))), on('2026-07-01'))
    expect([done('10:59'), done('11:00')]).toEqual([
      { state: 'met', at: on('2026-06-01', '10:59'), inTime: true },
      { state: 'met', at: on('2026-06-01', '11:00'), inTime: false },
    ])
  })
  it('what was done late stays late, and was breached before', () => {
    const late = and(and(term, { type: 'TermBreached', at: on('2026-06-23') }), right(meet(term, on('2026-06-24'))))
    expect(statusAt(late, on('2026-06-23'))).toEqual({ state: 'breached', since: end })
    expect(statusAt(late, on('2026-06-25'))).toEqual({ state: 'met', at: on('2026-06-24'), inTime: false })
    expect(meet(late, on('2026-06-26'))).toMatchObject({ right: undefined })
  })
  it('TERM-15 TERM-16 it warns five business days ahead and one, then it runs out', () => {
    const [first, second] = [on('2026-06-15', '00:00'), on('2026-06-19', '00:00')]
    expect(timers(term)).toEqual([{ tag: 'warning', at: first }, { tag: 'warning', at: second }, { tag: 'breach', at: end }])
    const warned = tick(term, on('2026-06-15')).reduce(and, term)
    expect(timers(warned)).toEqual([{ tag: 'warning', at: second }, { tag: 'breach', at: end }])
    expect(tick(warned, on('2026-06-24'))).toEqual([{ type: 'TermWarned', at: on('2026-06-24'), warning: second }, { type: 'TermBreached', at: on('2026-06-24') }])
    expect(timers(tick(warned, on('2026-06-24')).reduce(and, warned))).toEqual([])
  })
  it('of several terms the first timer is what comes next', () => {
    const later = begin(brazil.forwarding, on('2026-06-02'))
    expect(nextTimer([later, term])).toEqual({ tag: 'warning', at: on('2026-06-15', '00:00') })
    expect(nextTimer([and(term, right(meet(term, on('2026-06-02'))))])).toBeUndefined()
  })
  it('open time passes in the hours alone', () => {
    expect(elapsed(term, office, on('2026-06-02', '09:00'))).toBe(minutes(9 * 60))
    expect(remaining(term, office, on('2026-06-22', '17:00'))).toBe(minutes(60))
    expect(remaining(term, office, on('2026-06-23', '09:00'))).toBe(-minutes(60))
    const met = and(term, right(meet(term, on('2026-06-01', '12:00'))))
    expect([elapsed(met, office, on('2026-06-10')), remaining(met, office, on('2026-06-22', '17:00'))]).toEqual([minutes(120), remaining(term, office, on('2026-06-01', '12:00'))])
  })
  it('TERM-18 nothing is recorded before the last fact', () => {
    expect(meet(term, on('2026-05-31'))).toEqual({ _tag: 'Left', left: { _tag: 'BeforeLastFact', last: on('2026-06-01') } })
  })
})

describe('refusals and faults', () => {
  it('a calendar that never opens gives no due, except to days that never roll', () => {
    const never = known({ ...office, weekly: {} })
    expect(start(brazil.forwarding, on('2026-06-01'), never)).toMatchObject({ left: { _tag: 'NoOpenTime' } })
    expect(right(start(brazil.consumerAnswer, on('2026-06-01'), never)).target.due).toBe('2026-06-08')
  })
  it('TERM-01 a rule whose amounts or norms cannot be meant is refused with every fault', () => {
    const bad: Rule = {
      ...days(-1, { ...falaBr, norm: '', notice: { before: '7pm', norm: ' ' } }), norm: '', pausesNorm: '', extension: { amount: 1e9, from: 'due', norm: '' },
      warnings: [{ unit: 'openTime', amount: -5 }],
    }
    const refused = start(bad, on('2026-06-01'), known())
    expect(isLeft(refused) && refused.left).toEqual({ _tag: 'TermRuleInvalid', faults: validate(bad) })
    expect(validate(bad).map(({ _tag, path }) => `${path} ${_tag}`)).toEqual([
      'norm NormMissing', 'count.amount OutOfRange', 'count.counting.norm NormMissing', 'count.counting.notice.before TimeInvalid', 'count.counting.notice.norm NormMissing',
      'extension.amount OutOfRange', 'extension.norm NormMissing', 'pausesNorm NormMissing', 'warnings.0.amount OutOfRange',
    ])
    expect(validate({ ...bad, count: { unit: 'openTime', amount: 1, norm: '' } }).map(({ path }) => path)).toContain('count.norm')
  })
  it('dates end with the year 9999', () => {
    expect(start(brazil.identityRestriction, instant('9950-01-01T12:00:00Z'), known())).toMatchObject({ left: { _tag: 'DateOutOfRange' } })
  })
  test.each(Object.entries(brazil))('the rule %s has no fault and survives its codec', (_, rule) => {
    expect(validate(rule)).toEqual([])
    expect(Rule.decode(JSON.parse(JSON.stringify(rule)))).toMatchObject({ right: rule })
  })
  it('facts before a start tell no term', () => {
    expect(termOf([{ type: 'TermMet', at: on('2026-06-01') }])).toBeUndefined()
    expect(isRight(Fact.decode({ type: 'TermMet', at: 1.5 }))).toBe(false)
  })
})
