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
  /** Attendants whose devices are on the call, by their offers. */
  readonly connected: Readonly<Record<string, string>>
  /** Nobody is on the line until the citizen has been called back, there. */
  readonly away?: Pick<Extract<Call.Event, { type: 'CallbackRequested' }>, 'number'>
  /** The caller is told that the call is closed. */
  readonly closing?: true
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

/** Asked of own entries only: an offer may be called `constructor`. */
const of = <A>(record: Readonly<Record<string, A>>, offer: OfferId): A | undefined => (Object.hasOwn(record, offer) ? record[offer] : undefined)

const hearOut = { after: 'announcement' }

/** Everyone hears that it is over, but whoever ended it; a caller who is being told something by an announcement hears it out. */
const hangUps = (s: State, e: Extract<Call.Event, { type: 'CallEnded' }>): readonly Tell[] => [
  ...(e.by === 'caller' || s.away !== undefined ? []
    : [{ kind: 'hang-up' as const, device: line, detail: { because: e.type, ...(e.outcome === 'contained' || s.closing === true ? hearOut : {}) } }]),
  ...[...new Set(Object.values(s.connected))]
    .filter((attendant) => !(e.by === 'attendant' && attendant === e.attendant))
    .map((device) => ({ kind: 'hang-up' as const, device, detail: { because: e.type } })),
]

const released = (s: State, because: string, offers: readonly OfferId[]): readonly Tell[] =>
  offers.flatMap((offer) => {
    const device = of(s.connected, offer)
    return device === undefined ? [] : [{ kind: 'hang-up' as const, device, detail: { because } }]
  })

/** What a step of escalation lets the caller hear; nothing where nobody is on the line. */
const heard = (s: State, { action }: Extract<Call.Event, { type: 'CallEscalated' }>): readonly Tell[] => {
  if (s.away !== undefined) return []
  switch (action.do) {
    case 'message':
    case 'callback':
      return [{ kind: 'announce', device: line, detail: { announcement: action.announcement, why: action.do } }]
    case 'close':
      return [{ kind: 'announce', device: line, detail: { announcement: action.announcement, why: action.do, last: true } }]
    case 'queue':
      return [{ kind: 'notify', device: line, detail: { queue: action.queue, why: 'moved' } }]
    case 'relax':
    case 'tier':
    case 'priority':
      return []
  }
}

/** TEL-03 A citizen is dialled for as long as the dial lasts, while the attendant waits, and no longer: whatever ends the dial hangs up the line. */
const dialling = (s: State, { type: _, at: __, reportedAt: ___, ...dial }: Extract<Call.Event, { type: 'CallbackDialled' }>): readonly Tell[] => [
  { kind: 'dial', device: line, detail: { ...dial, ...s.away }, notAfter: dial.until },
  { kind: 'notify', device: dial.attendant, detail: { offer: dial.offer, why: 'dialling' } },
]

const undialled = (s: State, e: Extract<Call.Event, { type: 'CallbackFailed' }>): readonly Tell[] => [
  { kind: 'hang-up', device: line, detail: { because: e.type } },
  ...(e.why === 'attendantLeft' ? [] : released(s, e.type, e.releases)),
]

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
    case 'CallEscalated':
      return heard(s, e)
    case 'CallbackRequested':
      return [{ kind: 'hang-up', device: line, detail: { because: e.type, ...hearOut } }]
    case 'CallbackDialled':
      return dialling(s, e)
    case 'CallbackFailed':
      return undialled(s, e)
    case 'CallOffered': {
      const notAfter = of(s.ringsUntil, e.offer)
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
  if (e.type === 'CallAnswered' || e.type === 'CallbackDialled' || e.type === 'ConsultationAnswered') return { ...s.connected, [e.offer]: e.attendant }
  if ('releases' in e) return e.releases.reduce((left, offer) => without(left, offer), s.connected)
  return s.connected
}

/** TEL-04 Between asking for a callback and being connected nobody is on the line, and nothing is played to it. */
const lineAfter = ({ away, closing }: State, e: Call.Event): Pick<State, 'away' | 'closing'> => {
  if (e.type === 'CallbackRequested') return { away: e.number === undefined ? {} : { number: e.number } }
  if (e.type === 'CallAnswered' || e.type === 'CallEnded') return {}
  if (e.type === 'CallEscalated' && e.action.do === 'close') return { ...(away === undefined ? {} : { away }), closing: true }
  return { ...(away === undefined ? {} : { away }), ...(closing === undefined ? {} : { closing }) }
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
  version: 2,
  types: [
    'Reserved', 'ReservationEnded', 'Disengaged', 'MenuEntered', 'MenuRepeated', 'SelfServiceAnswered', 'CallRefused', 'CallQueued', 'CallOffered', 'OfferEnded',
    'CallEscalated', 'CallbackRequested', 'CallbackDialled', 'CallbackFailed', 'CallAnswered', 'CallHeld', 'CallResumed', 'ConsultationAnswered', 'CallTransferred', 'ConsultationEnded', 'HandedOver', 'CallLeftInMenu', 'CallEnded',
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
    return { pending, ringsUntil, connected: connectedAfter(s, e), ...lineAfter(s, e) }
  },
  todo: (s) => s.pending.map((effect) => ({ id: effect.id, carry: effect })),
  done: (s, todoId) => ({ ...s, pending: s.pending.filter((effect) => effect.id !== todoId) }),
  wake: () => undefined,
  over: (s) => s.pending.length === 0 && s.away === undefined && s.closing === undefined && Object.keys(s.ringsUntil).length === 0 && Object.keys(s.connected).length === 0,
}
