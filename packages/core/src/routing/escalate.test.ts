import { describe, expect, it } from 'vitest'
import type { AnnouncementId, AttendantId, ContactId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import { instant, plus, seconds, type Instant } from '../shared/instant.js'
import type { WaitingContact } from './contact.js'
import { couldServe, nextStepAt, stepDue, type StepFacts } from './escalate.js'
import type { Condition, Policy, QueueRouting, Step } from './policy.js'
import type { SignedIn } from './signed-in.js'

const joinedAt = instant('2020-07-01T10:00:00Z')
const after = (n: number): Instant => plus(joinedAt, seconds(n))
const queue = 'general' as QueueId
const topic = 'sport' as TopicId
const contact: WaitingContact = { contact: 'call-1' as ContactId, queue, topic, priority: 0, rankSince: joinedAt, joinedAt, passedOver: [], offered: [], offersBegun: 0 }
const step = (id: string, when: Condition): Step => ({ id, when, then: { do: 'message', announcement: 'wait' as AnnouncementId } })
const policyWith = (routing: QueueRouting): Policy => ({ order: { by: 'priority' }, seed: 0, queues: { [queue]: { channel: 'voice', cost: 1, interrupts: [], offerLimit: 1, routing } } })
const quiet: StepFacts = { waiting: 1, noneTrained: false, closed: false }
const due = (steps: readonly Step[], now: Instant, facts: Partial<StepFacts> = {}, taken: readonly string[] = []) =>
  stepDue(policyWith({ steps }), contact, { ...quiet, ...facts }, taken, now)?.id
const next = (steps: readonly Step[], now: Instant, facts: Partial<StepFacts> = {}, taken: readonly string[] = []) =>
  nextStepAt(policyWith({ steps }), contact, { ...quiet, ...facts }, taken, now)

describe('a step', () => {
  it('ROUTE-09 is due from the last second of its wait on', () => {
    const steps = [step('a', { afterSeconds: 60 })]
    expect([due(steps, after(59.999)), due(steps, after(60)), due(steps, after(61))]).toEqual([undefined, 'a', 'a'])
  })

  it('ROUTE-09 is due when so many wait, when nobody is trained, when it is closed', () => {
    expect([due([step('a', { waiting: 3 })], joinedAt, { waiting: 2 }), due([step('a', { waiting: 3 })], joinedAt, { waiting: 3 })]).toEqual([undefined, 'a'])
    expect([due([step('a', { noneTrained: true })], joinedAt), due([step('a', { noneTrained: true })], joinedAt, { noneTrained: true })]).toEqual([undefined, 'a'])
    expect([due([step('a', { closed: true })], joinedAt), due([step('a', { closed: true })], joinedAt, { closed: true })]).toEqual([undefined, 'a'])
  })

  it('ROUTE-09 needs all that its condition names', () => {
    const steps = [step('a', { afterSeconds: 60, waiting: 3, noneTrained: true, closed: true })]
    const all = { waiting: 3, noneTrained: true, closed: true }
    expect(due(steps, after(60), all)).toBe('a')
    for (const lacking of [{ waiting: 2 }, { noneTrained: false }, { closed: false }]) expect(due(steps, after(60), { ...all, ...lacking })).toBeUndefined()
    expect(due(steps, after(59), all)).toBeUndefined()
  })

  it('ROUTE-08 comes in the order of the list, each once, and none waits for one before it that is not due', () => {
    const steps = [step('crowd', { waiting: 10 }), step('late', { afterSeconds: 60 }), step('later', { afterSeconds: 30 })]
    expect(due(steps, after(60))).toBe('late')
    expect(due(steps, after(60), { waiting: 10 })).toBe('crowd')
    expect(due(steps, after(60), {}, ['late'])).toBe('later')
    expect(due(steps, after(60), { waiting: 10 }, ['late', 'later', 'crowd'])).toBeUndefined()
  })

  it('is never due in a queue without steps, or one that the policy does not know', () => {
    expect(due([], after(1000), { waiting: 99, closed: true, noneTrained: true })).toBeUndefined()
    expect(stepDue(policyWith({}), { ...contact, queue: 'elsewhere' as QueueId }, quiet, [], joinedAt)).toBeUndefined()
  })
})

describe('the next look at a contact', () => {
  it('ROUTE-10 is when the next wait of a step that is left is over', () => {
    const steps = [step('a', { afterSeconds: 60 }), step('b', { afterSeconds: 30, waiting: 5 })]
    expect([next(steps, joinedAt), next(steps, after(30)), next(steps, after(60)), next(steps, joinedAt, {}, ['b'])]).toEqual([after(30), after(60), undefined, after(60)])
  })

  it('ROUTE-10 is the next closing for a step that waits for it, once its own wait is over', () => {
    const steps = [step('a', { closed: true, afterSeconds: 60 })]
    expect([next(steps, joinedAt, { closesAt: after(10) }), next(steps, after(60), { closesAt: after(90) })]).toEqual([after(60), after(90)])
    expect(next(steps, after(60))).toBeUndefined()
  })

  it('ROUTE-10 needs none for what only an event can change', () => {
    expect(next([step('a', { waiting: 5 }), step('b', { noneTrained: true })], joinedAt)).toBeUndefined()
  })
})

describe('whom a contact could be served by', () => {
  const ana: SignedIn = {
    attendant: 'ana' as AttendantId, shift: 's1' as ShiftId, revision: 0, taking: true, idleSince: joinedAt, training: [{ topic, level: 1, since: joinedAt }], capacity: 1, unbounded: false,
    held: 0, engaged: {}, contacts: 0, talkMs: 0, offeredAt: {},
  }
  const could = (routing: QueueRouting, c: Partial<WaitingContact> = {}, a: Partial<SignedIn> = {}, now = joinedAt) => couldServe(routing, { ...contact, ...c }, { ...ana, ...a }, now)

  it('ROUTE-11 is anyone present who is trained, ready or not', () => {
    expect([could({}), could({}, {}, { taking: false }), could({}, {}, { held: 1 }), could({}, {}, { readyAt: after(60) })]).toEqual([true, true, true, true])
    expect([could({}, {}, { training: [] }), could({ level: 2 })]).toEqual([false, false])
  })

  it('ROUTE-11 asks what waiting and steps have let go no more', () => {
    expect([could({ level: 2, relax: [{ afterSeconds: 60, level: 1 }] }, {}, {}, after(59)), could({ level: 2, relax: [{ afterSeconds: 60, level: 1 }] }, {}, {}, after(60))]).toEqual([false, true])
    expect(could({ level: 2 }, { widened: { level: 1 } })).toBe(true)
  })

  it('ROUTE-11 is nobody whom the queue leaves out, or whom the contact is not meant for', () => {
    expect([could({ members: [], others: 'excluded' }), could({ members: [] })]).toEqual([false, true])
    expect([could({}, { only: 'bia' as AttendantId }), could({}, { only: ana.attendant }), could({}, { not: ana.attendant })]).toEqual([false, true, false])
  })
})
