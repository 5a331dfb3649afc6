import { outcomes, type Outcome } from '../../shared/decider.js'
import { plus, seconds, type Instant } from '../../shared/instant.js'
import type { Decline, Disengage, Event, Open, PickContact, Refusal, Release, Reservation, ReservationOutcome, Reserve, Terms } from '../shift.js'
import { fits, parksFor, resumesFor, usedFor } from './capacity.js'
import { readyAfter } from './rest.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>

const whyNot = (s: Open) => (s.status === 'leaving' ? 'leaving' : s.deviceLost ? 'deviceLost' : s.onBreak !== undefined ? 'break' : undefined)

const isSpan = (n: number) => Number.isFinite(n) && n >= 0
const isCount = (n: number) => Number.isSafeInteger(n) && n >= 0

/** SHIFT-12 Terms that could not be kept are refused: a cost below 1, a time that is over, a span that is none. */
const faultIn = (terms: Terms, at: Instant): keyof Terms | undefined =>
  !Number.isSafeInteger(terms.cost) || terms.cost < 1 ? 'cost'
  : !(terms.until >= at) ? 'until'
  : !isSpan(terms.confirmSeconds) ? 'confirmSeconds'
  : !isSpan(terms.wrapUpSeconds) ? 'wrapUpSeconds'
  : !isCount(terms.missLimit) ? 'missLimit'
  : !Object.values(terms.delays).every((delay) => delay === undefined || isCount(delay.delaySeconds)) ? 'delays'
  : undefined

/** SHIFT-03 Nobody is reserved on break, while leaving, without a device, or beyond capacity. */
const refusalOf = ({ at, offer, terms }: Reserve | PickContact, s: Open): Refusal | undefined => {
  if (s.lapsed.some((r) => r.offer === offer) || s.wrapUps.some((w) => w.offer === offer)) return { _tag: 'OfferOver', offer }
  const why = whyNot(s)
  if (why !== undefined) return { _tag: 'NotTakingOffers', why }
  const field = faultIn(terms, at)
  if (field !== undefined) return { _tag: 'TermsInvalid', field }
  return fits(s, terms) ? undefined : { _tag: 'CapacityExceeded', capacity: s.capacity, used: usedFor(s, terms.interrupts), cost: terms.cost }
}

const reserved = ({ at, offer, contact, terms }: Reserve | PickContact, s: Open) =>
  ({ type: 'Reserved', at, offer, contact, shift: s.shift, attendant: s.attendant, terms }) as const

const isHeld = (offer: Reservation['offer'], s: Open): boolean => s.reservations.some((r) => r.offer === offer) || s.engagements.some((e) => e.offer === offer)

export const reserve = (c: Reserve, s: Open): Answer => {
  if (isHeld(c.offer, s)) return nothing
  const refusal = refusalOf(c, s)
  if (refusal !== undefined) return refuse(refusal)
  // SHIFT-13 Nobody is reserved while left alone after an offer that came to nothing.
  if (s.readyAt !== undefined && c.at < s.readyAt) return refuse({ _tag: 'AttendantResting', readyAt: s.readyAt })
  return emit({ ...reserved(c, s), ...(c.reason === undefined ? {} : { reason: c.reason }) })
}

/** SHIFT-15 Who picks a contact by hand is reserved and engaged in one append, within capacity as any other, and needs no rest. */
export const pick = (c: PickContact, s: Open): Answer => {
  if (isHeld(c.offer, s)) return accept(c.at, c.offer, s)
  const refusal = refusalOf(c, s)
  if (refusal !== undefined) return refuse(refusal)
  const picked: Reservation = { offer: c.offer, contact: c.contact, terms: c.terms }
  return emit(reserved(c, s), engaged(c.at, picked, { ...s, reservations: [...s.reservations, picked] }))
}

/** SHIFT-04 Only a pending reservation can be accepted; it becomes an engagement. */
export const accept = (at: Instant, offer: Reservation['offer'], s: Open): Answer => {
  const pending = s.reservations.find((r) => r.offer === offer)
  if (pending === undefined) return s.engagements.some((e) => e.offer === offer) ? nothing : refuse({ _tag: 'ReservationUnknown', offer })
  return emit(engaged(at, pending, s))
}

const engaged = (at: Instant, { offer, contact, terms }: Reservation, s: Open): Event => ({
  type: 'Engaged', at, offer, contact, shift: s.shift, attendant: s.attendant, confirmBy: plus(at, seconds(terms.confirmSeconds)), parks: parksFor(s, { offer, terms }),
})

export const decline = ({ at, offer, because }: Decline, s: Open): Answer =>
  s.engagements.some((e) => e.offer === offer) ? refuse({ _tag: 'AlreadyAccepted', offer }) : endReservation(at, offer, s, because ?? 'declined')

const endOf = (at: Instant, { offer, contact, terms }: Reservation, outcome: ReservationOutcome): Event => {
  const readyAt = readyAfter(at, terms, outcome)
  return { type: 'ReservationEnded', at, offer, contact, outcome, ...(readyAt === undefined ? {} : { readyAt }) }
}

export const endReservation = (at: Instant, offer: Reservation['offer'], s: Open, outcome: ReservationOutcome): Answer => {
  const pending = s.reservations.find((r) => r.offer === offer)
  return pending === undefined ? nothing : emit(endOf(at, pending, outcome))
}

export const endAll = (at: Instant, s: Open, outcome: ReservationOutcome): readonly Event[] => s.reservations.map((r) => endOf(at, r, outcome))

/** SHIFT-05 A miss is counted only when the contact says that the offer had arrived; enough of them in a row lead to a break. */
export const release = ({ at, offer, missed }: Release, s: Open): Answer => {
  const lapsed = s.lapsed.find((r) => r.offer === offer)
  const pending = s.reservations.find((r) => r.offer === offer)
  if (lapsed === undefined && pending === undefined) return nothing
  const ends: Event[] = pending === undefined ? [] : [{ type: 'ReservationEnded', at, offer, contact: pending.contact, outcome: 'released' }]
  if (!missed || lapsed === undefined) return ends[0] === undefined ? nothing : emit(ends[0])
  const consecutive = s.misses + 1
  const { missLimit } = lapsed.terms
  const counted: Event = { type: 'MissCounted', at, offer, contact: lapsed.contact, consecutive }
  return missLimit > 0 && consecutive >= missLimit && s.onBreak === undefined && s.status === 'open'
    ? emit(counted, { type: 'BreakStarted', at, reason: 'missed-offers' })
    : emit(counted)
}

/** SHIFT-06 An engagement ends only by an event; wrap-up follows only an answered contact; who is leaving is gone after the last. */
export const disengage = ({ at, offer, because, answered }: Disengage, s: Open): Answer => {
  const engaged = s.engagements.find((e) => e.offer === offer)
  if (engaged === undefined) {
    const pending = s.reservations.find((r) => r.offer === offer)
    return pending === undefined ? nothing : emit({ type: 'ReservationEnded', at, offer, contact: pending.contact, outcome: 'released' })
  }
  const rest = s.engagements.filter((e) => e.offer !== offer)
  const leaves = s.status === 'leaving' && rest.length === 0
  const wrapsUp = answered && engaged.terms.wrapUpSeconds > 0 && !leaves
  const ended: Event = {
    type: 'Disengaged', at, offer, contact: engaged.contact, because, resumes: resumesFor(s, offer),
    ...(wrapsUp ? { wrapUpUntil: plus(at, seconds(engaged.terms.wrapUpSeconds)) } : {}),
  }
  return leaves ? emit(ended, ...gone(at, s)) : emit(ended)
}

export const gone = (at: Instant, s: Open): readonly [Event, ...Event[]] => {
  const end: Event = { type: 'ShiftEnded', at, shift: s.shift, attendant: s.attendant }
  const [first, ...more]: Event[] = s.wrapUps.map((w) => ({ type: 'WrapUpEnded', at, offer: w.offer, contact: w.contact, by: 'signOut' }))
  return first === undefined ? [end] : [first, ...more, end]
}

/** SHIFT-07 Signing out releases what is pending in the same append; the shift ends after its last engagement. */
export const signOut = (at: Instant, s: Open): Answer => {
  if (s.status === 'leaving') return nothing
  const events: readonly [Event, ...Event[]] = [{ type: 'SignOutAsked', at }, ...endAll(at, s, 'signedOut')]
  return s.engagements.length === 0 ? emit(...events, ...gone(at, s)) : emit(...events)
}
