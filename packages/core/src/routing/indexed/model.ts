import type { AttendantId, QueueId, TopicId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import type { Training } from '../../shared/training.js'
import type { WaitingContact } from '../contact.js'
import type { Requirement } from '../eligible.js'
import type { QueuePolicy } from '../policy.js'
import type { SignedIn } from '../signed-in.js'
import type { SortedSet } from './sorted-set.js'

/** What stands in the way of an attendant for all contacts of a kind of queue, in the order of the rules; `ready` where nothing does. */
export const status = { notTaking: 0, noRoom: 1, resting: 2, notMember: 3, ready: 4 } as const
export type Status = (typeof status)[keyof typeof status]

/** Queues to which every attendant is the same: one order of attendants serves them all. */
export interface Kind {
  /** One of its queues: the only one where the strategy looks at it. */
  readonly queue: QueueId
  readonly policy: QueuePolicy
  /** Whether the strategy's part of a key is the same for all of its contacts. */
  readonly ordered: boolean
  /** Everyone signed in, by status. */
  readonly counts: number[]
  /** Members signed in, by tier. */
  readonly tiers: Map<number, number>
  lowestTier: number
  readonly pools: Pool[]
  readonly questions: Question[]
}

/** A queue, and the waits after which its contacts ask for less. */
export interface Asked {
  readonly queue: QueueId
  readonly policy: QueuePolicy
  readonly kind: Kind
  /** Milliseconds in the queue, ascending. */
  readonly stages: readonly number[]
  /** Of contacts that no escalation step has widened, by topic and stage. */
  readonly byStage: Map<TopicId, Question[]>
  readonly byText: Map<string, Question>
}

/** Attendants who are trained alike. */
export interface Profile {
  readonly key: string
  /** What holds by now, each topic once. */
  readonly training: readonly Training[]
  size: number
  /** One for each kind. */
  readonly pools: readonly Pool[]
}

/** The ready ones of a profile, in the order of a kind. */
export interface Pool {
  readonly kind: Kind
  readonly profile: Profile
  readonly ready: SortedSet<Standing>
  /** Those that its profile is trained for. */
  readonly questions: Question[]
}

/** What an attendant is to a kind of queue. */
export interface Standing {
  readonly present: Present
  readonly attendant: AttendantId
  readonly kind: Kind
  readonly isMember: boolean
  readonly tier: number
  status: Status
  /** The strategy's, where it does not look at the contact. */
  part: number
  idleSince: Instant
  pool: Pool
}

/** What changes with time alone is looked at again then. */
export interface Timed {
  /** Different for each. */
  readonly order: number
  /** Infinity where time changes nothing. */
  wakeAt: number
}

export interface Present extends Timed {
  readonly sort: 'attendant'
  attendant: SignedIn
  profile: Profile
  /** The profile holds as long as no further training begins. */
  profileUntil: number
  readonly standings: readonly Standing[]
}

/** Contacts that ask the same, in their order. */
export interface Question {
  /** Ready attendants trained for it whose tier is open. */
  open: number
  tier: number
  /** How many ask it. */
  waiting: number
  /** Its place among the questions that somebody could answer now; -1 where nobody can, or nobody asks. */
  slot: number
  readonly asked: Asked
  readonly requirement: Requirement
  readonly byTime: number
  /** Of the kind, trained for it. */
  readonly pools: Pool[]
  readonly plain: SortedSet<Waiter>
  /** Those that are not for some of the attendants. */
  readonly choosy: SortedSet<Waiter>
}

export interface Waiter extends Timed {
  readonly sort: 'contact'
  contact: WaitingContact
  /** Its rank in parts, compared often: weight, priority and since of the key; the id is the contact's. */
  byWeight: number
  byPriority: number
  since: number
  question: Question | undefined
  /** Where it is kept; `out` where no further offer is wanted. */
  among: 'out' | 'plain' | 'choosy' | 'bound'
  /** For now only the attendant who knows it. */
  heldFor: boolean
  bound: Named | undefined
  watches: Named | undefined
}

/** An attendant whom contacts name. */
export interface Named {
  readonly attendant: AttendantId
  /** Contacts that only this one may take now. */
  readonly bound: SortedSet<Waiter>
  /** Contacts that prefer this one while they may. */
  readonly watchers: Set<Waiter>
}
