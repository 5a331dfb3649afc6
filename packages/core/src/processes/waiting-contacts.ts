import type * as Call from '../call/call.js'
import type { WaitingContact } from '../routing/contact.js'
import type { AttendantId, CentreId, ContactId, OfferId, QueueId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { TodoOutcome } from '../shared/process.js'
import { joined, placeIn, stepped, type Place, type TakenStep } from '../waiting/waiting.js'

interface Pending {
  readonly offer: OfferId
  readonly attendant: AttendantId
}

/** A contact as the router keeps it. */
export interface ContactState {
  readonly kind: 'contact'
  readonly centre?: CentreId
  /** Where it waits, or whence it is being called back. */
  readonly place?: Place
  readonly holder?: AttendantId
  /** The citizen is being dialled: an attendant is there already. */
  readonly dialling: boolean
  /** Between two dials. */
  readonly notBefore?: Instant
  readonly taken: readonly TakenStep[]
  /** Steps that the contact was sent, as `queue/step`: it is not sent them again, whatever came of it. */
  readonly sent: readonly string[]
  /** Steps that came when the contact did not wait there any more: sent again once it waits anew. */
  readonly late: readonly string[]
  /** Reservations made for it that neither side has ended. */
  readonly pending: readonly Pending[]
  /** Since when there is any of them. */
  readonly ringingSince?: Instant
  readonly lastOffered?: AttendantId
  readonly passedOver: readonly AttendantId[]
  /** Reservations made for it so far. */
  readonly reserved: number
  /** Shifts whose Reserve was refused, as `tryOf` names them. */
  readonly refusedBy: readonly string[]
  readonly over: boolean
}

export const newContact: ContactState = { kind: 'contact', dialling: false, taken: [], sent: [], late: [], pending: [], passedOver: [], reserved: 0, refusedBy: [], over: false }

const idle = (s: ContactState): ContactState => {
  const { place: _, notBefore: __, ...rest } = s
  return { ...rest, dialling: false, refusedBy: [], late: [] }
}

const waitsIn = (s: ContactState, place: Place): ContactState => ({ ...idle(s), place })

const passed = (s: ContactState, who: AttendantId): ContactState => (s.passedOver.includes(who) ? s : { ...s, passedOver: [...s.passedOver, who] })

/** The reservation is over on either side. */
export const stops = (s: ContactState, offer: OfferId): ContactState => {
  const { ringingSince, ...rest } = s
  const pending = s.pending.filter((p) => p.offer !== offer)
  return { ...rest, pending, ...(pending.length === 0 || ringingSince === undefined ? {} : { ringingSince }) }
}

/** ROUTE-13 From its reservation on an offer counts as one of the contact's, and the contact as rung from the first of those that are pending. */
export const begins = (s: ContactState, { at, offer, attendant }: Pending & { readonly at: Instant }): ContactState => ({
  ...s, pending: [...s.pending, { offer, attendant }], ringingSince: s.ringingSince ?? at, lastOffered: attendant, reserved: s.reserved + 1,
})

/** ROUTE-14 A step changes where the contact waits, for the contact alone; one that leads to another queue lets go for whom it was meant. */
const escalated = (s: ContactState, { at, queue, step, action }: Extract<Call.Event, { type: 'CallEscalated' }>): ContactState => {
  const taken = [...s.taken, { queue, step, action }]
  if (s.place === undefined) return { ...s, taken }
  const place = stepped(taken, s.place, at)
  return action.do === 'queue' ? { ...s, taken, place, refusedBy: [], late: [] } : { ...s, taken, place }
}

export const foldCall = (s: ContactState, e: Call.Event): ContactState => {
  switch (e.type) {
    case 'CallReceived':
      return { ...s, centre: e.centre }
    case 'CallQueued':
      return waitsIn(s, placeIn(s.taken, joined(e, e.at)))
    case 'CallEscalated':
      return escalated(s, e)
    case 'CallTransferred': {
      const { holder: _, ...rest } = waitsIn(s, placeIn(s.taken, joined(e, e.at)))
      return passed(rest, e.from)
    }
    case 'ConsultationOpened':
      return waitsIn(s, joined({ ...e, rankSince: e.at }, e.at))
    case 'OfferEnded': {
      const rest = stops(s, e.offer)
      return e.outcome === 'noAnswer' || e.outcome === 'declined' || e.outcome === 'busy' ? passed(rest, e.attendant) : rest
    }
    case 'OfferFenced':
      return stops(s, e.offer)
    case 'CallAnswered':
      return { ...stops(idle(s), e.offer), holder: e.attendant }
    // ROUTE-15 A citizen who is dialled waits for nobody; after a dial that failed, in the old place, though not before the next dial may begin.
    case 'CallbackDialled':
      return { ...stops(s, e.offer), dialling: true, refusedBy: [], late: [] }
    case 'CallbackFailed':
      return { ...s, dialling: false, ...(e.notBefore === undefined ? {} : { notBefore: e.notBefore }) }
    case 'ConsultationAnswered':
      return stops(idle(s), e.offer)
    case 'ConsultationEnded':
      return idle(s)
    case 'HandedOver':
      return { ...idle(s), holder: e.to }
    case 'CallRefused':
    case 'CallLeftInMenu':
    case 'CallAbandoned':
    case 'CallEnded':
      return { ...idle(s), over: true }
    default:
      return s
  }
}

/** Steps of a queue that the contact has taken, or was sent: none of them comes again while it waits here. */
export const stepsSent = (s: ContactState, queue: QueueId): readonly string[] => [
  ...s.taken.filter((t) => t.queue === queue).map((t) => t.step),
  ...[...s.sent, ...s.late].filter((id) => id.startsWith(`${queue}/`)).map((id) => id.slice(queue.length + 1)),
]

/** ROUTE-17 A contact is sent a step once, whatever it answers: who refuses goes on waiting, and the other steps come in their turn. A step that came too late, when it did not wait there, comes again once it does. */
export const stepSent = (s: ContactState, id: string, outcome: TodoOutcome): ContactState =>
  outcome._tag === 'refusal' && (outcome.refusal._tag === 'CallNotWaiting' || outcome.refusal._tag === 'NotInQueue') ? { ...s, late: [...s.late, id] } : { ...s, sent: [...s.sent, id] }

/** The contact as it waits for an attendant, with what is pending for it; nothing while it does not. */
export const waitingContact = (key: string, s: ContactState): WaitingContact | undefined => {
  if (s.place === undefined || s.dialling || s.over) return undefined
  const { queue, topic, priority, rankSince, joinedAt, widened, prefers, only } = s.place
  return {
    contact: key as ContactId, queue, topic, priority, rankSince, joinedAt, passedOver: s.passedOver, offered: s.pending.map((p) => p.attendant),
    offersBegun: s.reserved, refusedBy: s.refusedBy,
    ...(widened === undefined ? {} : { widened }), ...(prefers === undefined ? {} : { prefers }),
    ...(only === undefined ? {} : { only }), ...(s.holder === undefined ? {} : { not: s.holder }),
    ...(s.ringingSince === undefined ? {} : { ringingSince: s.ringingSince }), ...(s.lastOffered === undefined ? {} : { lastOffered: s.lastOffered }),
    ...(s.notBefore === undefined ? {} : { notBefore: s.notBefore }),
  }
}
