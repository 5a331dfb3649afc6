import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import {
  plus, protocolNumber, protocolNumbersADay, seconds, streamName,
  type Attendant, type Call, type CommandId, type ContactId, type Context, type Instant, type PlanVersion, type ProtocolNumber, type Shift, type StreamName, type SubjectRef, type VaultFailure,
} from '@disque/core'
import type { CentreRooms } from '@disque/runtime'
import { offerOf, queueNamed, recorded, unidentified } from './names.js'
import type { RecordedPlan } from './plan.js'
import type { Moment } from './timeline.js'

/** One command on its way: to which stream, under which id, for ever the same. */
export interface Sending {
  readonly stream: StreamName
  readonly id: CommandId
  readonly command: string
  readonly send: TaskEither<{ readonly _tag: string }, unknown>
}

export interface Commanding {
  readonly rooms: CentreRooms
  readonly plan: RecordedPlan
  readonly version: PlanVersion
  readonly timeZone: string
  readonly subjectOf: (customer: string | undefined) => Promise<Either<VaultFailure, SubjectRef>>
}

const capacity = 1
const reservationSeconds = 60

/** Spreads a day's sequence over its numbers, one to one: neighbours in time are no neighbours in number. */
const spread = (n: number): number => (n * 61_803_399) % protocolNumbersADay

/** The service protocol number of the `nth` call of a log. */
export const recordedProtocol = (at: Instant, timeZone: string, nth: number): ProtocolNumber => protocolNumber(at, timeZone, spread(nth))

/** The commands of one moment, in the order Reserve, Offer, Accept, Answer; ids as the standard processes give them, so that none of these repeats anything. */
export const commandsOf = (m: Moment, { rooms, plan, version, timeZone, subjectOf }: Commanding): readonly Sending[] => {
  const { at, shift } = m
  const { call, row, attendant } = m.call
  const contact = streamName('call', call)
  const offer = offerOf(call)
  const context = (id: string): Context => ({ commandId: id as CommandId, correlation: contact, centre: recorded })
  const sending = (stream: StreamName, id: string, command: { readonly type: string }, send: Sending['send']): Sending => ({ stream, id: id as CommandId, command: command.type, send })
  const toCall = (id: string, command: Call.Command) => sending(contact, id, command, rooms.call(command, context(id)))
  const toShift = (id: string, command: Shift.Command) => sending(streamName('shift', command.shift), id, command, rooms.shift(command, context(id)))
  const toAttendant = (id: string, command: Attendant.Command) => sending(streamName('attendant', command.attendant), id, command, rooms.attendant(command, context(id)))
  const byLog = (what: string) => `recorded/${call}/${what}`
  const byOffers = (what: string) => `offers/${offer}/${what}`
  const way = plan.way(row)

  const receive = (): Sending => {
    const id = byLog('receive')
    const command = { type: 'ReceiveCall', call, at, centre: recorded, plan: version, planNow: version, protocol: recordedProtocol(at, timeZone, row.line), dialled: way.dialled, origin: 'withheld' } as const
    return sending(contact, id, command, async () => {
      const subject = await subjectOf(row.customer)
      return E.isLeft(subject) ? subject : rooms.call({ ...command, subject: subject.right }, context(id))()
    })
  }

  const onCall = (what: Moment['what'][number]): readonly Sending[] => {
    switch (what) {
      case 'receive':
        return [receive()]
      case 'choose':
        return [toCall(byLog('choose'), { type: 'PressDigit', call, at, digit: way.digit, planNow: version })]
      case 'leaveMenu':
      case 'abandon':
        return [toCall(byLog('hang-up'), { type: 'HangUp', call, at, by: 'caller' })]
      case 'serve': {
        if (attendant === undefined || shift === undefined) return []
        const who = { call, at, offer, attendant, shift }
        const terms: Shift.Terms = {
          queue: queueNamed(row.type), channel: 'voice', cost: 1, interrupts: [], until: plus(at, seconds(reservationSeconds)), confirmSeconds: reservationSeconds, wrapUpSeconds: 0, missLimit: 0, delays: {},
        }
        return [
          toShift(byLog('reserve'), { type: 'Reserve', shift, at, offer, contact: contact as string as ContactId, terms }),
          toCall(byOffers('offer'), { type: 'OfferCall', ...who }),
          toShift(byLog('accept'), { type: 'Accept', shift, at, offer }),
          toCall(byOffers('answer'), { type: 'AnswerCall', ...who }),
          toShift(byOffers('confirm'), { type: 'ConfirmEngagement', shift, at, offer }),
        ]
      }
      case 'end':
        return shift === undefined ? [] : [
          toCall(byLog('hang-up'), { type: 'HangUp', call, at, by: 'caller' }),
          toShift(byOffers('disengage'), { type: 'Disengage', shift, at, offer, because: 'CallEnded', answered: true }),
        ]
    }
  }

  const signIn = (): readonly Sending[] => {
    if (attendant === undefined || shift === undefined) return []
    const unbounded = attendant === unidentified ? { unbounded: true as const } : {}
    const register = toAttendant(`recorded/${attendant}/register`, { type: 'RegisterAttendant', attendant, at, centre: recorded, capacity, ...unbounded })
    return [
      ...(m.registers ? [register] : []),
      toAttendant(`recorded/${shift}/open`, { type: 'OpenShift', attendant, at, shift, startBy: at }),
      toShift(`signing/${shift}/start`, { type: 'StartShift', shift, at, attendant, centre: recorded, capacity, training: [], ...unbounded }),
    ]
  }

  const signOut = (): readonly Sending[] =>
    attendant === undefined || shift === undefined ? [] : [
      toShift(`recorded/${shift}/sign-out`, { type: 'SignOut', shift, at }),
      toAttendant(`signing/${shift}/close`, { type: 'CloseShift', attendant, at, shift }),
    ]

  return [...(m.opens ? signIn() : []), ...m.what.flatMap(onCall), ...(m.closes ? signOut() : [])]
}
