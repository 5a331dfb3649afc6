import type { CentreId, Effect, Instant, Position } from '@disque/core'
import type { Seen } from '@disque/runtime'
import type { StorePlace } from '../stores/place.js'
import type { Pace } from './clock.js'

/** Where workers keep what they have worked out. */
export type ReadModelPlace =
  | { readonly kind: 'store' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly text: string; readonly schema: string }

export interface Places {
  readonly store: StorePlace
  readonly readModel: ReadModelPlace
}

/** All that a worker has to know. */
export interface Orders {
  readonly name: string
  readonly places: Places
  readonly centre: CentreId
  /** Where the centre's events begin at the earliest. */
  readonly after?: Position
  /** Where its clock stands until it is told its pace. */
  readonly wakes: Instant
  readonly speed: number
  /** Absent: the clock does not go yet. */
  readonly pace?: Pace
  /** In simulated milliseconds, as the clock is. */
  readonly leaseMs: number
  readonly checkpointMs: number
  /** Where it appends what it does. */
  readonly log?: string
}

export type ToWorker =
  | { readonly type: 'orders'; readonly orders: Orders }
  | { readonly type: 'go'; readonly pace: Pace }
  /** An effect was taken by the exchange. */
  | { readonly type: 'carried'; readonly number: number }
  | { readonly type: 'stop' }

export type FromWorker =
  /** It waits for orders. */
  | { readonly type: 'here' }
  /** It works. */
  | { readonly type: 'ready' }
  | { readonly type: 'carry'; readonly number: number; readonly effect: Effect }
  /** What is rare enough to be told. */
  | { readonly type: 'seen'; readonly seen: Exclude<Seen, { readonly _tag: 'stepped' }> }
  | { readonly type: 'failed'; readonly words: string }
