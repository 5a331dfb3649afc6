import type { Attributes, BatchObservableResult, Meter } from '@opentelemetry/api'
import type { Clock, Instant } from '@disque/core'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { together, type Notice } from './everybody.js'
import type { Word } from './words.js'

const states = ['starting', 'working', 'waiting', 'stopped'] as const

/** What is asked of a runtime whenever metrics are collected. */
export interface Watchable {
  readonly health: () => { readonly state: (typeof states)[number]; readonly level: Instant | undefined }
  readonly holds: () => readonly { readonly work: string }[]
}

export interface WatchOptions {
  /** The runtime's own. */
  readonly clock: Clock
  /** Tells several workers of one process apart. One for each process needs none: its resource says which it is. */
  readonly worker?: string
  /** `workersOf(readModel)`: with it this process also tells how all workers together are. That one process does so is enough; several tell the same. */
  readonly workers?: TaskEither<unknown, readonly Notice[]>
}

const secondsBetween = (from: Instant, to: Instant): number => Math.max(0, to - from) / 1000

/** Gauges of a worker, asked whenever metrics are collected. A series that was told once is told always, as some readers repeat what they heard last. */
export const watching = (meter: Meter, word: Word) => {
  const workerLag = meter.createObservableGauge('disque.worker.lag', { unit: 's', description: 'Time since this worker last had read everything there was; 0 once it has stopped.' })
  const workerState = meter.createObservableGauge('disque.worker.state', { description: '1 for the state that this worker is in, 0 for the others.' })
  const held = meter.createObservableGauge('disque.worker.partitions', { unit: '{partition}', description: 'Partitions that this worker holds.' })
  const workers = meter.createObservableGauge('disque.workers', { unit: '{worker}', description: 'Workers that are alive.' })
  const workLag = meter.createObservableGauge('disque.work.lag', { unit: 's', description: 'The largest lag of the partitions of a piece of work, held or not.' })
  const workHeld = meter.createObservableGauge('disque.work.partitions', { unit: '{partition}', description: 'Partitions of a piece of work that some worker holds.' })
  const gauges = [workerLag, workerState, held, workers, workLag, workHeld]

  return (runtime: Watchable, { clock, worker, workers: everybody }: WatchOptions): (() => void) => {
    const from = clock.now()
    const self: Attributes = worker === undefined ? {} : { 'disque.worker': worker }
    const heldOnce = new Map<string, number>()
    const put = together()

    const tell = (to: BatchObservableResult): void => {
      const { state, level } = runtime.health()
      // OTEL-08 A worker that was level never yet lags since it is watched: a start that hangs is seen.
      to.observe(workerLag, state === 'stopped' ? 0 : secondsBetween(level ?? from, clock.now()), self)
      for (const each of states) to.observe(workerState, each === state ? 1 : 0, { ...self, 'disque.state': each })
      for (const work of heldOnce.keys()) heldOnce.set(work, 0)
      for (const { work } of runtime.holds()) heldOnce.set(word(work), (heldOnce.get(word(work)) ?? 0) + 1)
      for (const [work, count] of heldOnce) to.observe(held, count, { ...self, 'disque.work': work })
    }

    const tellAll = async (to: BatchObservableResult): Promise<void> => {
      if (everybody === undefined) return
      const read = await everybody()
      const now = clock.now()
      const all = put(read._tag === 'Right' ? read.right : undefined, now)
      to.observe(workers, all.workers)
      for (const [work, { level, partitions }] of all.works) {
        to.observe(workLag, secondsBetween(level, now), { 'disque.work': word(work) })
        to.observe(workHeld, partitions, { 'disque.work': word(work) })
      }
    }

    const collect = async (to: BatchObservableResult): Promise<void> => {
      tell(to)
      await tellAll(to)
    }
    meter.addBatchObservableCallback(collect, gauges)
    return () => {
      meter.removeBatchObservableCallback(collect, gauges)
    }
  }
}
