import * as t from 'io-ts'
import { Whole } from '../shared/whole.js'
import type { Aged, Asked } from '../shared/decider.js'
import { event, eventUnion } from '../shared/event.js'
import { OfferDelays } from '../routing/policy.js'
import { AttendantId, CentreId, ContactId, OfferId, QueueId, ShiftId } from '../shared/ids.js'
import { later, Instant } from '../shared/instant.js'
import { Training } from '../shared/training.js'
import { Code } from '../shared/words.js'
import { Reason } from '../waiting/waiting.js'

// Event

/** What the policy in force grants one offer; kept with the reservation, so that no later change alters it. */
export const Terms = t.type(
  {
    /** In which the contact waits. */
    queue: QueueId,
    channel: Code,
    /** Of the attendant's capacity, in units. */
    cost: Whole,
    /** Channels whose engagements this one may set aside. */
    interrupts: t.readonlyArray(Code),
    /** The reservation lapses at this instant. */
    until: Instant,
    confirmSeconds: t.number,
    wrapUpSeconds: t.number,
    /** Consecutive misses that lead to a break; 0: never. */
    missLimit: Whole,
    /** How long the attendant is left alone after an offer that came to nothing. */
    delays: OfferDelays,
  },
  'Terms'
)
export type Terms = t.TypeOf<typeof Terms>

/** How a reservation ended without becoming an engagement. */
export const ReservationOutcome = t.keyof({ declined: null, busy: null, lapsed: null, deviceLost: null, signedOut: null, released: null }, 'ReservationOutcome')
export type ReservationOutcome = t.TypeOf<typeof ReservationOutcome>

const one = { offer: OfferId, contact: ContactId }

export const Event = eventUnion('ShiftEvent', [
  event('ShiftStarted', 1, 'The attendant is present and may be offered contacts.', { shift: ShiftId, attendant: AttendantId, centre: CentreId, capacity: Whole, training: t.readonlyArray(Training) }, { unbounded: t.literal(true) }),
  event('ShiftCancelled', 1, 'A granted shift was not started in time and never will be.', { shift: ShiftId, attendant: AttendantId }),
  event('CapacityAdjusted', 1, 'The open shift follows a change of the attendant’s capacity.', { capacity: Whole }),
  event('TrainingAdjusted', 1, 'The open shift follows a change of the attendant’s training.', { training: t.readonlyArray(Training) }),
  event('BreakStarted', 1, 'The attendant takes no offers for this reason.', { reason: Code }),
  event('BreakEnded', 1, 'The attendant takes offers again.', {}),
  event('DeviceLost', 1, 'The attendant’s device is gone: no offers; a call that is on is kept.', {}),
  event('DeviceRestored', 1, 'The attendant’s device is back.', {}),
  event('Reserved', 1, 'Capacity is set aside for one contact until the attendant accepts or the time runs out.', { ...one, shift: ShiftId, attendant: AttendantId, terms: Terms }, { reason: Reason }),
  event('ReservationEnded', 1, 'The reservation ended unaccepted.', { ...one, outcome: ReservationOutcome }, { readyAt: Instant }),
  event('Engaged', 1, 'The attendant accepted: the reservation became an engagement.', { ...one, shift: ShiftId, attendant: AttendantId, confirmBy: Instant, parks: t.readonlyArray(OfferId) }),
  event('EngagementConfirmed', 1, 'The contact says that this attendant answered it.', { ...one }),
  event('EngagementDoubted', 1, 'The contact has not confirmed the engagement in time and is asked.', { ...one }),
  event('Disengaged', 1, 'The engagement ended; what it had set aside resumes.', { ...one, because: Code, resumes: t.readonlyArray(OfferId) }, { wrapUpUntil: Instant }),
  event('WrapUpEnded', 1, 'The work after a contact is done.', { ...one, by: t.keyof({ attendant: null, clock: null, signOut: null }) }),
  event('MissCounted', 1, 'The attendant let an offer that had arrived go unanswered.', { ...one, consecutive: Whole }),
  event('SignOutAsked', 1, 'The attendant takes no new contact and leaves after the last one.', {}),
  event('ShiftEnded', 1, 'The attendant is gone.', { shift: ShiftId, attendant: AttendantId }),
])
export type Event = t.TypeOf<typeof Event>

// State

export interface Reservation {
  readonly offer: OfferId
  readonly contact: ContactId
  readonly terms: Terms
}
export interface Engagement extends Reservation {
  readonly since: Instant
  readonly confirmed: boolean
  /** Until then the contact has time to confirm; absent once it has, or was asked. */
  readonly confirmBy?: Instant
  /** The engagement that has set this one aside. */
  readonly parkedBy?: OfferId
}
export interface WrapUp extends Reservation {
  readonly until: Instant
}

export interface Open extends Aged {
  readonly status: 'open' | 'leaving'
  readonly shift: ShiftId
  readonly attendant: AttendantId
  readonly centre: CentreId
  readonly capacity: number
  /** A stand-in for attendants that a record does not name: capacity does not bind it. */
  readonly unbounded: boolean
  readonly training: readonly Training[]
  readonly onBreak?: string
  readonly deviceLost: boolean
  readonly reservations: readonly Reservation[]
  readonly engagements: readonly Engagement[]
  readonly wrapUps: readonly WrapUp[]
  /** Reservations that lapsed and whose contact has not yet said whether the offer had arrived. */
  readonly lapsed: readonly Reservation[]
  readonly misses: number
  /** Left alone until then, after an offer that came to nothing. */
  readonly readyAt?: Instant
  /** Since when without an engagement or wrap-up; a break or a missed offer does not change it. */
  readonly idleSince: Instant
}
export type State = (Aged & { readonly status: 'unknown' }) | (Aged & { readonly status: 'cancelled' }) | (Aged & { readonly status: 'ended' }) | Open

export const initial: State = { status: 'unknown', at: 0 as Instant }

// evolve

const without = <A extends { readonly offer: OfferId }>(list: readonly A[], offer: OfferId): readonly A[] => list.filter((x) => x.offer !== offer)
const find = <A extends { readonly offer: OfferId }>(list: readonly A[], offer: OfferId): A | undefined => list.find((x) => x.offer === offer)
const unpark = (e: Engagement): Engagement => ({ offer: e.offer, contact: e.contact, terms: e.terms, since: e.since, confirmed: e.confirmed, ...(e.confirmBy === undefined ? {} : { confirmBy: e.confirmBy }) })
const settled = (e: Engagement, confirmed: boolean): Engagement => ({ offer: e.offer, contact: e.contact, terms: e.terms, since: e.since, confirmed, ...(e.parkedBy === undefined ? {} : { parkedBy: e.parkedBy }) })

export const evolve = (state: State, e: Event): State => {
  if (e.type === 'ShiftStarted')
    return {
      status: 'open', at: e.at, shift: e.shift, attendant: e.attendant, centre: e.centre, capacity: e.capacity, unbounded: e.unbounded === true,
      training: e.training, deviceLost: false, reservations: [], engagements: [], wrapUps: [], lapsed: [], misses: 0, idleSince: e.at,
    }
  if (e.type === 'ShiftCancelled') return { status: 'cancelled', at: e.at }
  if (state.status !== 'open' && state.status !== 'leaving') return { ...state, at: e.at }
  const s: Open = { ...state, at: e.at }
  switch (e.type) {
    case 'CapacityAdjusted':
      return { ...s, capacity: e.capacity }
    case 'TrainingAdjusted':
      return { ...s, training: e.training }
    case 'BreakStarted':
      return { ...s, onBreak: e.reason }
    case 'BreakEnded': {
      const { onBreak: _, ...rest } = s
      return { ...rest, misses: 0 }
    }
    case 'DeviceLost':
      return { ...s, deviceLost: true }
    case 'DeviceRestored':
      return { ...s, deviceLost: false }
    case 'Reserved':
      return { ...s, reservations: [...s.reservations, { offer: e.offer, contact: e.contact, terms: e.terms }] }
    case 'ReservationEnded': {
      const was = find(s.reservations, e.offer)
      const lapsed = e.outcome === 'lapsed' && was !== undefined ? [...s.lapsed, was] : s.lapsed
      return { ...s, reservations: without(s.reservations, e.offer), lapsed, ...(e.readyAt === undefined ? {} : { readyAt: later(e.readyAt, s.readyAt ?? e.readyAt) }) }
    }
    case 'Engaged': {
      const was = find(s.reservations, e.offer)
      if (was === undefined) return s
      const others = s.engagements.map((x) => (e.parks.includes(x.offer) ? { ...x, parkedBy: e.offer } : x))
      return { ...s, reservations: without(s.reservations, e.offer), engagements: [...others, { ...was, since: e.at, confirmed: false, confirmBy: e.confirmBy }] }
    }
    case 'EngagementConfirmed':
      return { ...s, misses: 0, engagements: s.engagements.map((x) => (x.offer === e.offer ? settled(x, true) : x)) }
    case 'EngagementDoubted':
      return { ...s, engagements: s.engagements.map((x) => (x.offer === e.offer ? settled(x, x.confirmed) : x)) }
    case 'Disengaged': {
      const was = find(s.engagements, e.offer)
      const engagements = without(s.engagements, e.offer).map((x) => (e.resumes.includes(x.offer) ? unpark(x) : x))
      const wrapUps = e.wrapUpUntil !== undefined && was !== undefined ? [...s.wrapUps, { offer: was.offer, contact: was.contact, terms: was.terms, until: e.wrapUpUntil }] : s.wrapUps
      return { ...s, engagements, wrapUps, idleSince: e.at }
    }
    case 'WrapUpEnded':
      return { ...s, wrapUps: without(s.wrapUps, e.offer), idleSince: e.at }
    case 'MissCounted':
      return { ...s, misses: e.consecutive, lapsed: without(s.lapsed, e.offer) }
    case 'SignOutAsked':
      return { ...s, status: 'leaving' }
    case 'ShiftEnded':
      return { status: 'ended', at: e.at }
  }
}

// Command

interface Of<T extends string> extends Asked {
  readonly type: T
  readonly shift: ShiftId
}
interface On<T extends string> extends Of<T> {
  readonly offer: OfferId
}
export interface StartShift extends Of<'StartShift'> {
  readonly attendant: AttendantId
  readonly centre: CentreId
  readonly capacity: number
  readonly training: readonly Training[]
  readonly unbounded?: true
}
export interface CancelShift extends Of<'CancelShift'> { readonly attendant: AttendantId }
export interface AdjustCapacity extends Of<'AdjustCapacity'> { readonly capacity: number }
export interface AdjustTraining extends Of<'AdjustTraining'> { readonly training: readonly Training[] }
export interface StartBreak extends Of<'StartBreak'> { readonly reason: string }
/** `reason`: why this attendant, kept on the offer's event. */
export interface Reserve extends On<'Reserve'> { readonly contact: ContactId; readonly terms: Terms; readonly reason?: Reason }
/** The attendant takes a waiting contact by hand: reserved and engaged at once. */
export interface PickContact extends On<'PickContact'> { readonly contact: ContactId; readonly terms: Terms }
/** `because`: the attendant's device was busy with something else; by the attendant's own will where absent. */
export interface Decline extends On<'Decline'> { readonly because?: 'busy' }
export interface LapseReservation extends On<'LapseReservation'> { readonly dueAt: Instant }
export interface DoubtEngagement extends On<'DoubtEngagement'> { readonly dueAt: Instant }
export interface EndWrapUp extends On<'EndWrapUp'> { readonly dueAt?: Instant }
/** The contact's side ended: `missed` when the offer had arrived and was let go unanswered. */
export interface Release extends On<'Release'> { readonly missed: boolean }
/** `because` names the contact's event or refusal; wrap-up follows only an answered contact. */
export interface Disengage extends On<'Disengage'> { readonly because: string; readonly answered: boolean }
export type Command =
  | StartShift | CancelShift | AdjustCapacity | AdjustTraining | StartBreak | Reserve | PickContact | Decline | LapseReservation | DoubtEngagement
  | EndWrapUp | Release | Disengage
  | Of<'EndBreak'> | Of<'LoseDevice'> | Of<'RestoreDevice'> | On<'Accept'> | On<'ConfirmEngagement'> | Of<'SignOut'>

// Refusal

export type Refusal =
  | { readonly _tag: 'ShiftUnknown' }
  | { readonly _tag: 'ShiftAlreadyStarted' }
  | { readonly _tag: 'ShiftOver'; readonly status: 'cancelled' | 'ended' }
  | { readonly _tag: 'NotTakingOffers'; readonly why: 'break' | 'deviceLost' | 'leaving' }
  | { readonly _tag: 'AttendantResting'; readonly readyAt: Instant }
  | { readonly _tag: 'CapacityExceeded'; readonly capacity: number; readonly used: number; readonly cost: number }
  | { readonly _tag: 'CapacityInvalid'; readonly capacity: number }
  | { readonly _tag: 'TermsInvalid'; readonly field: keyof Terms }
  | { readonly _tag: 'ReservationUnknown'; readonly offer: OfferId }
  | { readonly _tag: 'AlreadyAccepted'; readonly offer: OfferId }
  | { readonly _tag: 'OfferOver'; readonly offer: OfferId }
  | { readonly _tag: 'TimerTooEarly'; readonly dueAt: Instant }
  | { readonly _tag: 'AlreadyOnBreak'; readonly reason: string }
