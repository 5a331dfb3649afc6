import { begun, ended, noTimings, type Timings } from './timings.js'
import { without } from './outstanding.js'
import type { Message } from './message.js'

/** A connected consumer; `slots` is what may still be sent to it. */
export interface Consumer {
  readonly id: string
  readonly user: string
  readonly connection: string
  readonly limit: number
  readonly slots: number
  readonly inFlight: ReadonlyMap<string, Message>
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
  inFlight: new Map(),
  total: 0n,
  timings: noTimings,
})

/** An event goes out and takes a slot; a second one with the same id takes a slot that no answer gives back, as in the server. */
export const sentTo = (consumer: Consumer, message: Message, now: number, timed: boolean): Consumer => ({
  ...consumer,
  slots: consumer.slots - 1,
  total: consumer.total + 1n,
  inFlight: consumer.inFlight.has(message.id) ? consumer.inFlight : new Map(consumer.inFlight).set(message.id, message),
  timings: timed ? begun(consumer.timings, message.id, now) : consumer.timings,
})

/** Answered, timed out or parked: the slots are free again. */
export const freed = (consumer: Consumer, ids: readonly string[], now: number): { readonly consumer: Consumer; readonly messages: readonly Message[] } => {
  const messages = ids.flatMap((id) => consumer.inFlight.get(id) ?? [])
  const timings = ids.reduce((so, id) => ended(so, id, now), consumer.timings)
  if (messages.length === 0) return { consumer: timings === consumer.timings ? consumer : { ...consumer, timings }, messages }
  return { consumer: { ...consumer, timings, slots: consumer.slots + messages.length, inFlight: without(consumer.inFlight, ids) }, messages }
}
