import * as t from 'io-ts'
import type { CallbackPolicy } from '../routing/policy.js'
import { AttendantId, CallId, OfferId, QueueId, ShiftId, TopicId, type MenuId, type PlanVersion } from '../shared/ids.js'
import { Instant } from '../shared/instant.js'
import { Whole } from '../shared/whole.js'

/** What an offer's events say of it. */
export const offered = { offer: OfferId, attendant: AttendantId, shift: ShiftId }

/** Engagements that an event ends: their shifts are told by a process. */
export const releases = { releases: t.readonlyArray(OfferId) }

export const place = { queue: QueueId, topic: TopicId, priority: Whole, rankSince: Instant }

export const RefusedBy = t.keyof(
  { notInService: null, retired: null, originNotServed: null, closed: null, blocked: null, queueFull: null },
  'RefusedBy'
)
export type RefusedBy = t.TypeOf<typeof RefusedBy>

export const EndedBy = t.keyof({ caller: null, attendant: null, system: null }, 'EndedBy')
export const Outcome = t.keyof({ answered: null, contained: null, unserved: null, withdrawn: null }, 'CallOutcome')

/** Why no talk came of a dial. */
export const DialOutcome = t.keyof({ noAnswer: null, busy: null, unreachable: null, attendantLeft: null, withdrawn: null, ended: null }, 'DialOutcome')
export type DialOutcome = t.TypeOf<typeof DialOutcome>

/** An earlier call of the same person that was abandoned: found by the edge through `SubjectRef`. */
export const Previous = t.type({ call: CallId, queue: QueueId, abandonedAt: Instant, rankSince: Instant }, 'Previous')
export type Previous = t.TypeOf<typeof Previous>

// Of the state

export interface Holder {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  readonly offer: OfferId
}

export interface Menus {
  /** From the first menu to the one that is heard. */
  readonly path: readonly MenuId[]
  readonly tries: number
  /** Until when a digit is awaited. */
  readonly until?: Instant
}

export interface Consultation {
  readonly queue: QueueId
  readonly topic: TopicId
  readonly planNow: PlanVersion
  /** Only this attendant is asked. */
  readonly only?: AttendantId
}

/** What was agreed with a citizen who is to be called back. */
export interface Callback {
  readonly terms: CallbackPolicy
  /** Begun so far. */
  readonly dials: number
  /** After a dial that failed. */
  readonly notBefore?: Instant
}
