import type * as Call from '../call/call.js'
import type { Sending } from '../shared/process.js'
import type { AttendantId, CallId, ContactId, OfferId, PlanVersion, QueueId, ShiftId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { OfferOutcome, Reason } from '../waiting/waiting.js'

export interface OfferTo {
  readonly at: Instant
  readonly offer: OfferId
  readonly attendant: AttendantId
  readonly shift: ShiftId
}

export interface StepTaken {
  readonly at: Instant
  readonly queue: QueueId
  readonly step: string
  readonly planNow: PlanVersion
  readonly waitingNow: Readonly<Record<string, number>>
}

/** How a channel's contact is told of offers and steps: one row a channel. */
interface ContactCommands {
  readonly offer: (contact: ContactId, o: OfferTo & { readonly queue?: QueueId; readonly reason?: Reason; readonly planNow?: PlanVersion }) => Sending
  readonly answer: (contact: ContactId, o: OfferTo) => Sending
  readonly withdraw: (contact: ContactId, o: { readonly at: Instant; readonly offer: OfferId; readonly outcome: OfferOutcome }) => Sending
  readonly escalate: (contact: ContactId, s: StepTaken) => Sending
}

const callOf = (contact: ContactId): CallId => contact.slice('call-'.length) as CallId
const toCall = (command: Call.Command): Sending => ({ to: 'call', command })

const call: ContactCommands = {
  offer: (contact, o) => toCall({ type: 'OfferCall', call: callOf(contact), ...o }),
  answer: (contact, o) => toCall({ type: 'AnswerCall', call: callOf(contact), ...o }),
  withdraw: (contact, o) => toCall({ type: 'WithdrawOffer', call: callOf(contact), ...o }),
  escalate: (contact, s) => toCall({ type: 'EscalateCall', call: callOf(contact), ...s }),
}

export const commandsFor = (contact: ContactId): ContactCommands | undefined => (contact.startsWith('call-') ? call : undefined)
