import type { Recorded } from '../ports/event-store.js'
import type { Effect } from '../ports/outbound.js'
import type { CentreId } from './ids.js'
import type { Instant } from './instant.js'

/** A command on its way to the stream of a room. */
export interface Sending<C = unknown> {
  /** The decider's category. */
  readonly to: string
  readonly command: C
}

/** Something that must come about once. Its id is unique within the process for ever. */
export type Todo<C = unknown> =
  | { readonly id: string; readonly send: Sending<C> }
  | { readonly id: string; readonly carry: Effect }

/** How a to-do ended. A technical failure is no outcome: it is tried again. */
export type TodoOutcome =
  | { readonly _tag: 'events'; readonly types: readonly string[] }
  | { readonly _tag: 'nothing' }
  | { readonly _tag: 'refusal'; readonly refusal: { readonly _tag: string } & Readonly<Record<string, unknown>> }
  | { readonly _tag: 'carried' }

interface Named {
  readonly name: string
  /** A new version refolds history with its to-dos muted up to the old one's checkpoint. */
  readonly version: number
  /** Event types it reads. */
  readonly types: readonly string[]
  /** Which of its states an event concerns. */
  readonly keys: (event: Recorded) => readonly string[]
}

/** What crosses streams, one state per key. States are JSON. */
export interface Process<S> extends Named {
  readonly scope: 'key'
  readonly initial: S
  readonly evolve: (state: S, event: Recorded, key: string) => S
  readonly todo: (state: S, now: Instant, key: string) => readonly Todo[]
  readonly done: (state: S, todoId: string, outcome: TodoOutcome) => S
  readonly wake: (state: S) => Instant | undefined
  /** Nothing can come of it any more: the document is dropped. */
  readonly over: (state: S) => boolean
}

/** An index over all documents of a partition, in memory, rebuilt from them at start. */
export interface Partition<S> {
  readonly put: (key: string, state: S | undefined) => void
  readonly todo: (now: Instant, basis: string) => readonly Todo[]
  readonly wake: (now: Instant) => Instant | undefined
}

/** A process whose to-dos depend on all of its states at once, such as routing. */
export interface PartitionProcess<S> extends Named {
  readonly scope: 'partition'
  /** Whose event it is, where it says so: keys lie with the centre of their first event, and each centre is run by one worker at a time. A key that no centre was told for is unknown. */
  readonly centreOf: (event: Recorded) => CentreId | undefined
  readonly initial: S
  readonly evolve: (state: S, event: Recorded, key: string) => S
  readonly over: (state: S) => boolean
  readonly done: (state: S, todoId: string, outcome: TodoOutcome) => S
  /** Which document keeps a to-do's outcome. */
  readonly keyOf: (todoId: string) => string
  /** Which document is set aside while a to-do fails technically, and stopped when it keeps failing. */
  readonly blame: (todoId: string) => string
  readonly partition: () => Partition<S>
}

export type AnyProcess = Process<any> | PartitionProcess<any> // eslint-disable-line @typescript-eslint/no-explicit-any -- states differ
