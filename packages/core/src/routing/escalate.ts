import type { Instant } from '../shared/instant.js'
import type { WaitingContact } from './contact.js'
import { isTrained, requirementOf } from './eligible.js'
import { memberOf, queuePolicy, type Condition, type Policy, type QueueRouting, type Step } from './policy.js'
import type { SignedIn } from './signed-in.js'

/** What the steps of a queue are judged by, beside how long the contact has waited in it. */
export interface StepFacts {
  /** How many wait in the queue, this contact included. */
  readonly waiting: number
  readonly noneTrained: boolean
  /** Whether the queue's calendar is closed. */
  readonly closed: boolean
  /** When it closes next. */
  readonly closesAt?: Instant
}

type Waits = Pick<WaitingContact, 'queue' | 'joinedAt'>

const waitedBy = (c: Waits, when: Condition): Instant => (c.joinedAt + (when.afterSeconds ?? 0) * 1000) as Instant

/** ROUTE-09 A step is due while all that its condition names holds. */
const holds = (when: Condition, c: Waits, facts: StepFacts, now: Instant): boolean =>
  now >= waitedBy(c, when) &&
  (when.waiting === undefined || facts.waiting >= when.waiting) &&
  (when.noneTrained === undefined || facts.noneTrained) &&
  (when.closed === undefined || facts.closed)

const left = (policy: Policy, c: Waits, taken: readonly string[]): readonly Step[] =>
  (queuePolicy(policy, c.queue)?.routing.steps ?? []).filter((step) => !taken.includes(step.id))

/**
 * ROUTE-08 Each step of a queue is taken once by a contact; of those that are due the first of the list. One that is not due yet keeps no later one back.
 *
 * @param taken Steps of this queue that the contact has taken.
 */
export const stepDue = (policy: Policy, c: Waits, facts: StepFacts, taken: readonly string[], now: Instant): Step | undefined =>
  left(policy, c, taken).find((step) => holds(step.when, c, facts, now))

/** ROUTE-10 The next instant at which time alone may make a step due: enough waiting, or the next closing. What else may do so is an event. */
export const nextStepAt = (policy: Policy, c: Waits, facts: StepFacts, taken: readonly string[], now: Instant): Instant | undefined => {
  let next: Instant | undefined
  for (const { when } of left(policy, c, taken)) {
    const waited = waitedBy(c, when)
    const at = waited > now ? waited : when.closed === true ? facts.closesAt : undefined
    if (at !== undefined && (next === undefined || at < next)) next = at
  }
  return next
}

/** ROUTE-11 Whether an attendant could serve a contact as it is by now, once ready: presence counts, a break or a call does not. */
export const couldServe = (routing: QueueRouting, c: WaitingContact, a: SignedIn, now: Instant): boolean =>
  memberOf(routing, a.attendant) !== undefined && isTrained(a.training, requirementOf(routing, c, now), now) &&
  (c.only === undefined || c.only === a.attendant) && c.not !== a.attendant
