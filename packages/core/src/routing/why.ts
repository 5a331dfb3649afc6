import type { AttendantId, ContactId, QueueId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import { tieBreakOf, type Candidate, type TieBreak } from './candidate.js'
import type { Exclusion } from './eligible.js'
import type { Strategy } from './policy.js'
import type { Weighed } from './route.js'

/** Why a contact was, or was not, offered to an attendant: everyone who was signed in has a place in it. */
export interface Explanation {
  readonly contact: ContactId
  readonly queue: QueueId
  readonly at: Instant
  /** In this queue, in milliseconds. */
  readonly waitedMs: number
  readonly strategy: Strategy
  /** Asked of the contact's topic by then. */
  readonly level: number
  /** Highest tier asked by then. */
  readonly tier: number
  /** In the order of the policy: the first is chosen. */
  readonly candidates: readonly Candidate[]
  /** What put the first before the second. */
  readonly tieBreak: TieBreak
  readonly excluded: readonly { readonly attendant: AttendantId; readonly why: Exclusion }[]
}

/** ROUTE-28 Everyone who was signed in is a candidate, in order, or left out by one rule. */
export const explain = ({ ask, candidates, excluded }: Weighed): Explanation => ({
  contact: ask.contact.contact,
  queue: ask.contact.queue,
  at: ask.now,
  waitedMs: ask.now - ask.contact.joinedAt,
  strategy: ask.queue.routing.strategy ?? 'longestIdle',
  level: ask.requirement.level,
  tier: ask.tier,
  candidates,
  tieBreak: candidates[0] === undefined ? 'none' : tieBreakOf(candidates[0], candidates[1]),
  excluded: excluded.map(({ attendant, why }) => ({ attendant: attendant.attendant, why })),
})
