import { AttendantId, CallId, type CentreId, OfferId, QueueId, ShiftId, TopicId, uuidFrom } from '@disque/core'

/** The centre of every recorded log. */
export const recorded = 'recorded' as CentreId

/** Stands in for attendants whom the log does not name, or who cannot have served the call. Capacity does not bind it. */
export const unidentified = 'unidentified' as AttendantId

/** The log's own word where streams allow it, else one that is always the same for it. */
const nameFor = <A extends string>(is: (u: unknown) => u is A, word: string): A => (is(word) ? word : (uuidFrom(word, 0) as string as A))

/** `again`: how many lines with the same key came before. */
export const callNamed = (key: string, again: number): CallId => nameFor(CallId.is, again === 0 ? key : `${key}.${again + 1}`)

export const attendantNamed = (server: string): AttendantId => (server === unidentified ? (uuidFrom(server, 0) as string as AttendantId) : nameFor(AttendantId.is, server))

export const queueNamed = (type: string): QueueId => nameFor(QueueId.is, type)
export const topicNamed = (type: string): TopicId => nameFor(TopicId.is, type)

/** The log names one attendant a call: one offer each. */
export const offerOf = (call: CallId): OfferId => nameFor(OfferId.is, `${call}.offer`)

/** An attendant is signed in once a day; the pseudo-attendant from its first call to its last. */
export const shiftOf = (attendant: AttendantId, date: string): ShiftId =>
  attendant === unidentified ? (unidentified as string as ShiftId) : nameFor(ShiftId.is, `${attendant}.${date}`)
