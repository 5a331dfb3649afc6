import { measurements, type Measurement } from '../group/timings.js'
import { status, type Group } from '../group/group.js'
import { countOf } from '../group/outstanding.js'
import { sizeOf } from '../group/sorted.js'
import { text } from '../group/place.js'
import type { Kept } from './config.js'

export interface ConsumerFigures {
  readonly user: string
  readonly connection: string
  readonly averagePerSecond: number
  readonly total: bigint
  readonly sinceLast: bigint
  readonly slots: number
  readonly inFlight: number
  readonly measurements: readonly Measurement[]
}

/** TESTSERVER-37 What information about a group tells beside its settings: what is delivered, waits, is unanswered or parked, and at whom. */
export interface Figures extends Kept {
  readonly status: string
  readonly consumers: readonly ConsumerFigures[]
  readonly averagePerSecond: number
  readonly total: bigint
  readonly sinceLast: bigint
  readonly checkpoint: string
  readonly known: string
  readonly waiting: number
  readonly live: number
  readonly retries: number
  readonly outstanding: number
  readonly parked: bigint
}

/** What was counted when somebody last asked: rates are since then. */
export interface Counted {
  readonly at: number
  readonly total: bigint
  readonly byConsumer: ReadonlyMap<string, bigint>
}

export const counted = (group: Group, now: number): Counted => ({
  at: now,
  total: group.processed,
  byConsumer: new Map([...group.consumers].map(([id, { total }]) => [id, total])),
})

export const figures = (kept: Kept, group: Group, parked: bigint, last: Counted, now: number): Figures => {
  const milliseconds = now - last.at
  const rate = (count: bigint) => (milliseconds <= 0 ? 0 : Math.floor((Number(count) * 1000) / milliseconds))
  const sinceLast = group.processed - last.total
  const { checkpoint, known } = group.shown
  return {
    ...kept,
    status: status(group),
    consumers: [...group.consumers.values()].map((consumer) => {
      const since = consumer.total - (last.byConsumer.get(consumer.id) ?? 0n)
      return {
        user: consumer.user,
        connection: consumer.connection,
        averagePerSecond: rate(since),
        total: consumer.total,
        sinceLast: since,
        slots: consumer.slots,
        inFlight: sizeOf(consumer.inFlight),
        measurements: measurements(consumer.timings),
      }
    }),
    averagePerSecond: rate(sinceLast),
    total: group.processed,
    sinceLast,
    checkpoint: checkpoint === undefined ? '' : text(checkpoint),
    known: known === undefined ? '' : text(known),
    waiting: group.buffers.waiting.length,
    live: group.buffers.recent.length,
    retries: group.buffers.retries.length,
    outstanding: countOf(group.outstanding),
    parked,
  }
}
