import { isCall, known } from './known.js'
import { commandsFor } from './contact-commands.js'
import type { AttendantId, ContactId, OfferId, QueueId, ShiftId } from '../shared/ids.js'
import type { Process, Sending, Todo } from '../shared/process.js'
import type * as Shift from '../shift/shift.js'
import type { OfferOutcome, Reason } from '../waiting/waiting.js'

/** What both sides of one offer have said so far. */
export interface State {
  readonly contact?: ContactId
  readonly attendant?: AttendantId
  readonly shift?: ShiftId
  /** For which the attendant was reserved. */
  readonly queue?: QueueId
  /** Why this attendant: kept until the offer's event has it. */
  readonly reason?: Reason
  /** The shift's side. */
  readonly held: 'unseen' | 'reserved' | 'engaged' | 'over'
  readonly reservationOutcome?: Shift.ReservationOutcome
  readonly confirmed: boolean
  readonly doubted: boolean
  /** The contact's side: `refused` when it would not be offered or answered. */
  readonly stands: 'unseen' | 'offered' | 'answered' | 'over' | 'refused'
  readonly offerOutcome?: OfferOutcome
  /** The contact's event or refusal that ended it. */
  readonly because?: string
  /** Whether the contact had been answered through this offer. */
  readonly served: boolean
  readonly done: readonly string[]
}

const initial: State = { held: 'unseen', confirmed: false, doubted: false, stands: 'unseen', served: false, done: [] }

const unaccepted: Readonly<Partial<Record<Shift.ReservationOutcome, OfferOutcome>>> = {
  declined: 'declined', busy: 'busy', lapsed: 'noAnswer', deviceLost: 'deviceLost', signedOut: 'signedOut',
}

const contactOver = (s: State): State['stands'] => (s.stands === 'refused' ? s.stands : 'over')

const isDone = (s: State, what: string): boolean => s.done.some((d) => d.endsWith(`/${what}`))

/** What the contact is to be told of a reservation that its attendant did not accept. */
const outcomeFor = ({ reservationOutcome }: State): OfferOutcome | undefined => (reservationOutcome === undefined ? undefined : unaccepted[reservationOutcome])

/** The contact's side has ended, and has said so to all who count its offers. */
const isSettled = (s: State): boolean => s.stands === 'over' || (s.stands === 'refused' && (outcomeFor(s) === undefined || isDone(s, 'withdraw')))

const steps = (s: State, now: Parameters<Process<State>['todo']>[1], offer: OfferId): readonly { readonly what: string; readonly send: Sending }[] => {
  const { contact, attendant, shift } = s
  if (contact === undefined || attendant === undefined || shift === undefined) return []
  const toShift = (command: Shift.Command): Sending => ({ to: 'shift', command })
  const to = commandsFor(contact)
  // OFFER-07 What is no contact of any channel, such as one picked by a wrong name, is given back: no attendant is kept by it.
  if (to === undefined)
    return s.held === 'over' ? [] : [{ what: 'disengage', send: toShift({ type: 'Disengage', shift, offer, at: now, because: 'ContactUnknown', answered: false }) }]
  const who = { at: now, offer, attendant, shift }
  const ended = s.stands === 'over' || s.stands === 'refused'
  // OFFER-01 A reservation is followed by the offer to the contact; an acceptance by the answer.
  if ((s.held === 'reserved' || s.held === 'engaged') && s.stands === 'unseen') {
    const why = s.reason === undefined ? {} : { reason: s.reason, planNow: s.reason.policy }
    return [{ what: 'offer', send: to.offer(contact, { ...who, ...(s.queue === undefined ? {} : { queue: s.queue }), ...why }) }]
  }
  if (s.held === 'engaged' && s.stands === 'offered' && !isDone(s, 'answer')) return [{ what: 'answer', send: to.answer(contact, who) }]
  if (s.held === 'engaged' && s.stands === 'answered' && !s.confirmed) return [{ what: 'confirm', send: toShift({ type: 'ConfirmEngagement', shift, offer, at: now }) }]
  // OFFER-02 A reservation that ended unaccepted is withdrawn from the contact, with how it ended, also one whose offer the contact had refused: only its word frees its place.
  const outcome = outcomeFor(s)
  if (s.held === 'over' && outcome !== undefined && !isSettled(s)) return [{ what: 'withdraw', send: to.withdraw(contact, { at: now, offer, outcome }) }]
  // OFFER-03 What ended on the contact is released or disengaged on the shift; a miss is one only if the offer had arrived.
  if (ended && s.held === 'engaged')
    return [{ what: 'disengage', send: toShift({ type: 'Disengage', shift, offer, at: now, because: s.because ?? 'unknown', answered: s.served }) }]
  if (ended && (s.held === 'reserved' || s.reservationOutcome === 'lapsed'))
    return [{ what: 'release', send: toShift({ type: 'Release', shift, offer, at: now, missed: s.offerOutcome === 'noAnswer' }) }]
  // OFFER-04 An engagement that the contact did not confirm in time is asked about: kept if answered, else ended.
  if (s.held === 'engaged' && s.doubted && !s.confirmed) return [{ what: 'ask', send: to.withdraw(contact, { at: now, offer, outcome: 'unconfirmed' }) }]
  return []
}

const types = [
  'Reserved', 'ReservationEnded', 'Engaged', 'EngagementConfirmed', 'EngagementDoubted', 'Disengaged',
  'CallOffered', 'OfferEnded', 'OfferFenced', 'CallAnswered', 'CallbackDialled', 'CallbackFailed', 'ConsultationAnswered', 'CallTransferred', 'ConsultationEnded', 'HandedOver',
  'CallEnded',
] as const

/** Tells each side of an offer how the other's ended: Reserve, Offer, Accept, Answer, and back. */
export const offers: Process<State> = {
  scope: 'key',
  name: 'offers',
  version: 1,
  types,
  initial,
  keys: (recorded) => {
    const e = known(recorded)
    return 'offer' in e ? [e.offer] : 'releases' in e ? e.releases : []
  },
  evolve: (s, recorded) => {
    const e = known(recorded)
    switch (e.type) {
      case 'Reserved':
        return {
          ...s, contact: e.contact, attendant: e.attendant, shift: e.shift, queue: e.terms.queue, held: s.held === 'unseen' ? 'reserved' : s.held,
          ...(e.reason === undefined ? {} : { reason: e.reason }),
        }
      case 'ReservationEnded':
        // Released or disengaged is only what the contact has ended or refused before.
        return { ...s, held: 'over', reservationOutcome: e.outcome, stands: e.outcome === 'released' ? contactOver(s) : s.stands }
      case 'Engaged':
        return { ...s, held: 'engaged' }
      case 'EngagementConfirmed':
        return { ...s, confirmed: true }
      case 'EngagementDoubted':
        return { ...s, doubted: true }
      case 'Disengaged':
        return { ...s, held: 'over', stands: contactOver(s) }
      case 'CallOffered': {
        const { reason: _, ...rest } = s
        return { ...rest, stands: s.stands === 'unseen' ? 'offered' : s.stands }
      }
      case 'OfferEnded':
        return { ...s, stands: 'over', offerOutcome: e.outcome, because: e.outcome }
      case 'OfferFenced':
        return { ...s, stands: 'over', because: 'OfferFenced' }
      // OFFER-06 A dial answers the offer: the engagement is confirmed; only who then talks to the citizen has served, and has something to write up.
      case 'CallbackDialled':
        return { ...s, stands: 'answered' }
      case 'CallAnswered':
      case 'ConsultationAnswered':
        return { ...s, stands: 'answered', served: true }
      default:
        return isCall(e) && 'releases' in e ? { ...s, stands: 'over', because: e.type } : s
    }
  },
  todo: (s, now, key): readonly Todo[] =>
    steps(s, now, key as OfferId).filter((t) => !isDone(s, t.what)).map((t) => ({ id: `${key}/${t.what}`, send: t.send })),
  done: (s, todoId, outcome) => {
    const what = todoId.slice(todoId.lastIndexOf('/') + 1)
    const next: State = { ...s, done: [...s.done, `/${what}`] }
    if (what === 'offer') return outcome._tag === 'refusal' ? { ...next, stands: 'refused', because: outcome.refusal._tag } : { ...next, stands: s.stands === 'unseen' ? 'offered' : s.stands }
    if (what === 'answer') {
      if (outcome._tag === 'refusal') return { ...next, stands: s.stands === 'over' ? 'over' : 'refused', because: outcome.refusal._tag }
      return next
    }
    if (what === 'withdraw') return { ...next, stands: s.stands === 'over' ? 'over' : outcome._tag === 'events' ? s.stands : 'refused', because: s.because ?? 'withdrawn' }
    if (what === 'ask') {
      if (outcome._tag === 'refusal' && outcome.refusal._tag === 'OfferAnswered') return { ...next, stands: s.stands === 'over' ? 'over' : 'answered' }
      return outcome._tag === 'events' ? next : { ...next, stands: s.stands === 'over' ? 'over' : 'refused', because: s.because ?? 'unconfirmed' }
    }
    return next
  },
  wake: () => undefined,
  // OFFER-05 An offer is forgotten once both sides have ended it and nothing is left to tell; one that nobody was reserved for has nothing to tell.
  over: (s) =>
    s.contact === undefined || (s.held === 'over' && (commandsFor(s.contact) === undefined || (isSettled(s) && (s.reservationOutcome !== 'lapsed' || isDone(s, 'release'))))),
}
