import type * as Call from '../call/call.js'
import type { AttendantId, CentreId, OfferId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Place } from '../waiting/waiting.js'

/** A contact as the router keeps it. */
export interface ContactState {
  readonly kind: 'contact'
  readonly centre?: CentreId
  readonly place?: Pick<Place, 'queue' | 'topic' | 'priority' | 'rankSince'>
  readonly only?: AttendantId
  readonly holder?: AttendantId
  /** Reservations made for it that neither side has ended. */
  readonly pending: readonly OfferId[]
  readonly passedOver: readonly AttendantId[]
  /** Reservations made for it so far. */
  readonly reserved: number
  /** Shifts whose Reserve was refused, as `tryOf` names them. */
  readonly refusedBy: readonly string[]
  readonly over: boolean
}

export const newContact: ContactState = { kind: 'contact', pending: [], passedOver: [], reserved: 0, refusedBy: [], over: false }

interface Joined {
  readonly queue: Place['queue']
  readonly topic: Place['topic']
  readonly priority: number
  readonly rankSince: Instant
  readonly only?: AttendantId
}

const idle = (s: ContactState): ContactState => {
  const { place: _, only: __, ...rest } = s
  return { ...rest, refusedBy: [] }
}

const waits = (s: ContactState, e: Joined): ContactState => ({
  ...idle(s), place: { queue: e.queue, topic: e.topic, priority: e.priority, rankSince: e.rankSince }, ...(e.only === undefined ? {} : { only: e.only }),
})

const passed = (s: ContactState, who: AttendantId): ContactState => (s.passedOver.includes(who) ? s : { ...s, passedOver: [...s.passedOver, who] })

/** The reservation is over on either side. */
export const stops = (s: ContactState, offer: OfferId): ContactState => ({ ...s, pending: s.pending.filter((o) => o !== offer) })

export const begins = (s: ContactState, offer: OfferId): ContactState => ({ ...s, pending: [...s.pending, offer], reserved: s.reserved + 1 })

export const foldCall = (s: ContactState, e: Call.Event): ContactState => {
  switch (e.type) {
    case 'CallReceived':
      return { ...s, centre: e.centre }
    case 'CallQueued':
      return waits(s, e)
    case 'CallTransferred': {
      const { holder: _, ...rest } = waits(s, e)
      return passed(rest, e.from)
    }
    case 'ConsultationOpened':
      return waits(s, { ...e, rankSince: e.at })
    case 'OfferEnded': {
      const rest = stops(s, e.offer)
      return e.outcome === 'noAnswer' || e.outcome === 'declined' ? passed(rest, e.attendant) : rest
    }
    case 'OfferFenced':
      return stops(s, e.offer)
    case 'CallAnswered':
      return { ...stops(idle(s), e.offer), holder: e.attendant }
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
