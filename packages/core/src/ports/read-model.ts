import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Instant, Milliseconds } from '../shared/instant.js'
import type { Position } from './event-store.js'

/** Any JSON value. */
export type Document = unknown

export interface Write {
  readonly collection: string
  readonly key: string
  /** Absent: the document is removed. */
  readonly document?: Document
}

/** A promise that one holder at a time does a piece of work. A later holder has a higher `fence`. */
export interface Lease {
  readonly name: string
  readonly holder: string
  readonly fence: number
  readonly until: Instant
}

export interface Commit {
  /** Whose checkpoint: a process, a projection, a partition of one. */
  readonly subscriber: string
  /** Where it has read to; absent leaves the checkpoint as it is. */
  readonly checkpoint?: Position
  /** Of the lease under which this was worked out. A lease named here must still be held with this number. */
  readonly lease?: { readonly name: string; readonly fence: number }
  readonly writes: readonly Write[]
}

export type ReadModelFailure =
  | { readonly _tag: 'StoreUnavailable'; readonly reason: string }
  | { readonly _tag: 'StoreFull'; readonly reason: string }
  | { readonly _tag: 'StoreClosed' }

export type CommitFailure =
  /** Another holder has taken the lease since: drop what was worked out. */
  | { readonly _tag: 'Fenced'; readonly lease: string; readonly fence: number; readonly current: number }
  | ReadModelFailure

export interface ReadModel {
  readonly get: (collection: string, key: string) => TaskEither<ReadModelFailure, Document | undefined>
  /** In order of the keys' text (code units); `after` is exclusive. */
  readonly scan: (
    collection: string,
    options?: { readonly after?: string; readonly prefix?: string; readonly max?: number }
  ) => AsyncIterable<Either<ReadModelFailure, { readonly key: string; readonly document: Document }>>
  readonly checkpoint: (subscriber: string) => TaskEither<ReadModelFailure, Position | undefined>
  /** All writes and the checkpoint, or nothing. */
  readonly commit: (commit: Commit) => TaskEither<CommitFailure, void>
  /** Takes or renews a lease; a lease held by another until later answers `LeaseHeld`. */
  readonly acquire: (
    name: string,
    holder: string,
    now: Instant,
    ttl: Milliseconds
  ) => TaskEither<{ readonly _tag: 'LeaseHeld'; readonly lease: Lease } | ReadModelFailure, Lease>
  /** Gives a lease back early; one that another holds is left alone. */
  readonly release: (lease: Lease) => TaskEither<ReadModelFailure, void>
}
