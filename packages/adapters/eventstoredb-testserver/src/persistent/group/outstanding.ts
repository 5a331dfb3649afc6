import type { Message } from './message.js'

interface Delivered {
  readonly message: Message
  /** Milliseconds since 1970 at which it is taken for lost. */
  readonly expires: number
}

/** Delivered events that nobody has answered yet, by id. */
export type Outstanding = ReadonlyMap<string, Delivered>

export const without = <Value>(map: ReadonlyMap<string, Value>, ids: readonly string[]): ReadonlyMap<string, Value> => {
  const left = new Map(map)
  for (const id of ids) left.delete(id)
  return left
}

/** What was delivered too long ago, longest first. */
export const expired = (outstanding: Outstanding, now: number): readonly Message[] =>
  [...outstanding.values()]
    .filter(({ expires }) => expires <= now)
    .sort((one, other) => one.expires - other.expires)
    .map(({ message }) => message)

/** The oldest unanswered event. */
export const lowestOutstanding = (outstanding: Outstanding): Message | undefined => {
  let lowest: Message | undefined
  for (const { message } of outstanding.values()) {
    if (message.replayed || message.sequence === undefined) continue
    if (lowest?.sequence === undefined || message.sequence < lowest.sequence) lowest = message
  }
  return lowest
}
