import { describe, expect, test } from 'vitest'
import type { Effect } from '../ports/outbound.js'
import type { Action } from '../routing/policy.js'
import type { AnnouncementId, AttendantId, CommandId, ContactId, MenuId, OfferId, PlanVersion, QueueId, ShiftId, StreamName, SubjectRef } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import { at, drive } from './recorded.test-kit.js'
import { telephony } from './telephony.js'

const call = 'call-c1'
const who = { offer: 'o1' as OfferId, attendant: 'ana' as AttendantId, shift: 's1' as ShiftId }
const until = plus(at, seconds(15))
const terms = { queue: 'general' as QueueId, channel: 'voice', cost: 1, interrupts: [], until, confirmSeconds: 10, wrapUpSeconds: 30, missLimit: 3, delays: {} }
const reserved = { type: 'Reserved' as const, contact: call as ContactId, ...who, terms }
const effects = (p: ReturnType<typeof drive>) => p.todo().map(([, effect]) => effect as Effect)
const brief = (p: ReturnType<typeof drive>) => effects(p).map((e) => `${e.kind} ${e.device}`)
const clear = (p: ReturnType<typeof drive>) => {
  for (const [id] of p.todo()) p.done(id, { _tag: 'carried' })
}

describe('what the exchange is told', () => {
  test('TEL-01 an attendant is rung until the reservation ends', () => {
    const p = drive(telephony, call)
    p.see('shift-s1', reserved)
    p.see(call, { type: 'CallOffered', ...who })
    expect(effects(p)).toEqual([{ id: 'call-c1/1/0', key: 'call-c1/ana', order: 1, contact: call, kind: 'ring', device: 'ana', detail: who, notAfter: until }])
  })

  test('TEL-01 an offer of whatever name is rung as long as its own reservation says', () => {
    const p = drive(telephony, call)
    const offer = 'constructor' as OfferId
    p.see(call, { type: 'CallOffered', ...who, offer })
    expect(effects(p)).toEqual([{ id: 'call-c1/0/0', key: 'call-c1/ana', order: 0, contact: call, kind: 'ring', device: 'ana', detail: { ...who, offer } }])
    p.see(call, { type: 'ConsultationEnded', by: 'system', releases: [offer] })
    expect(brief(p)).toEqual(['ring ana'])
  })

  test('TEL-02 each effect is told once, in the order of the events that caused it', () => {
    const p = drive(telephony, call)
    p.see(call, { type: 'MenuEntered', menu: 'main' as MenuId, prompt: 'welcome' as AnnouncementId, until })
    p.see(call, { type: 'MenuRepeated', menu: 'main' as MenuId, prompt: 'welcome' as AnnouncementId, why: 'silence', tries: 1, until })
    expect(effects(p).map((e) => [e.kind, e.order])).toEqual([['announce', 0], ['announce', 1]])
    p.done('call-c1/0/0', { _tag: 'carried' })
    expect(effects(p).map((e) => e.order)).toEqual([1])
    p.done('call-c1/1/0', { _tag: 'carried' })
    expect([p.todo(), p.over()]).toEqual([[], true])
  })

  test('everyone hears that a call is over, but whoever ended it', () => {
    const talking = () => {
      const p = drive(telephony, call)
      p.see(call, { type: 'CallAnswered', ...who })
      p.see(call, { type: 'ConsultationAnswered', offer: 'o2' as OfferId, attendant: 'bia' as AttendantId, shift: 's2' as ShiftId })
      clear(p)
      return p
    }
    const releases = [who.offer, 'o2' as OfferId]
    const [caller, attendant, system] = [talking(), talking(), talking()]
    caller.see(call, { type: 'CallEnded', by: 'caller', outcome: 'answered', releases })
    attendant.see(call, { type: 'CallEnded', by: 'attendant', attendant: who.attendant, outcome: 'answered', releases })
    system.see(call, { type: 'CallEnded', by: 'system', outcome: 'answered', releases })
    expect([brief(caller), brief(attendant), brief(system)]).toEqual([
      ['hang-up ana', 'hang-up bia'], ['hang-up line', 'hang-up bia'], ['hang-up line', 'hang-up ana', 'hang-up bia'],
    ])
    clear(caller)
    expect(caller.over()).toBe(true)
  })

  test('a hand-over disconnects the one who hands over, and only that one', () => {
    const p = drive(telephony, call)
    p.see(call, { type: 'CallAnswered', ...who })
    p.see(call, { type: 'ConsultationAnswered', offer: 'o2' as OfferId, attendant: 'bia' as AttendantId, shift: 's2' as ShiftId })
    clear(p)
    p.see(call, { type: 'HandedOver', from: who.attendant, to: 'bia' as AttendantId, releases: [who.offer] })
    expect(brief(p)).toEqual(['hang-up ana'])
    clear(p)
    p.see(call, { type: 'CallEnded', by: 'caller', outcome: 'answered', releases: ['o2' as OfferId] })
    expect(brief(p)).toEqual(['hang-up bia'])
  })

  test('a caller who is held hears so, and when it is over', () => {
    const p = drive(telephony, call)
    p.see(call, { type: 'CallHeld', attendant: who.attendant })
    p.see(call, { type: 'CallResumed', attendant: who.attendant })
    expect(effects(p).map((e) => [e.kind, e.device, e.detail])).toEqual([['notify', 'line', { why: 'held' }], ['notify', 'line', { why: 'resumed' }]])
  })

  const planNow = 'c@1' as PlanVersion
  const queue = 'general' as QueueId
  const announcement = 'sorry' as AnnouncementId
  const step = (action: Action) => ({ type: 'CallEscalated' as const, queue, step: 'one', action, planNow })
  const asked = { type: 'CallbackRequested' as const, queue, planNow, terms: { attempts: 2, retrySeconds: 60, dialSeconds: 30 } }
  const dialled = (attempt: number) => ({ type: 'CallbackDialled' as const, ...who, attempt, until })
  const failed = (why: 'busy' | 'attendantLeft' | 'withdrawn') => ({ type: 'CallbackFailed' as const, attempt: 1, why, releases: [who.offer] })
  const told = (p: ReturnType<typeof drive>) => {
    const all = effects(p).map((e) => [e.kind, e.device, e.detail])
    clear(p)
    return all
  }

  test('a step of escalation is heard: its words, the offer of a callback, the new queue; what only concerns attendants is not', () => {
    const p = drive(telephony, call)
    for (const action of [{ do: 'message', announcement }, { do: 'callback', announcement }, { do: 'queue', queue }, { do: 'relax', level: 1 }, { do: 'tier', tier: 1 }, { do: 'priority', by: 1 }] as const) p.see(call, step(action))
    expect(told(p)).toEqual([
      ['announce', 'line', { announcement, why: 'message' }], ['announce', 'line', { announcement, why: 'callback' }], ['notify', 'line', { queue, why: 'moved' }],
    ])
    expect(p.over()).toBe(true)
  })

  test('a call that is closed is hung up once the caller has heard why', () => {
    const p = drive(telephony, call)
    p.see(call, step({ do: 'close', announcement }))
    clear(p)
    expect(p.over()).toBe(false)
    p.see(call, { type: 'CallEnded', by: 'system', outcome: 'unserved', releases: [] })
    expect(told(p)).toEqual([['hang-up', 'line', { because: 'CallEnded', after: 'announcement' }]])
    expect(p.over()).toBe(true)
  })

  test('TEL-03 a citizen is dialled until the dial’s time, there, and then connected', () => {
    const number = { sealed: 1 as const, subject: 's1' as SubjectRef, key: '1', origin: { stream: call as StreamName, commandId: 'x' as CommandId, field: 'number' }, box: 'AAAA' }
    const p = drive(telephony, call)
    p.see(call, { ...asked, number, subject: number.subject })
    expect(told(p)).toEqual([['hang-up', 'line', { because: 'CallbackRequested', after: 'announcement' }]])
    expect(p.over()).toBe(false)
    p.see(call, dialled(1))
    expect(effects(p).map((e) => [e.kind, e.notAfter])).toEqual([['dial', until], ['notify', undefined]])
    expect(told(p)).toEqual([['dial', 'line', { ...who, attempt: 1, until, number }], ['notify', 'ana', { offer: who.offer, why: 'dialling' }]])
    p.see(call, { type: 'CallAnswered', ...who })
    expect(told(p)).toEqual([['bridge', 'ana', who]])
    p.see(call, { type: 'CallEnded', by: 'attendant', attendant: who.attendant, outcome: 'answered', releases: [who.offer] })
    expect(told(p)).toEqual([['hang-up', 'line', { because: 'CallEnded' }]])
    expect(p.over()).toBe(true)
  })

  test('TEL-03 a dial that comes to nothing, or is given up, hangs up the line and lets the attendant go', () => {
    for (const why of ['busy', 'withdrawn', 'attendantLeft'] as const) {
      const p = drive(telephony, call)
      p.see(call, asked)
      p.see(call, dialled(1))
      clear(p)
      p.see(call, failed(why))
      expect(brief(p)).toEqual(why === 'attendantLeft' ? ['hang-up line'] : ['hang-up line', 'hang-up ana'])
      clear(p)
      p.see(call, { type: 'CallEnded', by: 'system', outcome: 'unserved', releases: [] })
      expect([told(p), p.over()]).toEqual([[], true])
    }
  })

  test('TEL-04 nothing is played to a line on which nobody is', () => {
    const p = drive(telephony, call)
    p.see(call, asked)
    clear(p)
    for (const action of [{ do: 'message', announcement }, { do: 'queue', queue }, { do: 'close', announcement }] as const) p.see(call, step(action))
    p.see(call, { type: 'CallEnded', by: 'system', outcome: 'unserved', releases: [] })
    expect([told(p), p.over()]).toEqual([[], true])
  })

  test('a reservation that comes to nothing leaves nothing behind', () => {
    const p = drive(telephony, call)
    p.see('shift-s1', reserved)
    expect(p.over()).toBe(false)
    p.see('shift-s1', { type: 'ReservationEnded', offer: who.offer, contact: call as ContactId, outcome: 'released' })
    expect(p.over()).toBe(true)
  })
})
