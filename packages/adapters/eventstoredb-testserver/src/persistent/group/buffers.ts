import { compare } from './place.js'
import type { Message } from './message.js'
import type { Place } from './place.js'

/** Events that wait for a consumer: retries first, then those in order. The live queue bridges from reading history to live events. */
export interface Buffers {
  readonly size: number
  readonly liveSize: number
  /** Events up to here are behind the checkpoint. */
  readonly initial?: Place
  readonly retries: readonly Message[]
  readonly waiting: readonly Message[]
  /** The newest live events, oldest first; while live they stand here and in `waiting`. */
  readonly recent: readonly Message[]
  readonly live: boolean
}

export const emptyBuffers = (size: number, liveSize: number, live: boolean, initial?: Place): Buffers => ({
  size,
  liveSize,
  retries: [],
  waiting: [],
  recent: [],
  live,
  ...(initial === undefined ? {} : { initial }),
})

export const accepts = ({ size, retries, waiting }: Buffers, count: number): boolean => size - retries.length - waiting.length > count

/** Retries go by place, replayed ones after all. */
export const withRetry = (buffers: Buffers, message: Message): Buffers => {
  const { place } = message
  const later =
    place === undefined || message.replayed
      ? -1
      : buffers.retries.findIndex((other) => !other.replayed && other.place !== undefined && compare(place, other.place) < 0)
  const index = later < 0 ? buffers.retries.length : later
  return { ...buffers, retries: [...buffers.retries.slice(0, index), message, ...buffers.retries.slice(index)] }
}

/** TESTSERVER-20 A live event that finds the buffer full sends the group back to reading history, from that event on. */
export const withLive = (buffers: Buffers, message: Message): Buffers => {
  const fits = buffers.live && buffers.waiting.length < buffers.size
  return {
    ...buffers,
    waiting: fits ? [...buffers.waiting, message] : buffers.waiting,
    live: fits,
    recent: [...(buffers.recent.length >= buffers.liveSize ? buffers.recent.slice(1) : buffers.recent), message],
  }
}

const switched = (buffers: Buffers, recent: readonly Message[]): Buffers => ({ ...buffers, waiting: [...buffers.waiting, ...recent], recent: [], live: true })

/** An event read from history; it meets the live queue where that begins. */
export const withRead = (buffers: Buffers, message: Message & { readonly place: Place }): Buffers => {
  if (buffers.live) return buffers
  const first = buffers.recent[0]?.place
  if (first === undefined || compare(message.place, first) < 0) return { ...buffers, waiting: [...buffers.waiting, message] }
  return switched(
    buffers,
    buffers.recent.filter(({ place }) => place === undefined || compare(place, message.place) >= 0)
  )
}

/** At the end of history a group is live if no live event waits. */
export const movedToLive = (buffers: Buffers): Buffers => (buffers.recent.length === 0 ? { ...buffers, live: true } : buffers)

/** The oldest unanswered event among the retries. */
export const lowestRetry = ({ retries }: Buffers): Message | undefined =>
  retries.reduce<Message | undefined>(
    (lowest, message) =>
      message.replayed || message.sequence === undefined || (lowest?.sequence !== undefined && lowest.sequence <= message.sequence) ? lowest : message,
    undefined
  )
