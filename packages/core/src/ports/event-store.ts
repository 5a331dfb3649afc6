import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { EventId, StreamName } from '../shared/ids.js'
import type { Metadata } from '../shared/metadata.js'

/** An event's place in its stream: 0-based, a safe integer. */
export type Revision = number

/** An event's place in a store: text of fixed width, whose order is the store's order. Valid in one store. */
export type Position = string

export type NonEmpty<A> = readonly [A, ...A[]]

/** JSON that an event may hold. */
export type EventData = { readonly type: string; readonly at: number } & Readonly<Record<string, unknown>>

export interface NewEvent {
  readonly id: EventId
  readonly type: string
  readonly data: EventData
  readonly metadata: Metadata
}

export interface Recorded extends NewEvent {
  readonly stream: StreamName
  readonly revision: Revision
  readonly position: Position
}

export type AppendFailure =
  /** The stream is not where the caller thought. `actual` is absent when it is empty. */
  | { readonly _tag: 'WrongRevision'; readonly stream: StreamName; readonly expected: Revision | 'no-stream'; readonly actual: Revision | 'no-stream' }
  /** A personal field holds plaintext: seal it at the edge. */
  | { readonly _tag: 'PlaintextRefused'; readonly type: string; readonly field: string }
  | { readonly _tag: 'EventTooLarge'; readonly type: string; readonly bytes: number; readonly limit: number }
  | { readonly _tag: 'BadEvent'; readonly type: string; readonly reason: string }
  | StreamDeleted
  | StoreFailure

/** Somebody deleted the stream for ever: it can be neither read nor written to. */
export interface StreamDeleted {
  readonly _tag: 'StreamDeleted'
  readonly stream: string
}

/** The store knows who asks, or should, and does not let them: asking again changes nothing. */
export interface AccessDenied {
  readonly _tag: 'AccessDenied'
  readonly reason: string
}

export type StoreFailure =
  /** Nothing was stored: try again later. */
  | { readonly _tag: 'StoreUnavailable'; readonly reason: string }
  /** No room left: nothing was stored. */
  | { readonly _tag: 'StoreFull'; readonly reason: string }
  /** Whether it was stored is not known: send the same bytes with the same expectation again. */
  | { readonly _tag: 'OutcomeUnknown'; readonly reason: string }
  | AccessDenied
  | { readonly _tag: 'StoreClosed' }

export type ReadFailure =
  | { readonly _tag: 'StoreUnavailable'; readonly reason: string }
  | StreamDeleted
  | AccessDenied
  | { readonly _tag: 'StoreClosed' }
  | { readonly _tag: 'StoredEventUnreadable'; readonly stream: string; readonly revision: Revision; readonly reason: string }

export interface Appended {
  /** Of the last event stored. */
  readonly revision: Revision
  readonly position: Position
  /** The same events were there before: nothing was stored now. */
  readonly already: boolean
}

export interface Filter {
  /** Only streams of these categories (`call`, `shift`). */
  readonly categories?: readonly string[]
  readonly types?: readonly string[]
}

export type Delivery =
  | { readonly _tag: 'event'; readonly event: Recorded }
  /** All up to here has been seen, also what the filter left out. */
  | { readonly _tag: 'checkpoint'; readonly position: Position }
  /** Everything stored before this moment has been delivered. */
  | { readonly _tag: 'caughtUp' }
  /** The last message: resume from the last checkpoint. */
  | { readonly _tag: 'dropped'; readonly reason: string }

export interface EventStore {
  /** All or nothing. The same events sent again with the same expectation answer the first result, `already: true`. */
  readonly append: (stream: StreamName, expected: 'no-stream' | Revision, events: NonEmpty<NewEvent>) => TaskEither<AppendFailure, Appended>
  /** Oldest first; `after` is exclusive. A stream that does not exist is empty. */
  readonly read: (stream: StreamName, options?: { readonly after?: Revision; readonly max?: number }) => AsyncIterable<Either<ReadFailure, Recorded>>
  readonly readAll: (options?: { readonly after?: Position; readonly filter?: Filter; readonly max?: number }) => AsyncIterable<Either<ReadFailure, Recorded>>
  /** Exclusive of `after`. Ends when the caller stops iterating or the store is closed. */
  readonly subscribe: (options: { readonly after: Position | 'start' | 'end'; readonly filter?: Filter }) => AsyncIterable<Delivery>
  readonly close: () => Promise<void>
}

export const categoryOf = (stream: string): string => {
  const cut = stream.startsWith('information-request-') ? 'information-request'.length : stream.indexOf('-')
  return cut < 0 ? stream : stream.slice(0, cut)
}

export const matches = (filter: Filter | undefined, event: { readonly stream: string; readonly type: string }): boolean =>
  filter === undefined ||
  ((filter.categories === undefined || filter.categories.includes(categoryOf(event.stream))) &&
    (filter.types === undefined || filter.types.includes(event.type)))
