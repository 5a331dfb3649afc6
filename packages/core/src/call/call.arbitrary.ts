import fc from 'fast-check'
import * as t from 'io-ts'
import type { AttendantId, CallId, CentreId, OfferId, PlanVersion, ProtocolNumber, QueueId, ShiftId, SubjectRef, TopicId } from '../shared/ids.js'
import { plus, type Instant } from '../shared/instant.js'
import { personal } from '../shared/personal.js'
import { eventsOf, valuesOf } from '../testing/from-codec.js'
import { OfferOutcome, Reason } from '../waiting/waiting.js'
import { Event, type Command, type Holder, type Previous, type ReceiveCall, type State } from './call.js'

/** 1 July 2020, from 9:00 in Brasília. */
const start = 1_593_604_800_000
const at = fc.integer({ min: 0, max: 600_000 }).map((ms) => (start + ms) as Instant)
const call = 'c1' as CallId
const plan = fc.constantFrom('centre@1', 'centre@1', 'centre@2').map((v) => v as PlanVersion)
const attendant = fc.constantFrom('ana', 'bia', 'caio').map((id) => id as AttendantId)
const offers = Array.from({ length: 40 }, (_, n) => `o${n + 1}` as OfferId)
const offer = fc.constantFrom(...offers.slice(0, 5))
const queue = fc.constantFrom('calls', 'calls', 'second', 'nowhere').map((id) => id as QueueId)
const topic = fc.constantFrom('health', 'health', 'sport', 'unheard').map((id) => id as TopicId)

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }

const live = fc
  .record({ planNow: plan, waitingNow: maybe(fc.record({ calls: fc.integer({ min: 0, max: 4 }), second: fc.integer({ min: 0, max: 4 }) })) })
  .map(({ planNow, ...waiting }) => ({ planNow, ...given(waiting) }))

const previous: fc.Arbitrary<Previous> = fc
  .record({ queue, ago: fc.integer({ min: 0, max: 600_000 }), waited: fc.integer({ min: 0, max: 300_000 }) })
  .map(({ queue: was, ago, waited }) => ({ call: 'c0' as CallId, queue: was, abandonedAt: plus(start as Instant, -ago), rankSince: plus(start as Instant, -ago - waited) }))

const sealed = valuesOf(personal(t.string))

const receiveCall: fc.Arbitrary<ReceiveCall> = fc
  .record({
    at, plan, live, previous: maybe(previous), prefers: maybe(attendant), caller: maybe(sealed),
    dialled: fc.constantFrom('121', '121', '121', '121', '122', '123', '08007072003', '999'),
    origin: fc.constantFrom('landline' as const, 'landline' as const, 'mobile' as const),
    subject: fc.constantFrom('s1', 's1', 's2').map((s) => s as SubjectRef),
  })
  .map(({ live: now, previous: was, prefers, caller, ...c }) => ({
    type: 'ReceiveCall', call, centre: 'centre' as CentreId, protocol: '20200701-482139701123-4' as ProtocolNumber, ...c, ...now, ...given({ previous: was, prefers, caller }),
  }))

/** A call that comes in at nine, dials what is answered and is not blocked. */
export const callOpening: fc.Arbitrary<readonly Command[]> = receiveCall.chain((c) =>
  fc
    .record({ dialled: fc.constantFrom('121', '123'), first: fc.constantFrom('1', '1', '2') })
    .map(({ dialled, first }): readonly Command[] => [
      { ...c, at: start as Instant, dialled, origin: 'landline', subject: 's1' as SubjectRef, waitingNow: {} },
      { type: 'PressDigit', call, at: start as Instant, digit: first, planNow: c.planNow },
    ])
)

const holder = fc.record({ attendant, offer }).map((h) => ({ ...h, shift: `shift-of-${h.attendant}` as ShiftId }))
const aim = fc
  .record({ by: attendant, queue, topic, live, priority: maybe(fc.integer({ min: 0, max: 3 })), only: maybe(attendant) })
  .map(({ by, queue: to, topic: about, live: now, ...optional }) => ({ by, queue: to, topic: about, ...now, ...given(optional) }))
const byHolder = <T extends 'HoldCall' | 'ResumeCall'>(type: T) => fc.record({ at, attendant }).map((c) => ({ type, call, ...c }))

const arriving: fc.Arbitrary<Command> = fc.oneof(
  { weight: 1, arbitrary: receiveCall },
  { weight: 6, arbitrary: fc.record({ at, live, digit: fc.constantFrom('1', '1', '2', '3', '4', '5', '8', '9', '0', '*', '#', '17', ''), prefers: maybe(attendant) }).map(({ live: now, prefers, ...c }): Command => ({ type: 'PressDigit', call, ...c, ...now, ...given({ prefers }) })) },
  { weight: 1, arbitrary: fc.record({ at, live: fc.option(live, { nil: {} }), dueAt: at }).map(({ live: now, ...c }): Command => ({ type: 'TimeOutMenu', call, ...c, ...now })) }
)

const serving: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ at, holder, reason: maybe(valuesOf(Reason)), planNow: maybe(plan) }).map(({ holder: who, at: when, ...c }): Command => ({ type: 'OfferCall', call, at: when, ...who, ...given(c) })) },
  { weight: 8, arbitrary: fc.record({ at, holder }).map((c): Command => ({ type: 'AnswerCall', call, at: c.at, ...c.holder })) },
  { weight: 2, arbitrary: fc.record({ at, offer, outcome: valuesOf(OfferOutcome) }).map((c): Command => ({ type: 'WithdrawOffer', call, ...c })) },
  byHolder('HoldCall'),
  byHolder('ResumeCall'),
  { weight: 2, arbitrary: fc.record({ at, aim, prefers: maybe(attendant) }).map(({ aim: to, prefers, ...c }): Command => ({ type: 'TransferCall', call, ...c, ...to, ...given({ prefers }) })) },
  { weight: 3, arbitrary: fc.record({ at, aim }).map((c): Command => ({ type: 'OpenConsultation', call, at: c.at, ...c.aim })) },
  fc.record({ at, by: fc.oneof(attendant, fc.constant('system' as const)) }).map((c): Command => ({ type: 'EndConsultation', call, ...c })),
  { weight: 5, arbitrary: fc.record({ at, from: attendant, to: attendant }).map((c): Command => ({ type: 'HandOver', call, ...c })) }
)

const step = fc.constantFrom('sorry', 'lower', 'let-go', 'tier-1', 'raise', 'raise', 'call-back', 'other', 'other', 'other', 'close', 'none')
const escalating: fc.Arbitrary<Command> = fc.record({ at, queue, step, live }).map(({ live: now, ...c }): Command => ({ type: 'EscalateCall', call, ...c, ...now }))

const callingBack: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at, planNow: plan, number: maybe(sealed) }).map(({ number, ...c }): Command => ({ type: 'RequestCallback', call, ...c, ...given({ number }) })) },
  { weight: 3, arbitrary: fc.record({ at, offer }).map((c): Command => ({ type: 'ConnectCallback', call, ...c })) },
  { weight: 5, arbitrary: fc.record({ at, offer, why: fc.constantFrom('noAnswer' as const, 'busy' as const, 'unreachable' as const) }).map((c): Command => ({ type: 'FailCallback', call, ...c })) },
  fc.record({ at, offer, dueAt: at }).map((c): Command => ({ type: 'TimeOutCallback', call, ...c })),
  at.map((when): Command => ({ type: 'CancelCallback', call, at: when }))
)

const hangUp = fc
  .record({ at, by: fc.constantFrom('caller' as const, 'attendant' as const, 'system' as const), attendant: maybe(attendant) })
  .map(({ attendant: who, ...c }): Command => ({ type: 'HangUp', call, ...c, ...given({ attendant: who }) }))
const closing: fc.Arbitrary<Command> = fc.oneof(
  hangUp,
  fc.record({ at, reference: fc.constantFrom('r1', 'r2') }).map((c): Command => ({ type: 'AttachRecording', call, ...c })),
  fc.record({ at, attendant, code: fc.constantFrom('solved', 'passed-on'), note: maybe(valuesOf(personal(t.string))) }).map(({ note, ...c }): Command => ({ type: 'RecordDisposition', call, ...c, ...given({ note }) }))
)

/** Commands of a caller among menus. */
export const menuCommand: fc.Arbitrary<Command> = fc.oneof({ weight: 8, arbitrary: arriving }, { weight: 1, arbitrary: hangUp })

/** Any command to one call, many of them out of place. */
export const callCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: arriving }, { weight: 16, arbitrary: serving }, { weight: 1, arbitrary: escalating }, { weight: 1, arbitrary: callingBack }, { weight: 1, arbitrary: closing }
)

/** Commands to a call that waits long: steps, callbacks and what comes of them. */
export const waitingCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 1, arbitrary: arriving }, { weight: 7, arbitrary: serving }, { weight: 4, arbitrary: escalating }, { weight: 5, arbitrary: callingBack }, { weight: 1, arbitrary: hangUp }
)

/** Turns four of five commands towards the offers and attendants that the call has. */
export const aimCall = (command: Command, state: State): Command => {
  if (state.status === 'unknown' || ('offer' in command && command.offer === 'o5')) return command
  const n = 'offer' in command ? Number(command.offer.slice(1)) : 0
  const { standing, known } = state.offers
  const serving: readonly Holder[] =
    state.status === 'talking' ? [state.holder, ...(state.participant === undefined ? [] : [state.participant])] : state.status === 'dialling' ? [state.holder] : []
  switch (command.type) {
    case 'OfferCall':
      return { ...command, offer: offers.find((id) => !Object.hasOwn(known, id)) ?? command.offer }
    case 'AnswerCall':
      return { ...command, ...standing[n % standing.length] }
    case 'WithdrawOffer':
      return { ...command, offer: [...standing, ...serving][n % (standing.length + serving.length)]?.offer ?? command.offer }
    case 'ConnectCallback':
    case 'FailCallback':
      return { ...command, offer: serving[0]?.offer ?? command.offer }
    case 'EscalateCall':
      return command.queue === 'nowhere' || state.status !== 'waiting' ? command : { ...command, queue: state.place.queue }
    case 'TransferCall':
    case 'OpenConsultation':
      return command.topic === 'unheard' ? command : { ...command, by: serving[0]?.attendant ?? command.by }
    case 'HandOver':
      return command.from === command.to ? command : { ...command, from: serving[0]?.attendant ?? command.from, to: serving[1]?.attendant ?? command.to }
    case 'HoldCall':
    case 'ResumeCall':
      return command.attendant === 'caio' ? command : { ...command, attendant: serving[0]?.attendant ?? command.attendant }
    default:
      return command
  }
}

export const callEvent: fc.Arbitrary<Event> = eventsOf(Event)
