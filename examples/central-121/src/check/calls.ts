import type { AttendantId, Call, OfferId, Recorded } from '@disque/core'
import { placeOf, type Law, type Ledger } from './laws.js'

export type CallOutcome = 'refused' | 'leftInMenu' | 'contained' | 'answered' | 'abandoned' | 'unserved' | 'withdrawn'

interface Side {
  readonly attendant: AttendantId
  readonly offer: OfferId
}

interface Seen {
  readonly standing: Set<OfferId>
  outcome: CallOutcome | undefined
  /** For whom the citizen is being dialled. */
  dialled: Side | undefined
  holder: Side | undefined
  participant: Side | undefined
  consulting: boolean
}

/** Events that may still come when a call is over. */
const afterwards: readonly Call.Event['type'][] = ['OfferEnded', 'DispositionRecorded', 'RecordingAttached']

const outcomeOf = (e: Call.Event): CallOutcome | undefined => {
  switch (e.type) {
    case 'CallRefused': return 'refused'
    case 'CallLeftInMenu': return 'leftInMenu'
    case 'CallAbandoned': return 'abandoned'
    case 'CallEnded': return e.outcome
    default: return undefined
  }
}

/** The laws of calls, by a small fold of their own that knows nothing of the core's. */
export const callLaws = (ledger: Ledger) => {
  const calls = new Map<string, Seen>()

  const see = (recorded: Recorded, e: Call.Event): void => {
    const breaks = (law: Law, what: string) => ledger.broken.push({ law, where: placeOf(recorded), what })
    const call = calls.get(recorded.stream) ?? { standing: new Set<OfferId>(), outcome: undefined, dialled: undefined, holder: undefined, participant: undefined, consulting: false }
    if (calls.has(recorded.stream) === (e.type === 'CallReceived')) breaks('once', `${e.type} does not belong here`)
    calls.set(recorded.stream, call)
    if (call.outcome !== undefined && !afterwards.includes(e.type)) breaks('once', `${e.type} after it was ${call.outcome}`)
    call.outcome ??= outcomeOf(e)

    const contact: string = recorded.stream
    const join = (offer: OfferId, attendant: AttendantId, shift: string): Side => {
      const engaged = ledger.engaged.get(offer)
      if (!call.standing.delete(offer)) breaks('engagedFirst', `the offer ${offer} did not stand`)
      if (engaged?.attendant !== attendant || engaged.shift !== shift || engaged.contact !== contact) breaks('engagedFirst', `${attendant} was not engaged for it`)
      return { attendant, offer }
    }

    switch (e.type) {
      case 'CallOffered':
        call.standing.add(e.offer)
        break
      case 'OfferEnded':
        if (!call.standing.delete(e.offer)) breaks('once', `the offer ${e.offer} did not stand`)
        if (e.outcome === 'noAnswer') ledger.unanswered.add(e.offer)
        break
      case 'CallAnswered':
        if (call.holder !== undefined) breaks('oneHolder', `${e.attendant} answers what ${call.holder.attendant} holds`)
        call.holder = call.dialled?.offer === e.offer ? call.dialled : join(e.offer, e.attendant, e.shift)
        call.dialled = undefined
        break
      case 'CallbackDialled':
        if (call.holder !== undefined || call.dialled !== undefined) breaks('oneHolder', `the citizen is dialled for ${e.attendant}, but another has the call`)
        call.dialled = join(e.offer, e.attendant, e.shift)
        break
      case 'CallbackFailed':
        if (call.dialled === undefined) breaks('once', 'no dial was on')
        call.dialled = undefined
        break
      case 'ConsultationOpened':
        call.consulting = true
        break
      case 'ConsultationAnswered':
        if (!call.consulting || call.holder === undefined || call.participant !== undefined) breaks('oneHolder', `${e.attendant} was not asked in`)
        call.participant = join(e.offer, e.attendant, e.shift)
        break
      case 'ConsultationEnded':
        call.consulting = false
        call.participant = undefined
        break
      case 'HandedOver':
        if (call.holder?.attendant !== e.from || call.participant?.attendant !== e.to) breaks('oneHolder', `${e.from} could not hand over to ${e.to}`)
        call.holder = call.participant
        call.participant = undefined
        call.consulting = false
        break
      case 'CallTransferred':
      case 'CallAbandoned':
      case 'CallEnded':
        call.holder = undefined
        call.participant = undefined
        call.consulting = false
        break
      default:
        break
    }
  }

  const end = (): Readonly<Record<CallOutcome | 'received', number>> => {
    const totals = { received: calls.size, refused: 0, leftInMenu: 0, contained: 0, answered: 0, abandoned: 0, unserved: 0, withdrawn: 0 }
    for (const [stream, { outcome, standing }] of calls) {
      if (outcome === undefined) ledger.broken.push({ law: 'ended', where: stream, what: 'the call has not ended' })
      else totals[outcome]++
      if (standing.size > 0) ledger.broken.push({ law: 'ended', where: stream, what: `${standing.size} offers still stand` })
    }
    return totals
  }

  return { see, end }
}
