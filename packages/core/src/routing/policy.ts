import * as t from 'io-ts'
import { AnnouncementId, AttendantId, QueueId, TopicId } from '../shared/ids.js'
import { Whole } from '../shared/whole.js'
import { Code } from '../shared/words.js'

/** In which order a queue's attendants are offered a contact; between equals the one idle longest, then the id. */
export const Strategy = t.keyof(
  {
    longestIdle: null,
    /** Least recently offered a contact of this queue. */
    roundRobin: null,
    /** By position, going on for each contact after the last one who was offered it. */
    topDown: null,
    /** Fewest contacts answered in this shift. */
    fewestContacts: null,
    /** Least time with contacts in this shift. */
    leastTalkTime: null,
    /** Smallest share of the capacity in use. */
    leastOccupied: null,
    /** Highest level in the contact's topic. */
    mostSkilled: null,
    random: null,
    /** By chance, in proportion to the members' weights. */
    weightedRandom: null,
    /** By position, always from the first. */
    sequential: null,
    /** As many at once as the queue's offer limit allows, by position. */
    ringAll: null,
    /** One more each `progressSeconds`, the earlier ones go on ringing. */
    ringProgressively: null,
  },
  'Strategy'
)
export type Strategy = t.TypeOf<typeof Strategy>

/** What one attendant is to a queue: tier 0 is asked first, a smaller position first, a weight of 2 drawn twice as often. */
export const Member = t.intersection([t.type({ attendant: AttendantId }), t.partial({ tier: Whole, position: Whole, weight: t.number })], 'Member')
export type Member = t.TypeOf<typeof Member>

/** A tier above 0 is asked too once a contact has waited so long in the queue. */
export const Tier = t.type({ tier: Whole, afterSeconds: Whole }, 'Tier')

/** A level of training in a topic. */
export const Skill = t.type({ topic: TopicId, level: Whole }, 'Skill')
export type Skill = t.TypeOf<typeof Skill>

/** What is no longer asked for: a level that is lower than the queue's, and further skills that are let go. It can only widen. */
const widening = { level: Whole, drops: t.readonlyArray(TopicId) }
export const Relaxation = t.intersection([t.type({ afterSeconds: Whole }), t.partial(widening)], 'Relaxation')
export type Relaxation = t.TypeOf<typeof Relaxation>

/** What an escalation step does. */
export const Action = t.union(
  [
    t.intersection([t.type({ do: t.literal('relax') }), t.partial(widening)], 'Relax'),
    /** The queue's tiers up to this one are asked at once. */
    t.type({ do: t.literal('tier'), tier: Whole }, 'AddTier'),
    t.type({ do: t.literal('priority'), by: Whole }, 'RaisePriority'),
    /** The caller hears that a callback may be asked for. */
    t.type({ do: t.literal('callback'), announcement: AnnouncementId }, 'OfferCallback'),
    t.intersection([t.type({ do: t.literal('queue'), queue: QueueId }), t.partial({ topic: TopicId })], 'Overflow'),
    t.type({ do: t.literal('message'), announcement: AnnouncementId }, 'Message'),
    t.type({ do: t.literal('close'), announcement: AnnouncementId }, 'Close'),
  ],
  'Action'
)
export type Action = t.TypeOf<typeof Action>

/** When a step is taken: all that is named must hold. */
export const Condition = t.partial(
  {
    /** Waited so long in this queue. */
    afterSeconds: Whole,
    /** So many wait in this queue, this one included. */
    waiting: Whole,
    /** Nobody who is signed in is trained for it. */
    noneTrained: t.literal(true),
    /** The queue's calendar is closed. */
    closed: t.literal(true),
  },
  'Condition'
)
export type Condition = t.TypeOf<typeof Condition>

/** One step of a queue's escalation: taken once by each contact, in the order of the list. */
export const Step = t.type({ id: Code, when: Condition, then: Action }, 'Step')
export type Step = t.TypeOf<typeof Step>

const Delay = t.type({ delaySeconds: Whole }, 'Delay')
/** How long an attendant is left alone after an offer that ended so. */
export const OfferDelays = t.partial({ busy: Delay, declined: Delay, noAnswer: Delay, deviceLost: Delay }, 'OfferDelays')
export type OfferDelays = t.TypeOf<typeof OfferDelays>

/** Callers may ask to be called back and keep their place. */
export const CallbackPolicy = t.type(
  {
    /** How often the citizen is dialled at most. */
    attempts: Whole,
    /** Between two attempts. */
    retrySeconds: Whole,
    /** How long the citizen's telephone rings. */
    dialSeconds: Whole,
  },
  'CallbackPolicy'
)
export type CallbackPolicy = t.TypeOf<typeof CallbackPolicy>

/** How a queue's contacts are brought to attendants. Everything is optional: by default the one idle longest who is trained in the topic. */
export const QueueRouting = t.partial(
  {
    strategy: Strategy,
    members: t.readonlyArray(Member),
    /** Attendants who are trained but not listed: tier 0, position 0, weight 1; or left out. */
    others: t.keyof({ included: null, excluded: null }),
    tiers: t.readonlyArray(Tier),
    /** A tier is passed at once while nobody of it, or of those before, is signed in. */
    skipEmptyTiers: t.boolean,
    /** Asked of the contact's topic; 1 where absent, 0 = training is not needed. */
    level: Whole,
    /** Asked beside it. */
    also: t.readonlyArray(Skill),
    relax: t.readonlyArray(Relaxation),
    /** Queues of higher weight come first. */
    weight: Whole,
    /** So long a contact waits for the attendant who knows it, if that one is there. */
    knownSeconds: Whole,
    /** Of `ringProgressively`; 10 where absent. */
    progressSeconds: Whole,
    delays: OfferDelays,
    /** Consecutive misses that lead to a break, instead of the plan's. */
    missLimit: Whole,
    steps: t.readonlyArray(Step),
    callback: CallbackPolicy,
  },
  'QueueRouting'
)
export type QueueRouting = t.TypeOf<typeof QueueRouting>

/** Who comes first among contacts of all queues: by weight and priority alone, or by waiting time with a head start. */
export const Order = t.union(
  [
    t.type({ by: t.literal('priority') }, 'ByPriority'),
    /** Seconds of head start for each unit of priority and of the queue's weight: nobody waits for ever. */
    t.type({ by: t.literal('age'), prioritySeconds: t.number, weightSeconds: t.number }, 'ByAge'),
  ],
  'Order'
)
export type Order = t.TypeOf<typeof Order>

/** What all queues of a centre share. */
export const CentreRouting = t.partial({ order: Order, seed: Whole }, 'CentreRouting')
export type CentreRouting = t.TypeOf<typeof CentreRouting>

/** A queue as the router sees it: its rules with what it asks of an attendant's capacity. */
export interface QueuePolicy {
  readonly channel: string
  /** Units of capacity. */
  readonly cost: number
  readonly interrupts: readonly string[]
  /** Standing offers that a contact may have at once. */
  readonly offerLimit: number
  readonly routing: QueueRouting
}

/** All that the router is told: plain data. */
export interface Policy {
  readonly order: Order
  /** Of the strategies by chance. */
  readonly seed: number
  readonly queues: Readonly<Record<string, QueuePolicy>>
}

export const queuePolicy = (policy: Policy, queue: QueueId): QueuePolicy | undefined => (Object.hasOwn(policy.queues, queue) ? policy.queues[queue] : undefined)

const members = new WeakMap<QueueRouting, ReadonlyMap<string, Member>>()
const everyone: Member = { attendant: '' as AttendantId }

/** What an attendant is to a queue, or nothing for one whom it leaves out. */
export const memberOf = (routing: QueueRouting, attendant: AttendantId): Member | undefined => {
  if (routing.members === undefined) return everyone
  let found = members.get(routing)
  if (found === undefined) {
    found = new Map(routing.members.map((m) => [m.attendant, m]))
    members.set(routing, found)
  }
  return found.get(attendant) ?? (routing.others === 'excluded' ? undefined : everyone)
}
