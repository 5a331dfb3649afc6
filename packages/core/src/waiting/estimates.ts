import { byRankKey, rankKey, type WaitingContact } from '../routing/contact.js'
import type { Policy } from '../routing/policy.js'
import type { ContactId } from '../shared/ids.js'
import type { WaitEstimate } from './estimates.published.js'

export { asterisk, asteriskHold, genesysStatServer, googleCcai, mitel, openSips, vicidial, type WaitEstimate } from './estimates.published.js'

/**
 * WAIT-10 A contact's position is its place among those that wait in its queue, in the order in which the policy serves them: 1 = next.
 *
 * @param waiting all contacts that wait, of whatever queues, in any order
 * @returns `undefined` where the contact does not wait
 */
export const position = (policy: Policy, waiting: readonly WaitingContact[], contact: ContactId): number | undefined => {
  const own = waiting.find((w) => w.contact === contact)
  if (own === undefined) return undefined
  const key = rankKey(policy, own)
  return 1 + waiting.filter((w) => w.queue === own.queue && byRankKey(rankKey(policy, w), key) < 0).length
}

/** What is known when somebody asks how long it will take. */
export interface WaitFacts {
  /** 1 = next. Where several queues share their attendants, the place among all who wait for these. */
  readonly position: number
  /** Who serve the queue at present, busy or free; who is on a break does not. */
  readonly attendants: number
  /** Mean time that a contact keeps an attendant, of the last hour or so; absent without history. */
  readonly meanHandlingSeconds?: number
  /** The longest wait so far among the others who wait; absent where nobody else does. */
  readonly longestWaitSeconds?: number
  /** The weight of that wait in the estimate, from 0 to 1; a quarter where absent. */
  readonly longestShare?: number
}

/**
 * WAIT-17 Our own estimate: position × mean handling ÷ attendants, corrected by the longest wait so far, which shows delays that this quotient cannot know. Without attendants or history that wait alone; with neither, no estimate.
 *
 * Both parts are estimators of the literature, "queue length" and, where the first come is the first served, "head of line": Whitt, "Predicting queueing delays" (1999); Ibrahim and Whitt,
 * "Real-time delay estimation based on delay history" (2009). How well it does on a recorded month, beside the published rules: docs/reference/estimates.md.
 *
 * @example
 * estimatedWait({ position: 4, attendants: 12, meanHandlingSeconds: 180, longestWaitSeconds: 100 }) // 70
 */
export const estimatedWait = ({ position: place, attendants, meanHandlingSeconds, longestWaitSeconds, longestShare = 0.25 }: WaitFacts): WaitEstimate => {
  if (meanHandlingSeconds === undefined || attendants === 0) return longestWaitSeconds
  const byLength = (place * meanHandlingSeconds) / attendants
  return longestWaitSeconds === undefined ? byLength : (1 - longestShare) * byLength + longestShare * longestWaitSeconds
}
