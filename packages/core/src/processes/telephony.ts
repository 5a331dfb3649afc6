import { isCall, known } from './known.js'
import type * as Call from '../call/call.js'
import type { Recorded } from '../ports/event-store.js'
import type { Effect, EffectKind } from '../ports/outbound.js'
import type { ContactId, OfferId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Process } from '../shared/process.js'

/** The caller's side of a call, as a device. An attendant's device goes by the attendant's id. */
export const line = 'line'

/** One call's devices, and what is still to be told to them. */
export interface State {
  /** Effects not yet carried, oldest first. */
  readonly pending: readonly Effect[]
  /** Until when an offer may ring. */
  readonly ringsUntil: Readonly<Record<string, Instant>>
  /** Attendants who hear the caller, by their offers. */
  readonly connected: Readonly<Record<string, string>>
}

const initial: State = { pending: [], ringsUntil: {}, connected: {} }

interface Tell {
  readonly kind: EffectKind
  readonly device: string
  readonly detail: Effect['detail']
  readonly notAfter?: Instant
}

const without = <A>(record: Readonly<Record<string, A>>, key: string): Readonly<Record<string, A>> =>
  Object.fromEntries(Object.entries(record).filter(([k]) => k !== key))

/** Everyone hears that it is over, but whoever ended it; a caller who is being answered by an announcement hears it out. */
const hangUps = (s: State, e: Extract<Call.Event, { type: 'CallEnded' }>): readonly Tell[] => [
  ...(e.by === 'caller' ? [] : [{ kind: 'hang-up' as const, device: line, detail: { because: e.type, ...(e.outcome === 'contained' ? { after: 'announcement' } : {}) } }]),
  ...[...new Set(Object.values(s.connected))]
    .filter((attendant) => !(e.by === 'attendant' && attendant === e.attendant))
    .map((device) => ({ kind: 'hang-up' as const, device, detail: { because: e.type } })),
]

const released = (s: State, because: string, offers: readonly OfferId[]): readonly Tell[] =>
  offers.flatMap((offer) => {
    const device = s.connected[offer]
    return device === undefined ? [] : [{ kind: 'hang-up' as const, device, detail: { because } }]
  })

const tellings = (s: State, e: Call.Event): readonly Tell[] => {
  switch (e.type) {
    case 'MenuEntered':
      return [{ kind: 'announce', device: line, detail: { announcement: e.prompt, menu: e.menu, until: e.until } }]
    case 'MenuRepeated':
      return [{ kind: 'announce', device: line, detail: { announcement: e.prompt, menu: e.menu, until: e.until, again: e.why } }]
    case 'SelfServiceAnswered':
      return [{ kind: 'announce', device: line, detail: { announcement: e.announcement, ...(e.until === undefined ? {} : { until: e.until }) } }]
    case 'CallRefused':
      return [{ kind: 'announce', device: line, detail: { announcement: e.announcement, last: true, ...(e.opensAt === undefined ? {} : { opensAt: e.opensAt }) } }]
    case 'CallQueued':
      return [{ kind: 'notify', device: line, detail: { queue: e.queue, why: 'queued' } }]
    case 'CallOffered': {
      const notAfter = s.ringsUntil[e.offer]
      return [{ kind: 'ring', device: e.attendant, detail: { offer: e.offer, shift: e.shift, attendant: e.attendant }, ...(notAfter === undefined ? {} : { notAfter }) }]
    }
    case 'OfferEnded':
      return [{ kind: 'stop-ringing', device: e.attendant, detail: { offer: e.offer } }]
    case 'CallAnswered':
    case 'ConsultationAnswered':
      return [{ kind: 'bridge', device: e.attendant, detail: { offer: e.offer, attendant: e.attendant, shift: e.shift } }]
    case 'CallTransferred':
      return [...released(s, e.type, e.releases), { kind: 'notify', device: line, detail: { queue: e.queue, why: 'transferred' } }]
    case 'CallHeld':
      return [{ kind: 'notify', device: line, detail: { why: 'held' } }]
    case 'CallResumed':
      return [{ kind: 'notify', device: line, detail: { why: 'resumed' } }]
    case 'ConsultationEnded':
    case 'HandedOver':
      return released(s, e.type, e.releases)
    case 'CallLeftInMenu':
      return e.by === 'caller' ? [] : [{ kind: 'hang-up', device: line, detail: { because: e.type } }]
    case 'CallEnded':
      return hangUps(s, e)
    default:
      return []
  }
}

const connectedAfter = (s: State, e: Call.Event): State['connected'] => {
  if (e.type === 'CallAnswered' || e.type === 'ConsultationAnswered') return { ...s.connected, [e.offer]: e.attendant }
  if ('releases' in e) return e.releases.reduce((left, offer) => without(left, offer), s.connected)
  return s.connected
}

const tell = (s: State, recorded: Recorded, e: Call.Event): readonly Effect[] =>
  tellings(s, e).map((t, i) => ({
    id: `${recorded.stream}/${recorded.revision}/${i}`,
    key: `${recorded.stream}/${t.device}`,
    order: recorded.revision,
    contact: recorded.stream as string as ContactId,
    ...t,
  }))

/** Tells the telephone exchange what to do: whom to ring, what to play, whom to connect. */
export const telephony: Process<State> = {
  scope: 'key',
  name: 'telephony',
  version: 1,
  types: [
    'Reserved', 'ReservationEnded', 'Disengaged', 'MenuEntered', 'MenuRepeated', 'SelfServiceAnswered', 'CallRefused', 'CallQueued', 'CallOffered', 'OfferEnded',
    'CallAnswered', 'CallHeld', 'CallResumed', 'ConsultationAnswered', 'CallTransferred', 'ConsultationEnded', 'HandedOver', 'CallLeftInMenu', 'CallEnded',
  ],
  initial,
  keys: (recorded) => {
    const e = known(recorded)
    return isCall(e) ? [recorded.stream] : 'contact' in e ? [e.contact] : []
  },
  evolve: (s, recorded) => {
    const e = known(recorded)
    // TEL-01 An attendant is rung no longer than the reservation lasts.
    if (e.type === 'Reserved') return { ...s, ringsUntil: { ...s.ringsUntil, [e.offer]: e.terms.until } }
    if (!isCall(e)) return 'offer' in e ? { ...s, ringsUntil: without(s.ringsUntil, e.offer) } : s
    // TEL-02 Every effect carries the revision of the event that caused it, so that a late one is dropped.
    const pending = [...s.pending, ...tell(s, recorded, e)]
    const ringsUntil = e.type === 'CallOffered' ? without(s.ringsUntil, e.offer) : s.ringsUntil
    return { pending, ringsUntil, connected: connectedAfter(s, e) }
  },
  todo: (s) => s.pending.map((effect) => ({ id: effect.id, carry: effect })),
  done: (s, todoId) => ({ ...s, pending: s.pending.filter((effect) => effect.id !== todoId) }),
  wake: () => undefined,
  over: (s) => s.pending.length === 0 && Object.keys(s.ringsUntil).length === 0 && Object.keys(s.connected).length === 0,
}
