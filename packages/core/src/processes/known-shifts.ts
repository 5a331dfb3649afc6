import type { SignedIn } from '../routing/signed-in.js'
import type { Instant } from '../shared/instant.js'
import { unitsOf } from '../shift/rules/capacity.js'
import * as Shift from '../shift/shift.js'

/** A shift as the router keeps it: its state, and what it has done so far. */
export interface ShiftState {
  readonly kind: 'shift'
  readonly state: Shift.State
  /** Of the shift's last event. */
  readonly revision: number
  /** Contacts answered in this shift. */
  readonly contacts: number
  /** Time with contacts in this shift, in milliseconds, of those that are over. */
  readonly talkMs: number
  /** When each queue last offered it a contact. */
  readonly offeredAt: Readonly<Record<string, Instant>>
}

export const newShift: ShiftState = { kind: 'shift', state: Shift.initial, revision: -1, contacts: 0, talkMs: 0, offeredAt: {} }

/** Of an engagement that this event ends and that its contact had confirmed. */
const talkedMs = (state: Shift.State, e: Extract<Shift.Event, { type: 'Disengaged' }>): number => {
  const ended = 'engagements' in state ? state.engagements.find((x) => x.offer === e.offer) : undefined
  return ended?.confirmed === true ? e.at - ended.since : 0
}

/** ROUTE-12 A shift's contacts are those that were confirmed, its talk time runs from their acceptance to their end, and each reservation is an offer of its queue. */
const factsAfter = ({ state, contacts, talkMs, offeredAt }: ShiftState, e: Shift.Event) => ({
  contacts: e.type === 'EngagementConfirmed' ? contacts + 1 : contacts,
  talkMs: e.type === 'Disengaged' ? talkMs + talkedMs(state, e) : talkMs,
  offeredAt: e.type === 'Reserved' ? { ...offeredAt, [e.terms.queue]: e.at } : offeredAt,
})

export const foldShift = (s: ShiftState, e: Shift.Event, revision: number): ShiftState => ({ kind: 'shift', state: Shift.evolve(s.state, e), revision, ...factsAfter(s, e) })

const engagedUnits = (engagements: Shift.Open['engagements']): Readonly<Record<string, number>> => {
  const units = new Map<string, number>()
  for (const { terms } of engagements) units.set(terms.channel, (units.get(terms.channel) ?? 0) + terms.cost)
  return Object.fromEntries(units)
}

/** An attendant who is present; who has asked to leave takes nothing any more. */
export const signedIn = ({ state, revision, contacts, talkMs, offeredAt }: ShiftState): SignedIn | undefined =>
  state.status !== 'open' ? undefined : {
    attendant: state.attendant, shift: state.shift, revision, taking: !state.deviceLost && state.onBreak === undefined, idleSince: state.idleSince,
    ...(state.readyAt === undefined ? {} : { readyAt: state.readyAt }),
    training: state.training, capacity: state.capacity, unbounded: state.unbounded,
    held: unitsOf(state.reservations) + unitsOf(state.wrapUps), engaged: engagedUnits(state.engagements), contacts, talkMs, offeredAt,
  }
