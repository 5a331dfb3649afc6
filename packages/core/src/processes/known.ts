import type * as Attendant from '../attendant/attendant.js'
import type * as Call from '../call/call.js'
import type { Recorded } from '../ports/event-store.js'
import type * as Shift from '../shift/shift.js'

export type Known = Call.Event | Shift.Event | Attendant.Event

/** The event behind a recorded one. Whoever runs a process has decoded it by the catalogue before. */
export const known = (recorded: Recorded): Known => recorded.data as unknown as Known

const callTypes: Record<Call.Event['type'], true> = {
  CallReceived: true, CallRefused: true, MenuEntered: true, DigitPressed: true, MenuRepeated: true, SelfServiceAnswered: true, CallLeftInMenu: true,
  CallQueued: true, CallEscalated: true, CallOffered: true, OfferEnded: true, OfferFenced: true, CallAnswered: true, CallHeld: true, CallResumed: true, CallTransferred: true,
  CallbackRequested: true, CallbackDialled: true, CallbackFailed: true,
  ConsultationOpened: true, ConsultationAnswered: true, ConsultationEnded: true, HandedOver: true, CallAbandoned: true, CallEnded: true,
  RecordingAttached: true, DispositionRecorded: true,
}
export const isCall = (e: Known): e is Call.Event => e.type in callTypes
