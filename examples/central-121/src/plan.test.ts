import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import {
  callDecider, fold, instant, toIso, validatePlan, Plan, type Call, type CallId, type CentreId, type Instant, type PlanVersion, type ProtocolNumber, type SubjectRef,
} from '@disque/core'
import { central121 } from './plan.js'
import { heard, oldNumber, queues, shortNumber, topics } from './plan/names.js'

const version = 'central-121@1' as PlanVersion
const decider = callDecider(() => central121)
const call = 'call-under-test' as CallId

interface From {
  readonly dialled?: string
  readonly origin?: Plan.Origin
  readonly plan?: Plan.Plan
}

const receive = (iso: string, { dialled = shortNumber, origin = 'landline', plan = central121 }: From = {}) => {
  const at = instant(iso)
  const outcome = callDecider(() => plan).decide(
    {
      type: 'ReceiveCall', call, at, centre: 'central-121' as CentreId, plan: version, planNow: version, protocol: '20200701-00000000-0' as ProtocolNumber,
      dialled, origin, subject: 's-1' as SubjectRef,
    },
    decider.initial
  )
  if (!isRight(outcome)) throw new Error(outcome.left._tag)
  return outcome.right
}

const press = (events: readonly Call.Event[], digit: string, at: Instant) => {
  const outcome = decider.decide({ type: 'PressDigit', call, at, digit, planNow: version }, fold(decider, events))
  if (!isRight(outcome)) throw new Error(outcome.left._tag)
  return [...events, ...outcome.right]
}

/** The last event after pressing the keys one after another, a second each. */
const after = (iso: string, keys: string, from: From = {}) =>
  [...keys].reduce((events, digit, i) => press(events, digit, (instant(iso) + 1000 * (i + 1)) as Instant), receive(iso, from)).at(-1)!

const refusal = (iso: string, from: From = {}) => {
  const last = receive(iso, from).at(-1)!
  return last.type === 'CallRefused' ? { rule: last.rule, heard: last.announcement, ...(last.opensAt === undefined ? {} : { opensAt: toIso(last.opensAt) }) } : undefined
}

const working = '2020-07-01T10:00:00-03:00'

describe('the plan of Central 121', () => {
  test('it has no fault', () => expect(validatePlan(central121)).toEqual([]))

  test('it is JSON that its codec reads back', () => expect(Plan.Plan.decode(JSON.parse(JSON.stringify(central121)))).toEqual({ _tag: 'Right', right: central121 }))

  test('everything that callers hear is written in both languages', () => {
    for (const { id, pt, en } of central121.announcements) expect([id, pt.length > 0, (en ?? '').length > 0]).toEqual([id, true, true])
  })

  test('mobile phones are refused until the last minute of 30 June, and served from 1 July', () => {
    expect(refusal('2020-06-30T23:59:00-03:00', { origin: 'mobile' })).toEqual({ rule: 'originNotServed', heard: heard.originNotServed })
    expect(refusal('2020-06-30T18:59:59-03:00', { origin: 'mobile' })?.rule).toBe('originNotServed')
    expect(refusal('2020-07-01T06:59:59-03:00', { origin: 'mobile' })?.rule).toBe('closed')
    expect(refusal('2020-07-01T07:00:00-03:00', { origin: 'mobile' })).toBeUndefined()
  })

  test('landlines and payphones are served on both days, and the centre pays', () => {
    for (const origin of ['landline', 'payphone'] as const)
      for (const day of ['2020-06-30', '2020-07-01']) expect(receive(`${day}T10:00:00-03:00`, { origin })[0]).toMatchObject({ type: 'CallReceived', payer: 'centre' })
  })

  test('a withheld number is served once mobiles are, a call from abroad never', () => {
    expect(refusal('2020-06-30T10:00:00-03:00', { origin: 'withheld' })?.rule).toBe('originNotServed')
    expect(refusal(working, { origin: 'withheld' })).toBeUndefined()
    expect(refusal(working, { origin: 'abroad' })?.rule).toBe('originNotServed')
  })

  test('the old number answers landlines until the end of 2020, then callers hear where to call', () => {
    expect(refusal('2020-12-30T10:00:00-03:00', { dialled: oldNumber })).toBeUndefined()
    expect(refusal('2020-12-30T10:00:00-03:00', { dialled: oldNumber, origin: 'mobile' })?.rule).toBe('originNotServed')
    expect(refusal('2020-12-31T23:59:59-03:00', { dialled: oldNumber })?.rule).toBe('closed')
    expect(refusal('2021-01-01T00:00:00-03:00', { dialled: oldNumber })).toEqual({ rule: 'retired', heard: heard.callShortNumber })
    expect(refusal('2021-01-04T10:00:00-03:00', { dialled: oldNumber })?.rule).toBe('retired')
    expect(refusal('2021-01-04T10:00:00-03:00')).toBeUndefined()
  })

  test('another number is not in service', () => expect(refusal(working, { dialled: '112' })).toEqual({ rule: 'notInService', heard: heard.notInService }))

  test.each([
    ['Corpus Christi, a Thursday: open again on Friday', '2020-06-11T10:00:00-03:00', '2020-06-12T10:00:00.000Z'],
    ['before 7h', '2020-06-30T06:59:59-03:00', '2020-06-30T10:00:00.000Z'],
    ['from 19h on', '2020-06-30T19:00:00-03:00', '2020-07-01T10:00:00.000Z'],
    ['Saturday', '2020-07-04T10:00:00-03:00', '2020-07-06T10:00:00.000Z'],
    ['Ash Wednesday until 14h', '2020-02-26T13:59:59-03:00', '2020-02-26T17:00:00.000Z'],
    ['Christmas Eve from 14h on, a long weekend', '2020-12-24T14:00:00-03:00', '2020-12-28T10:00:00.000Z'],
  ])('it is closed and says when it opens: %s', (_, at, opensAt) => expect(refusal(at)).toEqual({ rule: 'closed', heard: heard.closed, opensAt }))

  test('it is open on the Friday after Corpus Christi', () => expect(refusal('2020-06-12T07:00:00-03:00')).toBeUndefined())

  test('digit 4 differs by number: places of care on 121, managers and technicians on the old one', () => {
    expect(after(working, '4')).toMatchObject({ type: 'SelfServiceAnswered', announcement: heard.placesOfCare })
    expect(after(working, '4', { dialled: oldNumber })).toMatchObject({ type: 'CallQueued', topic: topics.managers, queue: queues.relations })
  })

  test.each([
    ['11', topics.bolsaFamilia, queues.social],
    ['12', topics.cadastroUnico, queues.social],
    ['13', topics.bpc, queues.social],
    ['21', topics.manifestation, queues.ombudsman],
    ['22', topics.wrongdoing, queues.ombudsman],
    ['31', topics.cultureIncentive, queues.technical],
    ['32', topics.sportIncentive, queues.technical],
    ['5', topics.managers, queues.relations],
    ['49', topics.general, queues.social],
    ['1*09', topics.general, queues.social],
  ])('on 121 the keys %s lead to %s in %s', (keys, topic, queue) => expect(after(working, keys)).toMatchObject({ type: 'CallQueued', topic, queue }))

  test('an attendant can be asked for in every menu', () => {
    for (const menu of central121.menus) expect(menu.options.find((o) => o.digit === '9')?.target).toMatchObject({ to: 'queue' })
  })

  test('who presses a wrong key three times is taken to an attendant', () => {
    expect(after(working, '7')).toMatchObject({ type: 'MenuRepeated', why: 'wrongDigit', tries: 1 })
    expect(after(working, '777')).toMatchObject({ type: 'CallQueued', topic: topics.general })
  })

  test('who chooses a second after closing time hears when it opens', () => {
    expect(after('2020-06-30T18:59:59-03:00', '9')).toMatchObject({ type: 'CallRefused', rule: 'closed', queue: queues.social, opensAt: instant('2020-07-01T07:00:00-03:00') })
  })

  test('a blocked caller is refused', () => {
    const blocked = { ...central121, blocked: [{ subject: 's-1' as SubjectRef, from: instant('2020-06-30T00:00:00-03:00'), reason: 'threats' }] }
    expect(refusal(working, { plan: blocked })).toEqual({ rule: 'blocked', heard: heard.blocked })
    expect(refusal('2020-06-29T10:00:00-03:00', { plan: blocked })).toBeUndefined()
  })
})
