import type { Policy, QueuePolicy } from '../routing/policy.js'
import type { Plan, Queue } from './plan.js'

const made = new WeakMap<Plan, Policy>()

const queueIn = (plan: Plan, q: Queue): readonly (readonly [string, QueuePolicy])[] => {
  const channel = plan.channels.find((c) => c.channel === q.channel)
  return channel === undefined ? [] : [[q.id, { channel: q.channel, cost: channel.cost, interrupts: channel.interrupts, offerLimit: q.offerLimit, routing: q.routing ?? {} }]]
}

/** What a plan tells the router: the same object for the same plan. */
export const policyOf = (plan: Plan): Policy => {
  const known = made.get(plan)
  if (known !== undefined) return known
  const policy: Policy = {
    order: plan.routing?.order ?? { by: 'priority' },
    seed: plan.routing?.seed ?? 0,
    queues: Object.fromEntries(plan.queues.flatMap((q) => queueIn(plan, q))),
  }
  made.set(plan, policy)
  return policy
}
