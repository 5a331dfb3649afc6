/** An event as a client proposes it. */
export interface Proposed {
  /** A UUID in lower case. */
  readonly id: string
  readonly type: string
  readonly isJson: boolean
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

/** An event as it stands in the log; nothing about it changes any more. */
export interface Stored extends Proposed {
  readonly stream: string
  /** From 0; a tombstone has 9223372036854775807. */
  readonly revision: bigint
  /** Bytes of log before the record, as in the real server; grows with each record, by more than one. */
  readonly commit: bigint
  readonly prepare: bigint
  /** Ticks of 100 ns since 1970. */
  readonly created: bigint
}

/** An event or a link, and what the link points at if that can still be read. */
export interface Resolved {
  readonly event?: Stored
  readonly link?: Stored
  readonly commit?: bigint
}

/** What a writer expects of the stream. */
export type Expected = { readonly revision: bigint } | 'no-stream' | 'any' | 'stream-exists'

export interface Position {
  readonly commit: bigint
  readonly prepare: bigint
}

/** `current` is the stream's last revision, -1 if it has none. */
type AppendRefusal =
  | { readonly _tag: 'WrongRevision'; readonly current: bigint }
  | { readonly _tag: 'Deleted' }
  | { readonly _tag: 'TooLarge'; readonly limit: number }

/** `last` is the revision of the last event of this append; -1 for an append of nothing to a stream without events. */
export type AppendAnswer =
  | { readonly _tag: 'Appended'; readonly last: bigint; readonly position: Position }
  | { readonly _tag: 'Already'; readonly last: bigint; readonly position?: Position }
  | AppendRefusal

export type DeleteAnswer = { readonly _tag: 'Deleted'; readonly position: Position } | { readonly _tag: 'Refused'; readonly why: AppendRefusal }

export type Direction = 'forwards' | 'backwards'

/**
 * `next` is where reading goes on, -1 if there is nothing more in this direction; `last` the stream's last revision;
 * `least` the first one that $maxCount and $tb leave.
 */
export type StreamSlice =
  | {
      readonly _tag: 'Found'
      readonly events: readonly Stored[]
      readonly next: bigint
      readonly last: bigint
      readonly least: bigint
      readonly atEnd: boolean
    }
  | { readonly _tag: 'NotFound'; readonly last: bigint }
  | { readonly _tag: 'Deleted' }

/** Users by name, as far as the log tells of them. */
export type Accounts = Readonly<Record<string, { readonly roles?: readonly string[] }>>

export interface LogOptions {
  /** Milliseconds since 1970; the clock of the machine if left out. */
  readonly now?: () => number
  /** Whether `$streams`, `$category-`, `$ce-`, `$et-` and `$bc-` are kept up from the start; left out, they are when enabled. */
  readonly standardProjections?: boolean
  /** Who may sign in: a server with users keeps a record of each. */
  readonly accounts?: Accounts
  /** Bytes that one append may have; 1 MiB if left out. */
  readonly maxAppendSize?: number
}

/** What a stream's metadata says about which of its events can be read. */
export interface StreamMetadata {
  readonly maxCount?: bigint
  /** Seconds. */
  readonly maxAge?: bigint
  readonly truncateBefore?: bigint
}

export type ProjectionName = '$streams' | '$by_category' | '$stream_by_category' | '$by_event_type' | '$by_correlation_id'

/** How a projection stands. */
export interface ProjectionState {
  readonly name: ProjectionName
  readonly status: 'Running' | 'Stopped' | 'Aborted/Stopped'
  /** Grows with each change of the status or reset; shown is the one that it last ran with. */
  readonly version: bigint
  /** The version of the last reset, -1 before. */
  readonly epoch: bigint
  /** Events since it was last enabled or reset. */
  readonly processed: bigint
  /** The last event that it has taken in. */
  readonly position?: Position
  /** Where it stood when it was last disabled with a checkpoint. */
  readonly checkpoint?: Position
}

/** The standard projections. */
export interface Projections {
  readonly list: () => readonly ProjectionState[]
  readonly enable: (name: ProjectionName) => void
  readonly disable: (name: ProjectionName, withCheckpoint: boolean) => void
  readonly reset: (name: ProjectionName) => void
}

/** The data of a server: streams and the order of all events. */
export interface Log {
  readonly maxAppendSize: number
  readonly append: (stream: string, expected: Expected, events: readonly Proposed[]) => AppendAnswer
  /** Hides the events so far; the stream goes on with the next revision when it is written again. */
  readonly deleteStream: (stream: string, expected: Expected) => DeleteAnswer
  /** Closes the stream for ever. */
  readonly tombstone: (stream: string, expected: Expected) => DeleteAnswer
  /** From a revision on, itself included; only what $maxCount, $maxAge and $tb leave. */
  readonly readStream: (stream: string, from: bigint | 'start' | 'end', max: number, direction: Direction) => StreamSlice
  /** A stream's events from a revision on, whatever its metadata hides, and its tombstone: what a live subscription sees. */
  readonly readLive: (stream: string, from: bigint, max: number) => readonly Stored[]
  /** Forwards from a position on, the record there included; backwards what stands before it. */
  readonly readAll: (from: Position | 'start' | 'end', max: number, direction: Direction) => readonly Stored[]
  /** The stream's last revision: -1 without events, 9223372036854775807 with a tombstone. */
  readonly lastRevision: (stream: string) => bigint
  readonly streamMetadata: (stream: string) => StreamMetadata
  readonly resolve: (stored: Stored) => Resolved
  readonly projections: Projections
  /** Calls the listener after each append; gives the way to stop. */
  readonly onAppended: (listener: () => void) => () => void
  /** Whether a record begins at this position, or the next one will. */
  readonly isBoundary: (position: Position) => boolean
  /** The position behind the last record. */
  readonly end: () => Position
}
