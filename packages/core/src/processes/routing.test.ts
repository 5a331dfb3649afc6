import { describe, expect, test } from 'vitest'
import { samplePlan } from '../plan/plan.arbitrary.js'
import type { PlanEdition } from '../plan/plan.js'
import type { AttendantId, CentreId, ContactId, OfferId, PlanVersion, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import type { TodoOutcome } from '../shared/process.js'
import type { Reserve } from '../shift/shift.js'
import type { Known } from './known.js'
import { at, recorded } from './recorded.test-kit.js'
import { routing, type State } from './routing.js'

const centre = samplePlan.centre
const [queue] = samplePlan.queues
const target = { queue: queue?.id as QueueId, topic: samplePlan.topics[0]?.id as TopicId, priority: 0 }
const edition: PlanEdition = { version: 'central-121@1' as PlanVersion, knownAt: at, validAt: at, plan: samplePlan }

/** The process and its index, as whoever runs them does it. */
const router = () => {
  const process = routing((c) => (c === centre ? edition : undefined))
  const index = process.partition()
  const states = new Map<string, State>()
  let revision = 0
  const put = (key: string, state: State) => {
    const goes = process.over(state)
    if (goes) states.delete(key)
    else states.set(key, state)
    index.put(key, goes ? undefined : state)
  }
  const see = (stream: string, event: Parameters<typeof recorded>[2]) => {
    const one = recorded(stream, revision++, event)
    for (const key of process.keys(one)) put(key, process.evolve(states.get(key) ?? process.initial, one, key))
  }
  return {
    see,
    states,
    decided: () => index.todo(at, 'basis').map((t) => ({ id: t.id, ...(('send' in t ? t.send.command : {}) as Reserve) })),
    done: (id: string, outcome: TodoOutcome) => {
      const key = process.keyOf(id)
      put(key, process.done(states.get(key) ?? process.initial, id, outcome))
    },
    queued: (call: string, since = at) => {
      see(call, { type: 'CallReceived', centre } as Extract<Known, { type: 'CallReceived' }>)
      see(call, { type: 'CallQueued', ...target, rankSince: since, planNow: edition.version })
    },
    present: (name: string, capacity = 4) =>
      see(`shift-${name}`, {
        type: 'ShiftStarted', shift: name as ShiftId, attendant: name as AttendantId, centre, capacity, training: [{ topic: target.topic, level: 1, since: at }],
      }),
  }
}

const offer = (r: ReturnType<typeof router>) => {
  const [first] = r.decided()
  if (first === undefined) throw new Error('nothing is decided')
  return { ...first, attendant: first.shift as string as AttendantId }
}
const reserve = (r: ReturnType<typeof router>) => {
  const o = offer(r)
  r.see(`shift-${o.shift}`, { type: 'Reserved', offer: o.offer, contact: o.contact, shift: o.shift, attendant: o.attendant, terms: o.terms })
  return o
}

describe('the router', () => {
  test('reserves the attendant idle longest for the contact that comes first, and says why', () => {
    const r = router()
    r.present('bia')
    r.present('ana')
    r.queued('call-2', plus(at, seconds(1)))
    r.queued('call-1')
    expect(offer(r)).toMatchObject({
      type: 'Reserve', shift: 'ana', contact: 'call-1',
      terms: { channel: 'voice', cost: 4, interrupts: ['chat'], until: plus(at, seconds(20)), wrapUpSeconds: 30 },
      reason: { policy: edition.version, basis: 'basis', chosen: { attendant: 'ana' }, tieBreak: 'attendant', runnersUp: [{ attendant: 'bia' }], excluded: { notTaking: 0, noRoom: 0 } },
    })
  })

  test('decides nothing while nobody waits or nobody is free', () => {
    const r = router()
    r.queued('call-1')
    expect(r.decided()).toEqual([])
    r.present('ana')
    reserve(r)
    expect(r.decided()).toEqual([])
    r.queued('call-2')
    expect(r.decided()).toEqual([])
  })

  test('ROUTE-04 a contact whose reservation was released waits again; one whose offer lapsed waits until it has said so itself', () => {
    const r = router()
    r.present('ana')
    r.queued('call-1')
    const first = reserve(r)
    r.see('shift-ana', { type: 'ReservationEnded', offer: first.offer, contact: first.contact, outcome: 'released' })
    const second = reserve(r)
    expect(second.offer).not.toBe(first.offer)
    r.see('shift-ana', { type: 'ReservationEnded', offer: second.offer, contact: second.contact, outcome: 'lapsed' })
    expect(r.decided()).toEqual([])
    r.see('call-1', { type: 'OfferEnded', offer: second.offer, attendant: second.attendant, shift: second.shift, outcome: 'noAnswer' })
    expect(offer(r).contact).toBe('call-1')
  })

  test('ROUTE-02 a transferred call comes back to whoever passed it on only when nobody else is there', () => {
    const r = router()
    r.present('ana')
    r.queued('call-1')
    const first = reserve(r)
    const by = { offer: first.offer, attendant: first.attendant, shift: first.shift }
    r.see('call-1', { type: 'CallAnswered', ...by })
    r.see('call-1', { type: 'CallTransferred', from: by.attendant, ...target, rankSince: at, planNow: edition.version, releases: [by.offer] })
    r.see('shift-ana', { type: 'Reserved', offer: by.offer, contact: first.contact, shift: by.shift, attendant: by.attendant, terms: first.terms })
    r.see('shift-ana', { type: 'ReservationEnded', offer: by.offer, contact: first.contact, outcome: 'released' })
    expect(offer(r).shift).toBe('ana')
    r.present('bia')
    expect(offer(r).shift).toBe('bia')
  })

  test('ROUTE-05 a shift that refused is passed over for that contact until it has changed', () => {
    const r = router()
    r.present('ana')
    r.present('bia')
    r.queued('call-1')
    const first = offer(r)
    expect(first.shift).toBe('ana')
    r.done(first.id, { _tag: 'refusal', refusal: { _tag: 'CapacityExceeded' } })
    expect(offer(r).shift).toBe('bia')
    r.see('shift-ana', { type: 'CapacityAdjusted', capacity: 4 })
    expect(offer(r).shift).toBe('ana')
  })

  test('a contact that is over is forgotten, also when a late reservation for it comes and goes', () => {
    const r = router()
    r.present('ana')
    r.queued('call-1')
    r.see('call-1', { type: 'CallAbandoned' } as Extract<Known, { type: 'CallAbandoned' }>)
    expect([...r.states.keys()]).toEqual(['shift-ana'])
    const late = { offer: 'late' as OfferId, contact: 'call-1' as ContactId }
    r.see('shift-ana', { type: 'Reserved', ...late, shift: 'ana' as ShiftId, attendant: 'ana' as AttendantId, terms: { channel: 'voice', cost: 4, interrupts: [], until: at, confirmSeconds: 1, wrapUpSeconds: 0, missLimit: 0 } })
    r.see('shift-ana', { type: 'ReservationEnded', ...late, outcome: 'released' })
    expect([...r.states.keys()]).toEqual(['shift-ana'])
  })

  for (const outcome of ['lapsed', 'declined', 'signedOut', 'deviceLost'] as const)
    test(`ROUTE-07 a contact that is over is forgotten, also when its reservation is ${outcome} before any offer arrives`, () => {
      const r = router()
      r.present('ana')
      r.queued('call-1')
      const { offer: id, contact } = reserve(r)
      r.see('call-1', { type: 'CallAbandoned' } as Extract<Known, { type: 'CallAbandoned' }>)
      r.see('shift-ana', { type: 'ReservationEnded', offer: id, contact, outcome })
      expect([...r.states.keys()]).toEqual(['shift-ana'])
    })

  test('attendants of another centre are not considered', () => {
    const r = router()
    r.see('shift-x', { type: 'ShiftStarted', shift: 'x' as ShiftId, attendant: 'x' as AttendantId, centre: 'elsewhere' as CentreId, capacity: 4, training: [{ topic: target.topic, level: 1, since: at }] })
    r.queued('call-1')
    expect(r.decided()).toEqual([])
  })
})
