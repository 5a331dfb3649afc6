import fc from 'fast-check'
import type { ContactId } from '../shared/ids.js'
import { plus, seconds, type Instant } from '../shared/instant.js'
import { byCandidateKey } from '../routing/candidate.js'
import type { WaitingContact } from '../routing/contact.js'
import type { Router } from '../routing/own-router.js'
import type { Policy } from '../routing/policy.js'
import type { Decision } from '../routing/route.js'
import { routingPolicy, situationUnder, type Situation } from '../routing/routing.arbitrary.js'
import type { SignedIn } from '../routing/signed-in.js'
import { must, same, type Case } from './contracts/case.js'
import { afterDecision, hasRoom, headSeconds, mayServe, wantsMore } from './routing-situation.js'

export interface RoutingLawOptions {
  /** The policies that it is tried with, such as `fc.constant(myPolicy)`; any where absent. */
  readonly policies?: fc.Arbitrary<Policy>
  /** Situations tried for each law. */
  readonly runs?: number
}

const frozen = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

const told = (d: Decision): string => `${d.contact.contact} to ${d.chosen.attendant}`

/** A contact that asks nothing of its own, so that it differs from others by rank alone. */
const plain = ({ contact, queue, topic, priority, rankSince, joinedAt, offersBegun }: WaitingContact): WaitingContact => ({
  contact, queue, topic, priority, rankSince, joinedAt, offersBegun, passedOver: [], offered: [],
})
const sameButLater = (c: WaitingContact, by: number): WaitingContact => ({
  ...c, contact: `${c.contact}-later` as ContactId, rankSince: plus(c.rankSince, by), joinedAt: plus(c.joinedAt, by),
})

/**
 * What holds for everything that decides who serves whom, as named cases that throw: try your own policy with `route`, or a router of your own.
 * The laws know the rules of who may serve whom; which of those is chosen is yours, and so is the order of contacts that differ in queue, topic or priority,
 * as long as nobody starves.
 *
 * @example
 * for (const { name, run } of routingLaws(route, { policies: fc.constant(myPolicy) })) it(name, run)
 */
export const routingLaws = (decide: Router, { policies = routingPolicy, runs = 200 }: RoutingLawOptions = {}): readonly Case[] => {
  const situations = situationUnder(policies)
  const all = (s: Situation): readonly Decision[] => decide(s.policy, s.waiting, s.attendants, s.now)

  const tried = <A>(name: string, arbitrary: fc.Arbitrary<A>, holds: (value: A) => void): Case => ({
    name,
    run: async () => fc.assert(fc.property(arbitrary.map(frozen), holds), { numRuns: runs, includeErrorInReport: true }),
  })
  const law = (name: string, holds: (s: Situation) => void): Case => tried(name, situations, holds)
  /** Before each decision, all those before it carried out. */
  const each = (name: string, holds: (before: Situation, d: Decision) => void): Case =>
    law(name, (s) => {
      let before = s
      for (const d of all(s)) {
        holds(before, d)
        before = afterDecision(before, d)
      }
    })
  const attendantOf = ({ attendants }: Situation, { chosen }: Decision): SignedIn | undefined => attendants.find((a) => a.shift === chosen.shift && a.attendant === chosen.attendant)
  const contactOf = ({ waiting }: Situation, { contact }: Decision): WaitingContact | undefined => waiting.find((c) => c.contact === contact.contact)

  const shuffled = situations.chain((s) =>
    fc.record({ s: fc.constant(s), waiting: fc.shuffledSubarray([...s.waiting], { minLength: s.waiting.length }), attendants: fc.shuffledSubarray([...s.attendants], { minLength: s.attendants.length }) })
  )
  const withLater = fc.record({ s: situations, by: fc.integer({ min: 1, max: 20 }) }).map(({ s, by }): Situation => {
    const waiting = s.waiting.map(plain)
    return { ...s, waiting: [...waiting.map((c) => sameButLater(c, seconds(by))), ...waiting] }
  })

  return [
    tried('the answer does not depend on the order of its inputs, and is the same once more', shuffled, ({ s, waiting, attendants }) => {
      const decided = all(s)
      same(all(s), decided, 'decided once more')
      same(decide(s.policy, waiting, attendants, s.now), decided, 'decided with the same people in another order')
    }),
    each('nobody is offered beyond capacity, all decisions taken together', (before, d) => {
      const a = attendantOf(before, d)
      const c = contactOf(before, d)
      const queue = c === undefined ? undefined : before.policy.queues[c.queue]
      must(a !== undefined && queue !== undefined && hasRoom(queue, a), `${told(d)}, who has room for it`)
    }),
    each('a contact is offered only to who may serve it, and only while it may have a further offer', (before, d) => {
      const a = attendantOf(before, d)
      const c = contactOf(before, d)
      must(c !== undefined && wantsMore(before, c), `${told(d)}, which wants an offer`)
      must(a !== undefined && c !== undefined && mayServe(before, c, a), `${told(d)}, who may serve it`)
    }),
    law('nobody waits while somebody who may serve is free', (s) => {
      const end = all(s).reduce(afterDecision, s)
      for (const c of end.waiting) {
        const idle = wantsMore(end, c) ? end.attendants.find((a) => mayServe(end, c, a)) : undefined
        must(idle === undefined, `${c.contact} does not wait while ${idle?.attendant} may serve it`)
      }
    }),
    tried('first come, first served, among contacts of equal rank that ask the same', withLater, (s) => {
      const decided = all(s).map((d) => d.contact.contact as string)
      for (const later of s.waiting) {
        const first = s.waiting.find((c) => `${c.contact}-later` === later.contact)
        if (first === undefined || !decided.includes(later.contact)) continue
        must(decided.includes(first.contact) && decided.indexOf(first.contact) < decided.indexOf(later.contact), `${first.contact} is served before ${later.contact}`)
      }
    }),
    tried('who may be offered a contact may still be later: waiting only widens', fc.record({ s: situations, after: fc.nat({ max: 60 }) }), ({ s, after }) => {
      const alone = (a: SignedIn) => s.attendants.map((b) => (b === a ? b : { ...b, taking: false }))
      const isOffered = (c: WaitingContact, a: SignedIn, now: Instant) => decide(s.policy, [c], alone(a), now).some((d) => d.chosen.attendant === a.attendant)
      for (const c of s.waiting) {
        for (const a of s.attendants) if (isOffered(c, a, s.now)) must(isOffered(c, a, plus(s.now, seconds(after))), `${a.attendant} is offered ${c.contact} also ${after} s later`)
      }
    }),
    each('where waiting time orders, nobody is served before one who has waited longer by more than the largest head start', (before, d) => {
      const served = contactOf(before, d)
      if (before.policy.order.by !== 'age' || served === undefined) return
      const largest = Math.max(...before.waiting.map((c) => headSeconds(before, c)))
      for (const c of before.waiting) {
        const bound = c.rankSince + (largest - headSeconds(before, c)) * 1000
        const starves = served.rankSince > bound && wantsMore(before, c) && before.attendants.some((a) => mayServe(before, c, a))
        must(!starves, `${told(d)} does not come before ${c.contact}, which came ${served.rankSince - c.rankSince} ms earlier`)
      }
    }),
    each('everyone signed in is chosen, a runner-up or left out by exactly one rule', ({ attendants }, d) => {
      const named = [d.chosen, ...d.runnersUp].map((r) => r.attendant)
      same(new Set(named).size, named.length, `those who are named once for ${told(d)}`)
      const counted = named.length + Object.values(d.excluded).reduce((n, m) => n + m, 0)
      must(d.runnersUp.length < 5 ? counted === attendants.length : counted <= attendants.length, `${told(d)}: ${counted} of ${attendants.length} are accounted for`)
    }),
    each('the keys tell the order: each candidate before the next, never equal', (_, d) => {
      const keys = [d.chosen, ...d.runnersUp].map((r) => r.key)
      keys.slice(1).forEach((key, i) => must(byCandidateKey(keys[i] ?? key, key) < 0, `${told(d)}: candidate ${i + 1} comes before the next`))
    }),
  ]
}
