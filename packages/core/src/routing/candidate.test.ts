import { describe, expect, it } from 'vitest'
import { inOrder, ago, call, decided, health, member, name, person, policyWith, sport, calls } from './routing.test-kit.js'
import { byCandidateKey, seedOf } from './candidate.js'
import type { QueueRouting, Strategy } from './policy.js'
import { route } from './route.js'
import type { SignedIn } from './signed-in.js'
import { now } from './routing.test-kit.js'

const strategy = (s: Strategy, more: QueueRouting = {}) => policyWith({ strategy: s, ...more })
const [ana, bia, caio] = [person('ana', { idleSince: ago(10) }), person('bia', { idleSince: ago(30) }), person('caio', { idleSince: ago(20) })]

describe('between those who may serve', () => {
  it('ROUTE-02 who is idle longest comes first, then the id', () => {
    expect(inOrder(policyWith({}), call(1), ana, bia, caio)).toEqual(['bia', 'caio', 'ana'])
    expect(decided(policyWith({}), call(1), ana, bia)?.tieBreak).toBe('idleSince')
    expect(decided(policyWith({}), call(1), person('bia'), person('ana'))).toMatchObject({ chosen: { attendant: 'ana' }, tieBreak: 'attendant' })
    expect(decided(policyWith({}), call(1), ana)).toMatchObject({ chosen: { attendant: 'ana' }, tieBreak: 'none', runnersUp: [] })
  })

  it('ROUTE-02 who let this contact ring comes last, whatever else speaks for him', () => {
    const policy = policyWith({ members: [member('bia'), member('caio', { tier: 1 })], tiers: [{ tier: 1, afterSeconds: 0 }] })
    expect(inOrder(policy, call(1, { passedOver: [name('bia')] }), bia, caio)).toEqual(['caio', 'bia'])
    expect(decided(policy, call(1, { passedOver: [name('bia')] }), bia, caio)?.tieBreak).toBe('passedOver')
    expect(inOrder(policy, call(1, { passedOver: [name('bia')] }), bia)).toEqual(['bia'])
  })

  it('ROUTE-02 the lower tier comes before the strategy', () => {
    const policy = strategy('fewestContacts', { members: [member('ana', { tier: 1 }), member('bia'), member('caio', { tier: 1 })], tiers: [{ tier: 1, afterSeconds: 0 }] })
    expect(inOrder(policy, call(1), { ...ana, contacts: 1 }, { ...bia, contacts: 9 }, { ...caio, contacts: 0 })).toEqual(['bia', 'caio', 'ana'])
  })

  it('ROUTE-02 five runners-up are named at most', () => {
    const people = Array.from({ length: 9 }, (_, n) => person(`a${n}`))
    expect(decided(policyWith({}), call(1), ...people)?.runnersUp.map((r) => r.attendant)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'])
  })
})

describe('the strategies', () => {
  it('ROUTE-27 round robin: least recently offered a contact of this queue, the one never offered first', () => {
    const people = [person('ana', { offeredAt: { calls: ago(5) } }), person('bia', { offeredAt: { calls: ago(9), chats: ago(1) } }), person('caio', { offeredAt: { chats: ago(2) } })]
    expect(inOrder(strategy('roundRobin'), call(1), ...people)).toEqual(['caio', 'bia', 'ana'])
  })

  it('ROUTE-27 round robin goes round: each of three is offered one of three', () => {
    const people = ['ana', 'bia', 'caio'].map((n) => person(n, { capacity: 3 }))
    expect(route(strategy('roundRobin'), [1, 2, 3, 4].map((n) => call(n)), people, now).map((d) => d.chosen.attendant)).toEqual(['ana', 'bia', 'caio', 'ana'])
  })

  it('ROUTE-27 fewest contacts, least talk time, each in this shift', () => {
    expect(inOrder(strategy('fewestContacts'), call(1), { ...ana, contacts: 1 }, { ...bia, contacts: 2 }, { ...caio, contacts: 0 })).toEqual(['caio', 'ana', 'bia'])
    expect(inOrder(strategy('leastTalkTime'), call(1), { ...ana, talkMs: 1 }, { ...bia, talkMs: 2 }, { ...caio, talkMs: 0 })).toEqual(['caio', 'ana', 'bia'])
  })

  it('ROUTE-27 least occupied: the smallest share of the capacity in use', () => {
    const people = [person('ana', { capacity: 4, engaged: { chat: 2 } }), person('bia', { capacity: 10, engaged: { chat: 3 } }), person('caio', { capacity: 3, held: 1 })]
    expect(inOrder(strategy('leastOccupied'), call(1), ...people)).toEqual(['bia', 'caio', 'ana'])
    expect(decided(policyWith({ strategy: 'leastOccupied' }, { cost: 0 }), call(1), person('ana', { capacity: 0 }))?.chosen.key[3]).toBe(0)
  })

  it('ROUTE-27 most skilled: the highest level in the topic of the contact that has begun', () => {
    const skilled = (n: string, level: number, since = ago(99)) => person(n, { training: [{ topic: sport, level: 9, since: ago(99) }, { topic: health, level: 1, since: ago(99) }, { topic: health, level, since }] })
    expect(inOrder(strategy('mostSkilled'), call(1), skilled('ana', 2), skilled('bia', 3), skilled('caio', 5, ago(-1)))).toEqual(['bia', 'ana', 'caio'])
  })

  for (const s of ['sequential', 'ringAll', 'ringProgressively', 'topDown'] as const)
    it(`ROUTE-27 ${s}: by position, whoever is idle longest`, () => {
      const policy = strategy(s, { members: [member('ana', { position: 1 }), member('bia', { position: 2 }), member('caio', { position: 1 })] })
      expect(inOrder(policy, call(1), ana, bia, caio)).toEqual(['caio', 'ana', 'bia'])
    })

  it('ROUTE-27 top down goes on after the last who was offered this contact, and then from the top', () => {
    const members = [member('ana', { position: 1 }), member('bia', { position: 2 }), member('caio', { position: 3 }), member('davi', { position: 2 })]
    const after = (last: string) => inOrder(strategy('topDown', { members }), call(1, { lastOffered: name(last) }), ana, bia, caio, person('davi'))
    expect(after('ana')).toEqual(['davi', 'bia', 'caio', 'ana'])
    expect(after('bia')).toEqual(['davi', 'caio', 'ana', 'bia'])
    expect(after('caio')).toEqual(['ana', 'davi', 'bia', 'caio'])
    expect(inOrder(strategy('sequential', { members }), call(1, { lastOffered: name('ana') }), ana, caio)).toEqual(['ana', 'caio'])
  })

  it('ROUTE-27 top down asks the lower tier to its end before a higher one', () => {
    const policy = strategy('topDown', { members: [member('ana', { position: 1 }), member('bia', { position: 9 }), member('caio', { position: 1, tier: 1 })], tiers: [{ tier: 1, afterSeconds: 0 }] })
    expect(inOrder(policy, call(1, { lastOffered: name('ana') }), ana, bia, caio)).toEqual(['bia', 'caio', 'ana'])
  })
})

describe('chance', () => {
  const people = Array.from({ length: 4 }, (_, n): SignedIn => person(`a${n}`))
  const firstOf = (s: Strategy, seed: number, n: number, members?: QueueRouting['members']) =>
    decided(policyWith({ strategy: s, ...(members === undefined ? {} : { members }) }, { seed }), call(n), ...people)?.chosen.attendant
  const shares = (s: Strategy, members?: QueueRouting['members']) => {
    const counts = new Map<string, number>()
    for (let n = 0; n < 4000; n++) {
      const first = firstOf(s, 1, n, members) ?? ''
      counts.set(first, (counts.get(first) ?? 0) + 1)
    }
    return people.map((p) => (counts.get(p.attendant) ?? 0) / 4000)
  }

  it('ROUTE-26 the same seed, contact and number of offers give the same; another seed, contact or number draws anew', () => {
    const policy = policyWith({ strategy: 'random' }, { seed: 7 })
    expect(decided(policy, call(1), ...people)).toEqual(decided(policy, call(1), ...people))
    expect(decided(policy, call(1), ...people)?.seed).toBe(seedOf(policy, call(1)))
    const seeds = [seedOf(policy, call(1)), seedOf(policy, call(2)), seedOf(policy, call(1, { offersBegun: 1 })), seedOf({ ...policy, seed: 8 }, call(1))]
    expect(new Set(seeds).size).toBe(4)
    expect(seedOf(policyWith({}, { seed: 7 }), call(1))).toBe(0)
  })

  it('ROUTE-26 random draws everyone equally often', () => {
    for (const share of shares('random')) expect(Math.abs(share - 0.25)).toBeLessThan(0.04)
  })

  it('ROUTE-26 weighted random draws in proportion to the weights', () => {
    const members = [member('a0', { weight: 1 }), member('a1', { weight: 2 }), member('a2', { weight: 5 }), member('a3', { weight: 2 })]
    shares('weightedRandom', members).forEach((share, i) => expect(Math.abs(share - (members[i]!.weight ?? 1) / 10)).toBeLessThan(0.04))
  })

  it('ROUTE-02 equal keys are one candidate', () => {
    const d = decided(policyWith({ strategy: 'random' }), call(1, { queue: calls }), ...people)
    expect(byCandidateKey(d!.chosen.key, d!.chosen.key)).toBe(0)
    expect(byCandidateKey(d!.chosen.key, d!.runnersUp[0]!.key)).toBeLessThan(0)
  })
})
