import type { Resolved } from '../../log/model.js'
import type { Place } from './place.js'

/** An event on its way through a group. */
export interface Message {
  readonly resolved: Resolved
  /** The id that consumers acknowledge. */
  readonly id: string
  readonly retries: number
  /** Comes from the parked stream: it has no place in the order of the group. */
  readonly replayed: boolean
  readonly place?: Place
  /** Given at the first delivery. */
  readonly sequence?: bigint
  /** What was the last known place at the first delivery: the checkpoint while this event is unanswered. */
  readonly previous?: Place
}

/** A message that was never delivered becomes one that is: it takes the next number. */
export const numbered = (message: Message, sequence: bigint, previous: Place | undefined): Message =>
  message.replayed || message.sequence !== undefined ? message : { ...message, sequence, ...(previous === undefined ? {} : { previous }) }

export const retried = (message: Message): Message => ({ ...message, retries: message.retries + 1 })
