import { describe, expect, test } from 'vitest'
import type * as Call from '../call/call.js'
import type { Step } from '../routing/policy.js'
import type { AnnouncementId, AttendantId, OfferId, PlanVersion, QueueId, ShiftId } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import { at } from './recorded.test-kit.js'
import { planWith, router, target } from './router.test-kit.js'

const planNow = 'central-121@1' as PlanVersion
const chats = 'chats' as QueueId
const after = (n: number) => plus(at, seconds(n))
const say = (id: string, when: Step['when']): Step => ({ id, when, then: { do: 'message', announcement: 'welcome' as AnnouncementId } })
const withSteps = (...steps: readonly Step[]) => router(planWith({ steps }))

type Router = ReturnType<typeof router>
const due = (r: Router) => r.todos().map((t) => ({ id: t.id, ...(('send' in t ? t.send.command : {}) as Call.EscalateCall) }))
const ids = (r: Router) => due(r).map((d) => d.id)
/** The contact takes the step that it is sent. */
const take = (r: Router, action: Step['then'] = { do: 'message', announcement: 'welcome' as AnnouncementId }) => {
  const [first] = due(r)
  if (first?.type !== 'EscalateCall') throw new Error('no step is due')
  r.see(`call-${first.call}`, { type: 'CallEscalated', queue: first.queue, step: first.step, action, planNow })
  r.done(first.id, { _tag: 'events', types: ['CallEscalated'] })
}

describe('escalation', () => {
  test('ROUTE-17 a step is sent to the contact when it is due, once, by the plan in force, with how many wait', () => {
    const r = withSteps(say('late', { afterSeconds: 60 }))
    r.queued('call-1')
    expect([due(r), r.wake()]).toEqual([[], after(60)])
    r.sleep()
    expect(due(r)).toEqual([
      { id: 'call-1/step/first-line/late', type: 'EscalateCall', call: '1', at: after(60), queue: target.queue, step: 'late', planNow, waitingNow: { [target.queue]: 1 } },
    ])
    take(r)
    expect([due(r), r.wake()]).toEqual([[], undefined])
  })

  test('ROUTE-17 a contact that refuses is not sent the step again, and takes the others in their turn', () => {
    const r = withSteps(say('a', { afterSeconds: 10 }), say('b', { afterSeconds: 10 }))
    r.queued('call-1')
    r.sleep()
    r.done('call-1/step/first-line/a', { _tag: 'refusal', refusal: { _tag: 'QueueIsFull' } })
    expect(ids(r)).toEqual(['call-1/step/first-line/b'])
    r.done('call-1/step/first-line/b', { _tag: 'nothing' })
    expect([ids(r), r.wake()]).toEqual([[], undefined])
  })

  test('ROUTE-17 a step that came while the citizen was being dialled is sent again once the call waits anew', () => {
    const r = withSteps(say('a', { afterSeconds: 10 }))
    r.queued('call-1')
    r.sleep()
    r.done('call-1/step/first-line/a', { _tag: 'refusal', refusal: { _tag: 'CallNotWaiting', status: 'dialling' } })
    expect(ids(r)).toEqual([])
    const who = { offer: 'o1' as OfferId, attendant: 'ana' as AttendantId, shift: 'ana' as ShiftId }
    r.see('call-1', { type: 'CallbackDialled', ...who, attempt: 1, until: after(30) })
    expect(ids(r)).toEqual([])
    r.see('call-1', { type: 'CallbackFailed', attempt: 1, why: 'noAnswer', releases: [who.offer], notBefore: after(60) })
    expect(ids(r)).toEqual(['call-1/step/first-line/a'])
    take(r)
    expect(ids(r)).toEqual([])
  })

  test('ROUTE-17 a step that the contact has taken by itself is not sent', () => {
    const r = withSteps(say('a', { afterSeconds: 10 }))
    r.queued('call-1')
    r.see('call-1', { type: 'CallEscalated', queue: target.queue, step: 'a', action: { do: 'message', announcement: 'welcome' as AnnouncementId }, planNow })
    r.at(after(10))
    expect(ids(r)).toEqual([])
  })

  test('ROUTE-06 a contact that cannot take a step is set aside itself, not an attendant', () => {
    const r = withSteps(say('a', { afterSeconds: 10 }))
    expect([r.blame('call-1/step/first-line/a'), r.blame('call-1/0/ana/7')]).toEqual(['call-1', 'shift-ana'])
  })

  test('ROUTE-09 how many wait counts those who are rung, not those who are served or consult', () => {
    const r = withSteps(say('crowd', { waiting: 2 }))
    r.present('ana')
    r.queued('call-1')
    const one = r.reserve()
    expect(ids(r)).toEqual([])
    r.queued('call-2')
    expect(ids(r)).toEqual(['call-1/step/first-line/crowd'])
    const served = withSteps(say('crowd', { waiting: 2 }))
    served.present('ana')
    served.queued('call-1')
    served.answer(served.reserve())
    served.see('call-1', { type: 'ConsultationOpened', by: one.attendant, ...target, planNow })
    served.queued('call-2')
    expect(ids(served)).toEqual([])
  })

  test('ROUTE-19 where a queue is too long, who came last goes elsewhere; a message goes to the first', () => {
    const elsewhere: Step = { id: 'crowd', when: { waiting: 3 }, then: { do: 'queue', queue: chats } }
    const r = withSteps(elsewhere)
    for (const [i, call] of ['call-2', 'call-3', 'call-1'].entries()) r.queued(call, { rankSince: after(i) })
    expect(ids(r)).toEqual(['call-1/step/first-line/crowd'])
    take(r, elsewhere.then)
    expect(ids(r)).toEqual([])
    r.queued('call-4', { rankSince: after(9) })
    expect(ids(r)).toEqual(['call-4/step/first-line/crowd'])
    const told = withSteps(say('crowd', { waiting: 2 }))
    for (const call of ['call-1', 'call-2']) told.queued(call)
    expect(ids(told)).toEqual(['call-1/step/first-line/crowd'])
  })

  test('ROUTE-11 when the last one who is trained has gone, or asks to go, and not while on a break', () => {
    const r = withSteps(say('alone', { noneTrained: true }))
    r.present('ana', { capacity: 1 })
    r.present('bia', { level: 0 })
    r.queued('call-1')
    expect(ids(r)).toEqual([])
    r.see('shift-ana', { type: 'BreakStarted', reason: 'meal' })
    expect(ids(r)).toEqual([])
    r.see('shift-ana', { type: 'SignOutAsked' })
    expect(ids(r)).toEqual(['call-1/step/first-line/alone'])
  })

  test('ROUTE-11 training that is withdrawn counts at once', () => {
    const r = withSteps(say('alone', { noneTrained: true }))
    r.present('ana', { capacity: 1 })
    r.queued('call-1')
    expect(ids(r)).toEqual([])
    r.see('shift-ana', { type: 'TrainingAdjusted', training: [] })
    expect(ids(r)).toEqual(['call-1/step/first-line/alone'])
  })

  test('ROUTE-10 at the closing of the queue it is looked at, not before', () => {
    const r = withSteps({ id: 'closed', when: { closed: true }, then: { do: 'close', announcement: 'closed' as AnnouncementId } })
    r.queued('call-1')
    expect([ids(r), r.wake()]).toEqual([[], after(12 * 3600)])
    r.sleep()
    expect(ids(r)).toEqual(['call-1/step/first-line/closed'])
  })

  test('ROUTE-14 what a step lets go lets an attendant serve, and a higher priority goes first', () => {
    const r = router(planWith({ level: 2, steps: [{ id: 'relax', when: { afterSeconds: 10 }, then: { do: 'relax', level: 1 } }] }))
    r.present('ana')
    r.queued('call-1')
    r.sleep()
    expect(ids(r)).toEqual(['call-1/step/first-line/relax'])
    take(r, { do: 'relax', level: 1 })
    expect(r.reserve()).toMatchObject({ shift: 'ana', contact: 'call-1' })
    const p = router(planWith({ steps: [{ id: 'up', when: { afterSeconds: 10 }, then: { do: 'priority', by: 2 } }] }))
    p.queued('call-1', { priority: 1 })
    p.at(after(1))
    p.queued('call-2')
    p.at(after(11))
    p.done('call-1/step/first-line/up', { _tag: 'refusal', refusal: { _tag: 'StepUnknown' } })
    take(p, { do: 'priority', by: 2 })
    p.present('ana')
    expect(p.reserve().contact).toBe('call-2')
  })

  test('ROUTE-14 a step to another queue lets go for whom it was meant, and the steps there begin', () => {
    const plan = planWith({ steps: [{ id: 'over', when: { afterSeconds: 10 }, then: { do: 'queue', queue: chats } }] })
    const r = router({ ...plan, queues: plan.queues.map((q) => (q.id === chats ? { ...q, routing: { steps: [say('there', { afterSeconds: 10 })] } } : q)) })
    r.present('ana')
    r.queued('call-1')
    r.see('call-1', { type: 'CallTransferred', from: 'bia' as AttendantId, only: 'caio' as AttendantId, ...target, rankSince: at, planNow, releases: [] })
    expect(r.decided()).toEqual([])
    r.sleep()
    expect(ids(r)).toEqual(['call-1/step/first-line/over'])
    take(r, { do: 'queue', queue: chats })
    expect(r.reserve()).toMatchObject({ shift: 'ana', terms: { queue: chats, channel: 'chat' } })
    r.at(after(19))
    expect(ids(r)).toEqual([])
    r.at(after(20))
    expect(ids(r)).toEqual(['call-1/step/chats/there'])
  })

  test('ROUTE-14 what a step let go counts again when the contact comes back to the queue', () => {
    const r = router(planWith({ level: 2, steps: [{ id: 'relax', when: { afterSeconds: 10 }, then: { do: 'relax', level: 1 } }] }))
    r.present('ana')
    r.queued('call-1')
    r.sleep()
    take(r, { do: 'relax', level: 1 })
    r.answer(r.reserve())
    r.see('call-1', { type: 'CallTransferred', from: 'ana' as AttendantId, ...target, rankSince: at, planNow, releases: ['gone' as OfferId] })
    r.present('bia')
    expect(r.reserve().shift).toBe('bia')
  })

  test('ROUTE-17 a due step comes before any offer', () => {
    const r = withSteps(say('at-once', { afterSeconds: 0 }))
    r.present('ana')
    r.queued('call-1')
    expect(ids(r)).toEqual(['call-1/step/first-line/at-once'])
    take(r)
    expect(r.reserve().shift).toBe('ana')
  })

  test('ROUTE-16 another plan counts at once for everyone who waits and is present', () => {
    const r = withSteps()
    r.present('ana')
    r.present('bia', { level: 2 })
    r.queued('call-1')
    r.adopt(planWith({ level: 2, steps: [say('new', { afterSeconds: 10 })] }))
    expect(r.wake()).toBe(after(10))
    expect(r.reserve().shift).toBe('bia')
    r.sleep()
    expect(ids(r)).toEqual(['call-1/step/first-line/new'])
  })
})
