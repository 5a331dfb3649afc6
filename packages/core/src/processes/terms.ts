import type { PlanEdition } from '../plan/plan.js'
import { policyOf } from '../plan/policy.js'
import { queuePolicy } from '../routing/policy.js'
import type { QueueId } from '../shared/ids.js'
import { plus, seconds, type Instant } from '../shared/instant.js'
import type { Terms } from '../shift/shift.js'

/**
 * What a plan grants an offer of this queue's contacts that begins now; nothing where the plan has no such queue.
 *
 * @example
 * const edition = plans.inForce(centre, now)
 * const terms = edition === undefined ? undefined : termsFor(edition, queue, now)
 * if (terms !== undefined) await rooms.shift({ type: 'PickContact', shift, offer, contact, terms, at: now })()
 */
export const termsFor = ({ plan }: PlanEdition, id: QueueId, now: Instant): Terms | undefined => {
  const queue = plan.queues.find((q) => q.id === id)
  const policy = queuePolicy(policyOf(plan), id)
  return queue === undefined || policy === undefined ? undefined : {
    queue: id, channel: queue.channel, cost: policy.cost, interrupts: policy.interrupts, until: plus(now, seconds(queue.offerSeconds)),
    confirmSeconds: queue.confirmSeconds, wrapUpSeconds: queue.wrapUpSeconds,
    missLimit: policy.routing.missLimit ?? plan.missLimit, delays: policy.routing.delays ?? {},
  }
}
