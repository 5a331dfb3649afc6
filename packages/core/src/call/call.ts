import * as t from 'io-ts'
import { Origin } from '../plan/plan.js'
import { Action, CallbackPolicy } from '../routing/policy.js'
import type { Aged, Asked } from '../shared/decider.js'
import { event, eventUnion } from '../shared/event.js'
import { AnnouncementId, AttendantId, CallId, CentreId, MenuId, OfferId, PlanVersion, ProtocolNumber, QueueId, SubjectRef, TopicId } from '../shared/ids.js'
import { Instant } from '../shared/instant.js'
import { personal } from '../shared/personal.js'
import { Whole } from '../shared/whole.js'
import { Code, Dialled, Digit, Reference } from '../shared/words.js'
import {
  OfferOutcome, Reason, answered, ended, endedAll, fenced, joined, made, noOffers, placeIn, stepped, type Offers, type Place, type TakenStep,
} from '../waiting/waiting.js'
import {
  DialOutcome, EndedBy, Outcome, Previous, RefusedBy, offered, place, releases, type Callback, type Consultation, type Holder, type Menus,
} from './parts.js'

export { Previous, RefusedBy, type Callback, type Consultation, type Holder, type Menus }

// Event

export const Event = eventUnion('CallEvent', [
  event('CallReceived', 1, 'A call reached the centre and got its service protocol number.', {
    call: CallId, centre: CentreId, plan: PlanVersion, protocol: ProtocolNumber, dialled: Dialled, origin: Origin, subject: SubjectRef,
  }, { caller: personal(t.string), payer: t.keyof({ caller: null, centre: null }), previous: Previous, prefers: AttendantId }),
  event('CallRefused', 1, 'The centre does not serve this call; the caller hears why.', { rule: RefusedBy, announcement: AnnouncementId, planNow: PlanVersion }, { opensAt: Instant, queue: QueueId }),
  event('MenuEntered', 1, 'The caller hears a menu; a digit is awaited until `until`.', { menu: MenuId, prompt: AnnouncementId, until: Instant }, { back: t.literal(true) }),
  event('DigitPressed', 1, 'The caller chose an option of the menu.', { menu: MenuId, digit: Digit }),
  event('MenuRepeated', 1, 'The menu is heard again: asked for, after a wrong digit, or after silence.', { menu: MenuId, prompt: AnnouncementId, why: t.keyof({ asked: null, wrongDigit: null, silence: null }), tries: Whole, until: Instant }, { digit: Digit }),
  event('SelfServiceAnswered', 1, 'An announcement answered the caller; a digit that leads further is awaited until `until`.', { announcement: AnnouncementId }, { until: Instant }),
  event('CallLeftInMenu', 1, 'The caller hung up, or was let go, before choosing anything.', { menu: MenuId, by: EndedBy }),
  event('CallQueued', 1, 'The call waits for an attendant.', { ...place, planNow: PlanVersion }, { prefers: AttendantId }),
  event('CallEscalated', 1, 'A step of the queue’s escalation took effect.', { queue: QueueId, step: Code, action: Action, planNow: PlanVersion }),
  event('CallOffered', 1, 'One attendant is being rung for this call.', { ...offered }, { reason: Reason, planNow: PlanVersion }),
  event('OfferEnded', 1, 'An offer ended without being answered by its attendant.', { ...offered, outcome: OfferOutcome }),
  event('OfferFenced', 1, 'An offer was withdrawn before it arrived: should it still come, it is refused.', { offer: OfferId }),
  event('CallAnswered', 1, 'An attendant took the call and holds it.', { ...offered }),
  event('CallbackRequested', 1, 'The caller will be called back and may hang up: the place in the queue stays.', { queue: QueueId, terms: CallbackPolicy, planNow: PlanVersion }, { number: personal(t.string), subject: SubjectRef }),
  event('CallbackDialled', 1, 'An attendant is there for the citizen, who is dialled until `until`.', { ...offered, attempt: Whole, until: Instant }),
  event('CallbackFailed', 1, 'No talk came of a dial; unless it was the last one, the call waits on and is not offered before `notBefore`.', { attempt: Whole, why: DialOutcome, ...releases }, { notBefore: Instant }),
  event('CallHeld', 1, 'The caller was put on hold.', { attendant: AttendantId }),
  event('CallResumed', 1, 'The caller was taken off hold.', { attendant: AttendantId }),
  event('CallTransferred', 1, 'The holder passed the call on; it waits again, with its rank.', { ...place, from: AttendantId, planNow: PlanVersion, ...releases }, { only: AttendantId, prefers: AttendantId }),
  event('ConsultationOpened', 1, 'The holder asked for a second attendant while keeping the call.', { by: AttendantId, queue: QueueId, topic: TopicId, priority: Whole, planNow: PlanVersion }, { only: AttendantId }),
  event('ConsultationAnswered', 1, 'A second attendant joined as participant.', { ...offered }),
  event('ConsultationEnded', 1, 'The consultation is over; the holder keeps the call.', { by: t.union([AttendantId, t.literal('system')]), ...releases }),
  event('HandedOver', 1, 'The participant became the holder.', { from: AttendantId, to: AttendantId, ...releases }),
  event('CallAbandoned', 1, 'The caller hung up while waiting.', { queue: QueueId, rankSince: Instant, enteredAt: Instant, subject: SubjectRef }),
  event('CallEnded', 1, 'The call is over.', { by: EndedBy, outcome: Outcome, ...releases }, { attendant: AttendantId }),
  event('RecordingAttached', 1, 'A recording of the call exists under this reference.', { reference: Reference }),
  event('DispositionRecorded', 1, 'The attendant said what the call was about and how it ended.', { attendant: AttendantId, code: Code }, { note: personal(t.string), subject: SubjectRef }),
])
export type Event = t.TypeOf<typeof Event>
type EventNamed<T extends Event['type']> = Extract<Event, { type: T }>

// State

interface Known extends Aged {
  readonly call: CallId
  readonly centre: CentreId
  /** Pinned when the call came in, with the instant at which it did. */
  readonly plan: PlanVersion
  readonly receivedAt: Instant
  readonly dialled: string
  readonly subject: SubjectRef
  readonly brought: Pick<EventNamed<'CallReceived'>, 'caller' | 'previous' | 'prefers'>
  /** An announcement has answered the caller. */
  readonly informed: boolean
  readonly offers: Offers
  /** Of every queue in which it has waited. */
  readonly taken: readonly TakenStep[]
  /** Everyone who has talked to the caller. */
  readonly servedBy: readonly AttendantId[]
  /** Each attendant's last word on the call. */
  readonly dispositions: readonly Disposition[]
  readonly recordings: readonly string[]
}

type Disposition = Pick<EventNamed<'DispositionRecorded'>, 'attendant' | 'code' | 'note'>

export type State =
  | (Aged & { readonly status: 'unknown' })
  | (Known & { readonly status: 'received' })
  | (Known & { readonly status: 'menu'; readonly menus: Menus })
  | (Known & { readonly status: 'informed'; readonly menus: Menus })
  | (Known & { readonly status: 'waiting'; readonly place: Place; readonly planNow: PlanVersion; readonly callback?: Callback })
  /** The citizen is dialled; the attendant is there already. */
  | (Known & {
      readonly status: 'dialling'; readonly place: Place; readonly planNow: PlanVersion; readonly callback: Callback; readonly holder: Holder; readonly until: Instant
    })
  | (Known & {
      readonly status: 'talking'
      readonly place: Place
      readonly holder: Holder
      readonly held: boolean
      readonly consultation?: Consultation
      readonly participant?: Holder
    })
  | (Known & { readonly status: 'ended' | 'refused' })
export type Status = State['status']

export const initial: State = { status: 'unknown', at: 0 as Instant }

// evolve

type Begun = Exclude<State, { status: 'unknown' }>

const noMenus: Menus = { path: [], tries: 0 }
const menusOf = (s: State): Menus => ('menus' in s ? s.menus : noMenus)
const holderOf = (e: Holder): Holder => ({ attendant: e.attendant, shift: e.shift, offer: e.offer })
const knownOf = (s: Begun, offers: Offers = s.offers): Known => ({
  at: s.at, call: s.call, centre: s.centre, plan: s.plan, receivedAt: s.receivedAt, dialled: s.dialled, subject: s.subject, brought: s.brought, informed: s.informed,
  offers, taken: s.taken, servedBy: s.servedBy, dispositions: s.dispositions, recordings: s.recordings,
})
const broughtBy = ({ caller, previous, prefers }: EventNamed<'CallReceived'>): Known['brought'] => ({
  ...(caller === undefined ? {} : { caller }), ...(previous === undefined ? {} : { previous }), ...(prefers === undefined ? {} : { prefers }),
})
const received = (e: EventNamed<'CallReceived'>): State => ({
  status: 'received', at: e.at, call: e.call, centre: e.centre, plan: e.plan, receivedAt: e.at, dialled: e.dialled, subject: e.subject, brought: broughtBy(e), informed: false,
  offers: noOffers, taken: [], servedBy: [], dispositions: [], recordings: [],
})
const waiting = (s: Known, e: EventNamed<'CallQueued' | 'CallTransferred'>): State => ({ ...s, status: 'waiting', planNow: e.planNow, place: placeIn(s.taken, joined(e, e.at)) })
const servedAlso = (s: Known, who: AttendantId): readonly AttendantId[] => (s.servedBy.includes(who) ? s.servedBy : [...s.servedBy, who])
const disposed = (s: Known, { attendant, code, note }: EventNamed<'DispositionRecorded'>): readonly Disposition[] => [
  ...s.dispositions.filter((d) => d.attendant !== attendant), { attendant, code, ...(note === undefined ? {} : { note }) },
]

export const evolve = (state: State, e: Event): State => {
  if (e.type === 'CallReceived') return received(e)
  if (state.status === 'unknown') return { ...state, at: e.at }
  const s: Begun = { ...state, at: e.at }
  switch (e.type) {
    case 'CallRefused':
      return { ...knownOf(s), status: 'refused' }
    case 'MenuEntered': {
      const { path } = menusOf(s)
      return { ...knownOf(s), status: 'menu', menus: { path: e.back ? path.slice(0, -1) : [...path, e.menu], tries: 0, until: e.until } }
    }
    case 'MenuRepeated':
      return { ...knownOf(s), status: 'menu', menus: { path: menusOf(s).path, tries: e.tries, until: e.until } }
    case 'SelfServiceAnswered': {
      const { path, tries } = menusOf(s)
      return { ...knownOf(s), informed: true, status: 'informed', menus: { path, tries, ...(e.until === undefined ? {} : { until: e.until }) } }
    }
    case 'CallQueued':
      return waiting(knownOf(s), e)
    case 'CallEscalated': {
      if (s.status !== 'waiting') return s
      const taken = [...s.taken, { queue: e.queue, step: e.step, action: e.action }]
      return { ...s, taken, place: stepped(taken, s.place, e.at), planNow: e.planNow }
    }
    case 'CallOffered':
      return { ...s, offers: made(s.offers, holderOf(e)) }
    case 'OfferEnded':
      return { ...s, offers: ended(s.offers, e.offer) }
    case 'OfferFenced':
      return { ...s, offers: fenced(s.offers, e.offer) }
    case 'CallAnswered':
      return s.status !== 'waiting' && s.status !== 'dialling' ? s
        : { ...knownOf(s, answered(s.offers, e.offer)), servedBy: servedAlso(s, e.attendant), status: 'talking', place: s.place, holder: holderOf(e), held: false }
    case 'CallbackRequested':
      return s.status === 'waiting' ? { ...s, planNow: e.planNow, callback: { terms: e.terms, dials: 0 } } : s
    case 'CallbackDialled':
      return s.status !== 'waiting' || s.callback === undefined ? s : {
        ...knownOf(s, answered(s.offers, e.offer)), status: 'dialling', place: s.place, planNow: s.planNow, callback: { terms: s.callback.terms, dials: e.attempt },
        holder: holderOf(e), until: e.until,
      }
    case 'CallbackFailed':
      return s.status !== 'dialling' ? s : {
        ...knownOf(s, endedAll(s.offers, e.releases)), status: 'waiting', place: s.place, planNow: s.planNow,
        callback: { ...s.callback, ...(e.notBefore === undefined ? {} : { notBefore: e.notBefore }) },
      }
    case 'CallHeld':
      return s.status === 'talking' ? { ...s, held: true } : s
    case 'CallResumed':
      return s.status === 'talking' ? { ...s, held: false } : s
    case 'CallTransferred':
      return waiting(knownOf(s, endedAll(s.offers, e.releases)), e)
    case 'ConsultationOpened':
      return s.status === 'talking' ? { ...s, consultation: { queue: e.queue, topic: e.topic, planNow: e.planNow, ...(e.only === undefined ? {} : { only: e.only }) } } : s
    case 'ConsultationAnswered':
      return s.status === 'talking' ? { ...s, offers: answered(s.offers, e.offer), participant: holderOf(e), servedBy: servedAlso(s, e.attendant) } : s
    case 'ConsultationEnded':
      return s.status === 'talking' ? { ...knownOf(s, endedAll(s.offers, e.releases)), status: 'talking', place: s.place, holder: s.holder, held: s.held } : s
    case 'HandedOver':
      return s.status === 'talking' && s.participant !== undefined
        ? { ...knownOf(s, endedAll(s.offers, e.releases)), status: 'talking', place: s.place, holder: s.participant, held: false } : s
    case 'CallLeftInMenu':
    case 'CallAbandoned':
      return { ...knownOf(s), status: 'ended' }
    case 'CallEnded':
      return { ...knownOf(s, endedAll(s.offers, e.releases)), status: 'ended' }
    case 'RecordingAttached':
      return { ...s, recordings: [...s.recordings, e.reference] }
    case 'DispositionRecorded':
      return { ...s, dispositions: disposed(s, e) }
    case 'DigitPressed':
      return s
  }
}

// Command

interface Of<T extends string> extends Asked {
  readonly type: T
  readonly call: CallId
}
/** Live configuration: the version in force at the command's `at`, and how many wait in each queue as the sender last saw. */
export interface Live {
  readonly planNow: PlanVersion
  readonly waitingNow?: Readonly<Record<string, number>>
}
interface Aim extends Live {
  readonly queue: QueueId
  readonly topic: TopicId
  readonly priority?: number
  /** Only this attendant is to be offered it. */
  readonly only?: AttendantId
}
export interface ReceiveCall extends Of<'ReceiveCall'>, Omit<EventNamed<'CallReceived'>, 'type' | 'at' | 'call' | 'payer' | 'reportedAt'>, Live {}
export interface PressDigit extends Of<'PressDigit'>, Live { readonly digit: string; readonly prefers?: AttendantId }
/** Sent by the timer of a menu, which knows no plan: whoever fires it adds what is in force, else the plan counts under which the call came in. */
export interface TimeOutMenu extends Of<'TimeOutMenu'>, Partial<Live> { readonly dueAt: Instant }
/** Sent by who watches the conditions of the queue's steps. A call that has left the queue takes no step of it. */
export interface EscalateCall extends Of<'EscalateCall'>, Live { readonly queue: QueueId; readonly step: string }
/** `number`: where to call back, if not where the call came from. */
export interface RequestCallback extends Of<'RequestCallback'> { readonly planNow: PlanVersion; readonly number?: NonNullable<EventNamed<'CallbackRequested'>['number']> }
/** The citizen picked up. `offer`, here and below: of the dial. */
export interface ConnectCallback extends Of<'ConnectCallback'> { readonly offer: OfferId }
export interface FailCallback extends Of<'FailCallback'> { readonly offer: OfferId; readonly why: 'noAnswer' | 'busy' | 'unreachable' }
/** Sent by the timer of a dial. */
export interface TimeOutCallback extends Of<'TimeOutCallback'> { readonly offer: OfferId; readonly dueAt: Instant }
/** The citizen needs no call any more. */
export interface CancelCallback extends Of<'CancelCallback'> {}
/** `queue`: for which the attendant was reserved. */
export interface OfferCall extends Of<'OfferCall'>, Holder { readonly queue?: QueueId; readonly reason?: Reason; readonly planNow?: PlanVersion }
export interface WithdrawOffer extends Of<'WithdrawOffer'> { readonly offer: OfferId; readonly outcome: OfferOutcome }
export interface AnswerCall extends Of<'AnswerCall'>, Holder {}
export interface HoldCall extends Of<'HoldCall'> { readonly attendant: AttendantId }
export interface ResumeCall extends Of<'ResumeCall'> { readonly attendant: AttendantId }
export interface TransferCall extends Of<'TransferCall'>, Aim { readonly by: AttendantId; readonly prefers?: AttendantId }
export interface OpenConsultation extends Of<'OpenConsultation'>, Aim { readonly by: AttendantId }
export interface EndConsultation extends Of<'EndConsultation'> { readonly by: AttendantId | 'system' }
export interface HandOver extends Of<'HandOver'> { readonly from: AttendantId; readonly to: AttendantId }
export interface HangUp extends Of<'HangUp'> { readonly by: 'caller' | 'attendant' | 'system'; readonly attendant?: AttendantId }
export interface AttachRecording extends Of<'AttachRecording'> { readonly reference: string }
export interface RecordDisposition extends Of<'RecordDisposition'> { readonly attendant: AttendantId; readonly code: string; readonly note?: EventNamed<'DispositionRecorded'>['note'] }
export type Command =
  | ReceiveCall | PressDigit | TimeOutMenu | EscalateCall | RequestCallback | ConnectCallback | FailCallback | TimeOutCallback | CancelCallback | OfferCall | WithdrawOffer | AnswerCall | HoldCall | ResumeCall | TransferCall
  | OpenConsultation | EndConsultation | HandOver | HangUp | AttachRecording | RecordDisposition

// Refusal

export type Refusal =
  | { readonly _tag: 'CallUnknown' }
  | { readonly _tag: 'CallAlreadyReceived' }
  | { readonly _tag: 'CallNotInMenu'; readonly status: Status }
  | { readonly _tag: 'DigitInvalid' }
  | { readonly _tag: 'TimerTooEarly'; readonly dueAt: Instant }
  | { readonly _tag: 'CallNotWaiting'; readonly status: Status }
  | { readonly _tag: 'OfferEndedBefore'; readonly offer: OfferId }
  | { readonly _tag: 'OfferLimitReached'; readonly limit: number }
  | { readonly _tag: 'HolderNotOffered'; readonly attendant: AttendantId }
  | { readonly _tag: 'MeantForAnother'; readonly attendant: AttendantId }
  | { readonly _tag: 'OfferNotStanding'; readonly offer: OfferId }
  | { readonly _tag: 'OfferAnswered'; readonly offer: OfferId }
  | { readonly _tag: 'CallNotAnswered'; readonly status: Status }
  | { readonly _tag: 'NotTheHolder'; readonly attendant: AttendantId; readonly holder: AttendantId }
  | { readonly _tag: 'NotAParticipant'; readonly attendant: AttendantId }
  | { readonly _tag: 'NeverServedIt'; readonly attendant: AttendantId }
  | { readonly _tag: 'ConsultationOpen' }
  | { readonly _tag: 'QueueUnknown'; readonly queue: QueueId }
  | { readonly _tag: 'TopicUnknown'; readonly topic: TopicId }
  | { readonly _tag: 'QueueClosed'; readonly queue: QueueId; readonly opensAt?: Instant }
  | { readonly _tag: 'QueueIsFull'; readonly queue: QueueId; readonly limit: number }
  | { readonly _tag: 'NotInQueue'; readonly queue: QueueId }
  | { readonly _tag: 'StepUnknown'; readonly queue: QueueId; readonly step: string }
  | { readonly _tag: 'CallbackNotOffered'; readonly queue: QueueId }
  | { readonly _tag: 'CallbackNotAsked' }
  | { readonly _tag: 'CallbackTooEarly'; readonly notBefore: Instant }
  | { readonly _tag: 'CallbackNotDialled'; readonly offer: OfferId }
