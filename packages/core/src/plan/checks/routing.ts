import type { Action, QueueRouting, Relaxation, Step } from '../../routing/policy.js'
import type { PlanFault } from '../faults.js'
import type { Plan, Queue } from '../plan.js'

const day = 86_400
const thousand = 1000

const within = (path: string, value: number | undefined, least: number, most: number): readonly PlanFault[] =>
  value === undefined || (value >= least && value <= most) ? [] : [{ _tag: 'OutOfRange', path, value, least, most }]

const twice = <A>(path: string, items: readonly A[], idOf: (item: A) => string): readonly PlanFault[] =>
  items.flatMap((item, i) => {
    const first = items.findIndex((other) => idOf(other) === idOf(item))
    return first < i ? [{ _tag: 'DuplicateId' as const, path: `${path}.${i}`, other: `${path}.${first}`, id: idOf(item) }] : []
  })

/** PLAN-17 Times, levels, tiers and weights of a queue's routing are numbers that can be meant. */
const rangeFaults = (path: string, r: QueueRouting): readonly PlanFault[] => [
  ...within(`${path}.level`, r.level, 0, thousand),
  ...within(`${path}.weight`, r.weight, 0, thousand),
  ...within(`${path}.knownSeconds`, r.knownSeconds, 0, day),
  ...within(`${path}.progressSeconds`, r.progressSeconds, 1, day),
  ...within(`${path}.missLimit`, r.missLimit, 0, thousand),
  ...Object.entries(r.delays ?? {}).flatMap(([outcome, { delaySeconds }]) => within(`${path}.delays.${outcome}.delaySeconds`, delaySeconds, 0, day)),
  ...(r.also ?? []).flatMap((s, i) => within(`${path}.also.${i}.level`, s.level, 1, thousand)),
  ...(r.members ?? []).flatMap((m, i) => [
    ...within(`${path}.members.${i}.tier`, m.tier, 0, thousand),
    ...within(`${path}.members.${i}.position`, m.position, 0, 1_000_000),
    ...within(`${path}.members.${i}.weight`, m.weight, 0.001, 1_000_000),
  ]),
  ...(r.tiers ?? []).flatMap((t, i) => [...within(`${path}.tiers.${i}.tier`, t.tier, 1, thousand), ...within(`${path}.tiers.${i}.afterSeconds`, t.afterSeconds, 0, day)]),
  ...(r.relax ?? []).flatMap((x, i) => [...within(`${path}.relax.${i}.afterSeconds`, x.afterSeconds, 0, day), ...within(`${path}.relax.${i}.level`, x.level, 0, thousand)]),
  ...(r.callback === undefined ? [] : [
    ...within(`${path}.callback.attempts`, r.callback.attempts, 1, 100),
    ...within(`${path}.callback.retrySeconds`, r.callback.retrySeconds, 0, 30 * day),
    ...within(`${path}.callback.dialSeconds`, r.callback.dialSeconds, 1, day),
  ]),
]

/** PLAN-18 Every tier that a member or a step names is opened by time or is the first, and a higher one no earlier than a lower. */
const tierFaults = (path: string, r: QueueRouting): readonly PlanFault[] => {
  const tiers = r.tiers ?? []
  const named = [
    ...(r.members ?? []).map((m, i) => ({ path: `${path}.members.${i}.tier`, tier: m.tier ?? 0 })),
    ...(r.steps ?? []).flatMap((s, i) => (s.then.do === 'tier' ? [{ path: `${path}.steps.${i}.then.tier`, tier: s.then.tier }] : [])),
  ]
  return [
    ...named.filter(({ tier }) => tier > 0 && !tiers.some((t) => t.tier === tier)).map((n): PlanFault => ({ _tag: 'TierUnknown', ...n })),
    ...twice(`${path}.tiers`, tiers, (t) => String(t.tier)),
    ...tiers.flatMap((t, i) => {
      const before = tiers.findIndex((other) => other.tier < t.tier && other.afterSeconds > t.afterSeconds)
      return before < 0 ? [] : [{ _tag: 'TierOutOfOrder' as const, path: `${path}.tiers.${i}`, other: `${path}.tiers.${before}` }]
    }),
  ]
}

/** PLAN-19 Each relaxation lets something go that those before it still asked. */
const relaxationFaults = (path: string, r: QueueRouting): readonly PlanFault[] => {
  let level = r.level ?? 1
  const also = new Set<string>((r.also ?? []).map((s) => s.topic))
  const inTime = (r.relax ?? []).map((x, i) => ({ ...x, path: `${path}.relax.${i}` })).sort((a, b) => a.afterSeconds - b.afterSeconds)
  return inTime.flatMap((x: Relaxation & { readonly path: string }): readonly PlanFault[] => {
    const lowered = Math.min(level, x.level ?? level)
    const lets = (x.drops ?? []).filter((topic) => also.delete(topic))
    if (lowered === level && lets.length === 0) return [{ _tag: 'RelaxesNothing', path: x.path }]
    level = lowered
    return []
  })
}

const actionFaults = (path: string, action: Action, queue: Queue, plan: Plan): readonly PlanFault[] => {
  const announced = (id: string): readonly PlanFault[] =>
    plan.announcements.some((a) => a.id === id) ? [] : [{ _tag: 'ReferenceUnknown', path: `${path}.announcement`, to: 'announcement', id }]
  switch (action.do) {
    case 'relax':
      return action.level === undefined && (action.drops ?? []).length === 0 ? [{ _tag: 'RelaxesNothing', path }] : within(`${path}.level`, action.level, 0, thousand)
    case 'tier':
      return within(`${path}.tier`, action.tier, 1, thousand)
    case 'priority':
      return within(`${path}.by`, action.by, 1, thousand)
    case 'callback':
      return [...announced(action.announcement), ...(queue.routing?.callback === undefined ? [{ _tag: 'CallbackWithoutRules' as const, path }] : [])]
    case 'message':
    case 'close':
      return announced(action.announcement)
    case 'queue': {
      const to = plan.queues.find((q) => q.id === action.queue)
      return [
        ...(to === undefined ? [{ _tag: 'ReferenceUnknown' as const, path: `${path}.queue`, to: 'queue' as const, id: action.queue }] : []),
        ...(to?.id === queue.id ? [{ _tag: 'OverflowsIntoItself' as const, path: `${path}.queue`, queue: queue.id }] : []),
        ...(to !== undefined && to.channel !== queue.channel ? [{ _tag: 'ChannelDiffers' as const, path: `${path}.queue`, channel: queue.channel, other: to.channel }] : []),
        ...(action.topic === undefined || plan.topics.some((x) => x.id === action.topic) ? [] : [{ _tag: 'ReferenceUnknown' as const, path: `${path}.topic`, to: 'topic' as const, id: action.topic }]),
      ]
    }
  }
}

/** PLAN-20 A step has a condition, and what it does can be done: its queue is another one of the same channel, a callback has rules. */
const stepFaults = (path: string, steps: readonly Step[], queue: Queue, plan: Plan): readonly PlanFault[] => [
  ...twice(path, steps, (s) => s.id),
  ...steps.flatMap((s, i) => [
    ...(Object.keys(s.when).length === 0 ? [{ _tag: 'StepWithoutCondition' as const, path: `${path}.${i}.when` }] : []),
    ...within(`${path}.${i}.when.afterSeconds`, s.when.afterSeconds, 0, day),
    ...within(`${path}.${i}.when.waiting`, s.when.waiting, 1, 1_000_000),
    ...actionFaults(`${path}.${i}.then`, s.then, queue, plan),
  ]),
]

/** PLAN-21 Ringing several attendants needs a limit of several offers. */
const ringFaults = (path: string, { offerLimit, routing }: Queue): readonly PlanFault[] =>
  (routing?.strategy === 'ringAll' || routing?.strategy === 'ringProgressively') && offerLimit < 2 ? [{ _tag: 'RingsOnlyOne', path: `${path}.strategy`, strategy: routing.strategy }] : []

const topicFaults = (path: string, r: QueueRouting, plan: Plan): readonly PlanFault[] => {
  const named = [
    ...(r.also ?? []).map((s, i) => ({ path: `${path}.also.${i}.topic`, id: s.topic })),
    ...(r.relax ?? []).flatMap((x, i) => (x.drops ?? []).map((id, j) => ({ path: `${path}.relax.${i}.drops.${j}`, id }))),
    ...(r.steps ?? []).flatMap((s, i) => (s.then.do === 'relax' ? (s.then.drops ?? []) : []).map((id, j) => ({ path: `${path}.steps.${i}.then.drops.${j}`, id }))),
  ]
  return named.filter(({ id }) => !plan.topics.some((x) => x.id === id)).map((n): PlanFault => ({ _tag: 'ReferenceUnknown', to: 'topic', ...n }))
}

/** PLAN-23 Who leaves out all that are not listed lists somebody. */
const memberFaults = (path: string, r: QueueRouting): readonly PlanFault[] => [
  ...twice(`${path}.members`, r.members ?? [], (m) => m.attendant),
  ...(r.others === 'excluded' && (r.members ?? []).length === 0 ? [{ _tag: 'NobodyListed' as const, path: `${path}.members` }] : []),
]

/** PLAN-22 A head start is a span of seconds from 0: who waits longer is never put back. */
const orderFaults = ({ routing }: Plan): readonly PlanFault[] =>
  routing?.order?.by !== 'age' ? [] : [
    ...within('routing.order.prioritySeconds', routing.order.prioritySeconds, 0, 30 * day),
    ...within('routing.order.weightSeconds', routing.order.weightSeconds, 0, 30 * day),
  ]

export const routingFaults = (plan: Plan): readonly PlanFault[] => [
  ...orderFaults(plan),
  ...plan.queues.flatMap((queue) => {
    if (queue.routing === undefined) return []
    const path = `queues.${queue.id}.routing`
    return [
      ...memberFaults(path, queue.routing),
      ...twice(`${path}.also`, queue.routing.also ?? [], (s) => s.topic),
      ...topicFaults(path, queue.routing, plan),
      ...rangeFaults(path, queue.routing),
      ...tierFaults(path, queue.routing),
      ...relaxationFaults(path, queue.routing),
      ...stepFaults(`${path}.steps`, queue.routing.steps ?? [], queue, plan),
      ...ringFaults(path, queue),
    ]
  }),
]
