import type { AttendantId, ContactId, OfferId, Recorded, ShiftId } from '@disque/core'

/** A law that the events do not keep, and the event that shows it. */
export interface Broken {
  readonly law: Law
  /** `stream@revision`, or the stream alone where something never came. */
  readonly where: string
  readonly what: string
}

export const laws = {
  decodable: 'every event is what its codec says',
  history: 'a stream is numbered from 0 without a gap, and its time never goes back',
  once: 'a call is received once and ends once',
  ended: 'every call, shift, reservation and engagement ends',
  engagedFirst: 'whoever answers a call was offered it and is engaged for it before',
  oneHolder: 'nobody is served by two: a call has one holder, and a second attendant only in a consultation',
  capacity: 'nobody serves beyond capacity',
  takesOffers: 'nobody is reserved on break, without a device or while leaving',
  oneShift: 'an attendant has one open shift at most',
  misses: 'a miss is counted only for an offer that had arrived and went unanswered',
  sum: 'received = refused + left in the menu + contained + answered + abandoned + unserved',
} as const
export type Law = keyof typeof laws

export interface Engaged {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  readonly contact: ContactId
}

/** What the calls' side and the shifts' side say of the same offers, in the store's order. */
export interface Ledger {
  readonly engaged: Map<OfferId, Engaged>
  readonly unanswered: Set<OfferId>
  readonly broken: Broken[]
}

export const placeOf = (recorded: Recorded): string => `${recorded.stream}@${recorded.revision}`
