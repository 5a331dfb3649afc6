import { drop, get, lowest, put, sizeOf, values, type Sorted } from './sorted.js'
import type { Message } from './message.js'

interface Delivered {
  readonly message: Message
  /** Milliseconds since 1970 at which it is taken for lost. */
  readonly expires: number
  /** Its turn among all deliveries of the group. */
  readonly turn: bigint
}

/** Delivered events that nobody has answered yet, by id, and by their number as far as they have one. */
export interface Outstanding {
  readonly byId: Sorted<string, Delivered>
  readonly byNumber: Sorted<bigint, Message>
}

export const noneOutstanding: Outstanding = { byId: undefined, byNumber: undefined }

/** Of two events with the same id only the first is kept. */
export const delivered = ({ byId, byNumber }: Outstanding, one: Delivered): Outstanding => {
  const { id, replayed, sequence } = one.message
  if (get(byId, id) !== undefined) return { byId, byNumber }
  return { byId: put(byId, id, one), byNumber: replayed || sequence === undefined ? byNumber : put(byNumber, sequence, one.message) }
}

export const withoutAnswered = (outstanding: Outstanding, ids: readonly string[]): Outstanding =>
  ids.reduce(({ byId, byNumber }, id) => {
    const sequence = get(byId, id)?.message.sequence
    return { byId: drop(byId, id), byNumber: sequence === undefined ? byNumber : drop(byNumber, sequence) }
  }, outstanding)

/** The event with this id, if it is unanswered. */
export const unanswered = ({ byId }: Outstanding, id: string): Message | undefined => get(byId, id)?.message

export const countOf = ({ byId }: Outstanding): number => sizeOf(byId)

/** What was delivered too long ago, longest first. */
export const expired = ({ byId }: Outstanding, now: number): readonly Message[] =>
  values(byId)
    .filter(({ expires }) => expires <= now)
    .sort((one, other) => one.expires - other.expires || (one.turn < other.turn ? -1 : 1))
    .map(({ message }) => message)

/** The oldest unanswered event. */
export const lowestOutstanding = ({ byNumber }: Outstanding): Message | undefined => lowest(byNumber)?.value
