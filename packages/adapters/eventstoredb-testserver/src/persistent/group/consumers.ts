import { begun, ended, noTimings, type Timings } from './timings.js'
import { drop, get, put, type Sorted } from './sorted.js'
import type { Message } from './message.js'

/** A connected consumer; `slots` is what may still be sent to it. */
export interface Consumer {
  readonly id: string
  readonly user: string
  readonly connection: string
  readonly limit: number
  readonly slots: number
  /** What it has not answered, by id. */
  readonly inFlight: Sorted<string, Message>
  readonly total: bigint
  readonly timings: Timings
}

export type Consumers = ReadonlyMap<string, Consumer>

/** Who connects. */
export interface Connecting {
  readonly id: string
  readonly user: string
  readonly connection: string
  /** Events that may be unanswered at once. */
  readonly limit: number
}

export const connecting = ({ id, user, connection, limit }: Connecting): Consumer => ({
  id,
  user,
  connection,
  limit,
  slots: limit,
  inFlight: undefined,
  total: 0n,
  timings: noTimings,
})

/** An event goes out and takes a slot; a second one with the same id takes a slot that no answer gives back, as in the server. */
export const sentTo = (consumer: Consumer, message: Message, now: number, timed: boolean): Consumer => ({
  ...consumer,
  slots: consumer.slots - 1,
  total: consumer.total + 1n,
  inFlight: get(consumer.inFlight, message.id) === undefined ? put(consumer.inFlight, message.id, message) : consumer.inFlight,
  timings: timed ? begun(consumer.timings, message.id, now) : consumer.timings,
})

/** Answered, timed out or parked: the slots are free again. */
export const freed = (consumer: Consumer, ids: readonly string[], now: number): { readonly consumer: Consumer; readonly messages: readonly Message[] } => {
  const messages = ids.flatMap((id) => get(consumer.inFlight, id) ?? [])
  const timings = ids.reduce((so, id) => ended(so, id, now), consumer.timings)
  if (messages.length === 0) return { consumer: timings === consumer.timings ? consumer : { ...consumer, timings }, messages }
  const inFlight = ids.reduce((left, id) => drop(left, id), consumer.inFlight)
  return { consumer: { ...consumer, timings, slots: consumer.slots + messages.length, inFlight }, messages }
}
