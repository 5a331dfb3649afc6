import type { Place } from './place.js'

export const strategyNames = ['RoundRobin', 'DispatchToSingle', 'Pinned', 'PinnedByCorrelation'] as const

export type StrategyName = (typeof strategyNames)[number]

/** What a group was created with; times in milliseconds. */
export interface Settings {
  /** Where delivery starts if there is no checkpoint; -1 is the end. */
  readonly startFrom: Place
  readonly resolveLinks: boolean
  /** Measure how long each event takes at its consumer. */
  readonly extraStatistics: boolean
  /** After this time without an answer an event is retried; 0 means at the next tick. */
  readonly messageTimeout: number
  /** Retries after which an event is parked. */
  readonly maxRetries: number
  /** Events kept from reading history. */
  readonly bufferSize: number
  /** Live events kept while history is read. */
  readonly liveBufferSize: number
  /** Events in a read of history. */
  readonly readBatchSize: number
  /** Time between checkpoints; 0 means never by time. */
  readonly checkpointAfter: number
  /** Events after which a checkpoint may be written. */
  readonly minCheckpoint: number
  /** Events after which a checkpoint is written in any case. */
  readonly maxCheckpoint: number
  /** 0 is unbounded. */
  readonly maxSubscribers: number
  readonly strategy: StrategyName
}
