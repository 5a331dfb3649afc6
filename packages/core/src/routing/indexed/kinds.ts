import type { QueueId, TopicId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import { strategyPart } from '../candidate.js'
import type { Policy, QueuePolicy } from '../policy.js'
import { fitsIn, type SignedIn } from '../signed-in.js'
import { status, type Asked, type Kind, type Standing, type Status } from './model.js'

const strategyOf = ({ routing }: QueuePolicy) => routing.strategy ?? 'longestIdle'

/** Queues with the same text are of one kind. */
const textOf = (queue: string, policy: QueuePolicy): string => {
  const { members, others } = policy.routing
  const strategy = strategyOf(policy)
  return JSON.stringify([policy.cost, [...policy.interrupts].sort(), strategy, strategy === 'roundRobin' ? queue : '', members ?? '', others ?? ''])
}

const stagesOf = ({ routing }: QueuePolicy): readonly number[] =>
  [...new Set([...(routing.relax ?? []), ...(routing.tiers ?? [])].map((s) => s.afterSeconds * 1000))].sort((a, b) => a - b)

const isOrdered = (policy: QueuePolicy): boolean => {
  const strategy = strategyOf(policy)
  return strategy !== 'mostSkilled' && strategy !== 'random' && strategy !== 'weightedRandom'
}

/** What the index keeps of a policy: its queues, and the kinds that they are of. */
export const kindsOf = (policy: Policy): { readonly kinds: readonly Kind[]; readonly queues: ReadonlyMap<string, Asked> } => {
  const kinds = new Map<string, Kind>()
  const queues = new Map<string, Asked>()
  for (const [id, one] of Object.entries(policy.queues)) {
    const queue = id as QueueId
    const text = textOf(queue, one)
    const kind: Kind = kinds.get(text) ?? {
      queue, policy: one, ordered: isOrdered(one), counts: [0, 0, 0, 0, 0],
      tiers: new Map(), lowestTier: Infinity, pools: [], questions: [],
    }
    kinds.set(text, kind)
    queues.set(queue, { queue, policy: one, kind, stages: stagesOf(one), byStage: new Map(), byText: new Map() })
  }
  return { kinds: [...kinds.values()], queues }
}

/** The rules that ask nothing of the contact, in their order. */
export const statusIn = ({ kind, isMember }: Standing, a: SignedIn, now: Instant): Status =>
  !a.taking ? status.notTaking
  : !fitsIn(a, kind.policy) ? status.noRoom
  : a.readyAt !== undefined && now < a.readyAt ? status.resting
  : !isMember ? status.notMember
  : status.ready

const anyTopic = '' as TopicId

/** The strategy's part of the key, where it is the same for all contacts of the kind; 0 where it is not. */
export const partIn = (kind: Kind, a: SignedIn, now: Instant): number =>
  kind.ordered ? strategyPart({ contact: { queue: kind.queue, topic: anyTopic }, queue: kind.policy, now }, a, 0) : 0

/** A member of a tier came or went. */
export const countTier = (kind: Kind, tier: number, by: 1 | -1): void => {
  const left = (kind.tiers.get(tier) ?? 0) + by
  if (left === 0) kind.tiers.delete(tier)
  else kind.tiers.set(tier, left)
  kind.lowestTier = Math.min(Infinity, ...kind.tiers.keys())
}
