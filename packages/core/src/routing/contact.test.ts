import { describe, expect, it } from 'vitest'
import type { QueueId } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import { headStart, offersWanted, rankKey, byRankKey, type WaitingContact } from './contact.js'
import type { Order, Policy } from './policy.js'
import { route } from './route.js'
import { ago, call, calls, now, person, policyWith, queueWith } from './routing.test-kit.js'

const chats = 'chats' as QueueId
const served = (policy: Policy, ...waiting: readonly WaitingContact[]) =>
  route(policy, waiting, waiting.map((_, i) => person(`p${i}`)), now).map((d) => d.contact.contact)

describe('the order of contacts', () => {
  const byPriority: Policy = { order: { by: 'priority' }, seed: 0, queues: { calls: queueWith({}), chats: queueWith({ weight: 1 }, { channel: 'chat' }) } }

  it('ROUTE-01 by priority: weight of the queue, then priority, then who came first, then the id', () => {
    const [late, early, urgent, heavy, twin] = [call(1), call(2, { rankSince: ago(40) }), call(3, { priority: 1, rankSince: ago(1) }), call(4, { queue: chats, rankSince: ago(0) }), call(5)]
    expect(served(byPriority, late, early, urgent, heavy, twin)).toEqual(['call-4', 'call-3', 'call-2', 'call-1', 'call-5'])
  })

  it('ROUTE-20 by age: who has waited longest, with a head start for priority and for the weight of the queue', () => {
    const byAge: Policy = { ...byPriority, order: { by: 'age', prioritySeconds: 60, weightSeconds: 20 } }
    const [c1, c2, c3, c4] = [call(1, { rankSince: ago(70) }), call(2, { priority: 1, rankSince: ago(11) }), call(3, { priority: 1, rankSince: ago(9) }), call(4, { queue: chats, rankSince: ago(51) })]
    expect(served(byAge, c1, c2, c3, c4)).toEqual(['call-2', 'call-4', 'call-1', 'call-3'])
    expect(headStart(byAge, { queue: chats, priority: 2 })).toBe(140_000)
    expect(headStart(byPriority, { queue: chats, priority: 2 })).toBe(0)
  })

  it('ROUTE-20 no priority outweighs a wait that is longer by its head start', () => {
    const order: Order = { by: 'age', prioritySeconds: 30, weightSeconds: 0 }
    const policy = policyWith({}, { order })
    const [old, urgent] = [call(1, { rankSince: ago(31) }), call(2, { priority: 1, rankSince: ago(0) })]
    expect(served(policy, urgent, old)).toEqual(['call-1', 'call-2'])
    expect(served(policyWith({}), urgent, old)).toEqual(['call-2', 'call-1'])
  })

  it('ROUTE-01 a queue that the policy does not know is not served, and stops nobody', () => {
    expect(served(policyWith({}), call(1, { queue: 'toString' as QueueId, rankSince: ago(99) }), call(2))).toEqual(['call-2'])
  })

  it('ROUTE-01 a key is compared from left to right', () => {
    const key = (c: WaitingContact) => rankKey(policyWith({}), c)
    expect(key(call(1, { priority: 2 }))).toEqual([-0, -2, ago(30), 'call-1'])
    expect(byRankKey(key(call(1)), key(call(1)))).toBe(0)
  })
})

describe('offers at once', () => {
  const ringing = (s: number, offered: number) => call(1, { ringingSince: ago(s), offered: Array.from({ length: offered }, (_, i) => person(`o${i}`).attendant) })

  it('ROUTE-21 one, unless the strategy rings several', () => {
    expect(offersWanted(policyWith({}, { offerLimit: 3 }), call(1), now)).toBe(1)
    expect(offersWanted(policyWith({ strategy: 'ringAll' }, { offerLimit: 3 }), call(1), now)).toBe(3)
  })

  it('ROUTE-21 ringing progressively one more each so many seconds since the first rang, up to the limit', () => {
    const policy = policyWith({ strategy: 'ringProgressively', progressSeconds: 5 }, { offerLimit: 3 })
    expect([call(1), ringing(4, 1), ringing(5, 1), ringing(10, 2), ringing(99, 3)].map((c) => offersWanted(policy, c, now))).toEqual([1, 1, 2, 3, 3])
    expect(offersWanted(policyWith({ strategy: 'ringProgressively' }, { offerLimit: 3 }), ringing(10, 1), now)).toBe(2)
  })

  it('ROUTE-21 none before the time that it is put off to, none where nobody knows the queue', () => {
    expect(offersWanted(policyWith({}), call(1, { notBefore: plus(now, 1) }), now)).toBe(0)
    expect(offersWanted(policyWith({}), call(1, { notBefore: now }), now)).toBe(1)
    expect(offersWanted(policyWith({}), call(1, { queue: 'elsewhere' as QueueId }), now)).toBe(0)
  })

  it('ROUTE-21 ringing all reserves as many as the limit allows, ringing progressively one now', () => {
    const people = ['ana', 'bia', 'caio'].map((n) => person(n))
    expect(route(policyWith({ strategy: 'ringAll' }, { offerLimit: 2 }), [call(1)], people, now).map((d) => d.chosen.attendant)).toEqual(['ana', 'bia'])
    expect(route(policyWith({ strategy: 'ringProgressively' }, { offerLimit: 2 }), [call(1)], people, now).map((d) => d.chosen.attendant)).toEqual(['ana'])
    const after = { ...call(1), ringingSince: plus(now, -seconds(10)), offered: [person('ana').attendant], queue: calls }
    expect(route(policyWith({ strategy: 'ringProgressively' }, { offerLimit: 2 }), [after], people, now).map((d) => d.chosen.attendant)).toEqual(['bia'])
  })
})
