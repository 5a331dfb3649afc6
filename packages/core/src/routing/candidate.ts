import type { AttendantId, ShiftId } from '../shared/ids.js'
import { hash53 } from '../shared/hash.js'
import { levelIn, type Asking } from './eligible.js'
import type { WaitingContact } from './contact.js'
import { memberOf, queuePolicy, type Policy, type QueueRouting } from './policy.js'
import { inUse, type SignedIn } from './signed-in.js'

/** Compared from left to right, smaller first; `parts` names its places. */
export type CandidateKey = readonly [passedOver: number, known: number, tier: number, strategy: number, idleSince: number, attendant: string]

export interface Candidate {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  readonly revision: number
  readonly key: CandidateKey
}

/** What chose between the first two candidates. */
export type TieBreak = 'passedOver' | 'known' | 'tier' | 'strategy' | 'idleSince' | 'attendant' | 'none'
export const parts: readonly Exclude<TieBreak, 'none'>[] = ['passedOver', 'known', 'tier', 'strategy', 'idleSince', 'attendant']

export const byCandidateKey = (a: CandidateKey, b: CandidateKey): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || a[4] - b[4] || (a[5] < b[5] ? -1 : a[5] > b[5] ? 1 : 0)

/** ROUTE-26 Chance is a number drawn from the policy's seed, the contact and its offers so far: the same question has the same answer. */
export const seedOf = (policy: Policy, c: WaitingContact): number => {
  const strategy = queuePolicy(policy, c.queue)?.routing.strategy
  return strategy === 'random' || strategy === 'weightedRandom' ? hash53(`${policy.seed}/${c.contact}/${c.offersBegun}`) : 0
}

/** More than 0, at most 1. */
const drawn = (seed: number, attendant: string): number => (hash53(`${seed}/${attendant}`) + 1) / 2 ** 53

/** Beyond every tier: who comes again from the top comes after all who have not been asked. */
const roundAgain = 1_000_000

const isAfter = (routing: QueueRouting, last: AttendantId, a: SignedIn): boolean => {
  const here = memberOf(routing, a.attendant)
  const there = memberOf(routing, last)
  const tier = (here?.tier ?? 0) - (there?.tier ?? 0)
  const position = (here?.position ?? 0) - (there?.position ?? 0)
  return tier !== 0 ? tier > 0 : position !== 0 ? position > 0 : a.attendant > last
}

/** What a strategy looks at. */
type AskedOf = Pick<Asking, 'queue' | 'now'> & { readonly contact: Pick<WaitingContact, 'queue' | 'topic'> }

/** ROUTE-27 The strategy's own place in the key; longest idle leaves it to `idleSince`. */
export const strategyPart = (ask: AskedOf, a: SignedIn, seed: number): number => {
  const { routing } = ask.queue
  const member = memberOf(routing, a.attendant)
  switch (routing.strategy ?? 'longestIdle') {
    case 'longestIdle':
      return 0
    case 'roundRobin':
      return Object.hasOwn(a.offeredAt, ask.contact.queue) ? (a.offeredAt[ask.contact.queue] ?? -1) : -1
    case 'fewestContacts':
      return a.contacts
    case 'leastTalkTime':
      return a.talkMs
    case 'leastOccupied':
      return a.unbounded || a.capacity === 0 ? inUse(a) : inUse(a) / a.capacity
    case 'mostSkilled':
      return 0 - levelIn(a.training, ask.contact.topic, ask.now)
    case 'random':
      return drawn(seed, a.attendant)
    case 'weightedRandom':
      return -Math.log(drawn(seed, a.attendant)) / (member?.weight ?? 1)
    case 'topDown':
    case 'sequential':
    case 'ringAll':
    case 'ringProgressively':
      return member?.position ?? 0
  }
}

/** ROUTE-02 Who let this contact ring comes last, who knows it first; then tier, strategy, longest idle, id: a total order. */
export const candidateOf = (ask: Asking, a: SignedIn, seed: number): Candidate => {
  const { contact: c, queue } = ask
  const tier = memberOf(queue.routing, a.attendant)?.tier ?? 0
  const again = queue.routing.strategy === 'topDown' && c.lastOffered !== undefined && !isAfter(queue.routing, c.lastOffered, a)
  const known = ask.heldFor && c.prefers === a.attendant ? 0 : 1
  return {
    attendant: a.attendant, shift: a.shift, revision: a.revision,
    key: [c.passedOver.includes(a.attendant) ? 1 : 0, known, again ? tier + roundAgain : tier, strategyPart(ask, a, seed), a.idleSince, a.attendant],
  }
}

export const tieBreakOf = (chosen: Candidate, next: Candidate | undefined): TieBreak =>
  next === undefined ? 'none' : (parts.find((_, i) => chosen.key[i] !== next.key[i]) ?? 'none')
