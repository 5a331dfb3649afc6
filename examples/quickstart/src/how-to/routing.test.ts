// #region imports
import { fc } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  instant, offers, ownRouter, plus, policyOf, route, routing, seconds, signing, storedPlans, telephony, validatePlan, weigh, whyInWords, explain,
  type AttendantId, type ContactId, type Plan, type QueueRouting, type Router, type ShiftId, type SignedIn, type WaitingContact,
} from '@disque/core'
import { routingLaws } from '@disque/core/testing'
import { memoryStore } from '@disque/memory'
import { places, plan } from './plan.js'
// #endregion imports

// #region data
const [ana, bia] = ['ana', 'bia'] as unknown as readonly [AttendantId, AttendantId]

/** Ana first; Bia is asked too after 20 seconds. Who knows the caller comes before both for half a minute. */
const frontDesk: QueueRouting = {
  strategy: 'sequential',
  members: [{ attendant: ana }, { attendant: bia, tier: 1 }],
  tiers: [{ tier: 1, afterSeconds: 20 }],
  skipEmptyTiers: true,
  knownSeconds: 30,
  delays: { declined: { delaySeconds: 60 } },
}
const routed: Plan.Plan = {
  ...plan,
  queues: plan.queues.map((queue) => ({ ...queue, routing: frontDesk })),
  routing: { order: { by: 'age', prioritySeconds: 120, weightSeconds: 0 } },
}
// #endregion data

// #region examples
const now = instant('2020-07-01T10:00:00-03:00')
const waiting = (name: string, waited: number, more: Partial<WaitingContact> = {}): WaitingContact => ({
  contact: name as ContactId, queue: places.frontDesk, topic: places.rubbish, priority: 0,
  rankSince: plus(now, -seconds(waited)), joinedAt: plus(now, -seconds(waited)), passedOver: [], offered: [], offersBegun: 0, ...more,
})
const free = (attendant: AttendantId): SignedIn => ({
  attendant, shift: `shift-${attendant}` as ShiftId, revision: 1, taking: true, idleSince: now, training: [{ topic: places.rubbish, level: 1, since: now }],
  capacity: 1, unbounded: false, held: 0, engaged: {}, contacts: 0, talkMs: 0, offeredAt: {},
})
const decided = (contact: WaitingContact, ...attendants: readonly SignedIn[]) => route(policyOf(routed), [contact], attendants, now)[0]?.chosen.attendant

describe('the front desk', () => {
  it('is a plan without fault', () => expect(validatePlan(routed)).toEqual([]))

  it('asks Bia only after 20 seconds, or where Ana is not there', () => {
    const busy = { ...free(ana), held: 1 }
    expect(decided(waiting('call-1', 19), busy, free(bia))).toBeUndefined()
    expect(decided(waiting('call-1', 20), busy, free(bia))).toBe(bia)
    expect(decided(waiting('call-1', 0), free(bia))).toBe(bia)
  })

  it('says why', () => {
    const weighed = weigh(policyOf(routed), waiting('call-1', 20), [free(ana), free(bia)], now)
    expect(whyInWords(explain(weighed!), 'en')).toEqual(['call-1 had waited 20 s in front-desk and was offered to ana.', 'ana came before bia: tier 0 is asked before tier 1.'])
  })
})
// #endregion examples

// #region laws
describe('the laws hold of the front desk, whoever waits and whoever is there', () => {
  for (const { name, run } of routingLaws(route, { policies: fc.constant(policyOf(routed)) })) it(name, run)
})
// #endregion laws

// #region own
const eveningTeam = new Set<string>([bia])

/** The evening team first, among those whom the policy holds equal but for how long they have been idle. */
const eveningFirst: Router = (policy, contacts, attendants, at, most) =>
  route(policy, contacts, attendants.map((a) => (eveningTeam.has(a.attendant) ? { ...a, idleSince: instant('1970-01-01T00:00:00Z') } : a)), at, most)

describe('the evening team first', () => {
  for (const { name, run } of routingLaws(eveningFirst)) it(name, run)

  it('comes before who has been idle longer', () => {
    const people = [{ ...free(ana), idleSince: plus(now, -seconds(900)) }, free(bia)]
    expect(eveningFirst(policyOf(plan), [waiting('call-1', 5)], people, now)[0]?.chosen.attendant).toBe(bia)
  })
})
// #endregion own

// #region broken
describe('a router that forgets somebody', () => {
  const forgets: Router = (policy, contacts, attendants, at, most) => route(policy, contacts.slice(1), attendants, at, most)

  it('is caught', async () => {
    const law = routingLaws(forgets).find(({ name }) => name === 'nobody waits while somebody who may serve is free')
    await expect(law?.run()).rejects.toThrow('does not wait while')
  })
})
// #endregion broken

it('runs in the place of the standard one', () => {
  // #region run
  const plans = storedPlans(memoryStore())
  const processes = [offers, routing(plans.inForce, ownRouter(eveningFirst)), signing, telephony]
  // #endregion run
  expect(processes.map((p) => p.name)).toEqual(['offers', 'routing', 'signing', 'telephony'])
})
