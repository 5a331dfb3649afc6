import type { AttendantId, ContactId, QueueId, TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import { queuePolicy, type Policy, type QueuePolicy } from './policy.js'

/** A contact that waits for an attendant, as the router sees it: plain data. */
export interface WaitingContact {
  readonly contact: ContactId
  readonly queue: QueueId
  readonly topic: TopicId
  /** Higher first. */
  readonly priority: number
  /** Orders, and survives transfer, callback and return. */
  readonly rankSince: Instant
  /** Of this queue: tiers, relaxation and the known attendant count from it. */
  readonly joinedAt: Instant
  /** What its escalation steps have let go. */
  readonly widened?: Widened
  /** The attendant who knows it: first for a while, never a condition. */
  readonly prefers?: AttendantId
  /** Only this attendant may be offered it. */
  readonly only?: AttendantId
  /** The holder who consults is not offered his own contact. */
  readonly not?: AttendantId
  /** Attendants who let an offer for it lapse or declined it: they come after all others. */
  readonly passedOver: readonly AttendantId[]
  /** Attendants for whom an offer of it is on its way or stands. */
  readonly offered: readonly AttendantId[]
  /** Since when any of those. */
  readonly ringingSince?: Instant
  /** Who was offered it last. */
  readonly lastOffered?: AttendantId
  /** Offers begun for it so far: each draws its own chance. */
  readonly offersBegun: number
  /** Not offered before, such as between two attempts to call back. */
  readonly notBefore?: Instant
  /** Shifts that refused to be reserved for it, as {@link tryOf} names them: not asked again before they have changed. */
  readonly refusedBy?: readonly string[]
}

export interface Widened {
  readonly level?: number
  readonly drops?: readonly TopicId[]
  readonly tier?: number
}

export const tryOf = (a: { readonly shift: string; readonly revision: number }): string => `${a.shift}/${a.revision}`

/** Compared from left to right, smaller first. */
export type RankKey = readonly [weight: number, priority: number, since: number, contact: string]

/** ROUTE-20 By age, each unit of priority and weight is a head start in waiting time: the order never changes with the clock. */
export const headStart = (policy: Policy, c: Pick<WaitingContact, 'queue' | 'priority'>): number =>
  policy.order.by === 'age' ? (c.priority * policy.order.prioritySeconds + weightOf(policy, c.queue) * policy.order.weightSeconds) * 1000 : 0

const weightOf = (policy: Policy, queue: QueueId): number => queuePolicy(policy, queue)?.routing.weight ?? 0

/** Where a contact stands among all that wait. */
export const rankKey = (policy: Policy, c: WaitingContact): RankKey =>
  policy.order.by === 'age'
    ? [0, 0, c.rankSince - headStart(policy, c), c.contact]
    : [-weightOf(policy, c.queue), -c.priority, c.rankSince, c.contact]

/** ROUTE-01 Contacts are served in a total order: by the policy's rank, and by id between equals. */
export const byRankKey = (a: RankKey, b: RankKey): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0)

/** ROUTE-21 How many offers a contact may have at once: one, or as many as ringing all or ringing progressively allow by now. */
export const offersWantedIn = (queue: QueuePolicy, c: WaitingContact, now: Instant): number => {
  if (c.notBefore !== undefined && now < c.notBefore) return 0
  const { strategy, progressSeconds = 10 } = queue.routing
  if (strategy === 'ringAll') return queue.offerLimit
  if (strategy !== 'ringProgressively') return 1
  const steps = c.ringingSince === undefined ? 0 : Math.floor((now - c.ringingSince) / (progressSeconds * 1000))
  return Math.min(queue.offerLimit, 1 + steps)
}

/** The same by the contact's queue; none where nobody knows it. */
export const offersWanted = (policy: Policy, c: WaitingContact, now: Instant): number => {
  const queue = queuePolicy(policy, c.queue)
  return queue === undefined ? 0 : offersWantedIn(queue, c, now)
}
