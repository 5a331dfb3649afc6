import type { Either } from 'fp-ts/lib/Either.js'
import type { Effect, Instant, Position, Recorded, Sending, TodoOutcome, Write } from '@disque/core'
import type { StoreTrouble } from './failures.js'

/** What is done next, and what to do with its outcome. */
export interface Step {
  /** The command's id, or the effect's: the same whenever it is tried again. */
  readonly id: string
  /** What stops if it keeps failing. */
  readonly key: string
  readonly action: { readonly send: Sending } | { readonly carry: Effect }
  /** The event that led to it. */
  readonly cause: Cause | undefined
  readonly done: (outcome: TodoOutcome) => void
}

export interface Cause {
  readonly id: string
  readonly correlation: string
  readonly centre?: Recorded['metadata']['centre']
  readonly trace?: Recorded['metadata']['trace']
}

export const causeOf = ({ id, metadata }: Recorded): Cause => ({
  id, correlation: metadata.correlation,
  ...(metadata.centre === undefined ? {} : { centre: metadata.centre }),
  ...(metadata.trace === undefined ? {} : { trace: metadata.trace }),
})

/** What kept failing: it is kept for whoever repairs it, and its key does nothing more. */
export interface Parked {
  readonly what: 'event' | 'to-do'
  readonly id: string
  readonly reason: string
}

export const parkedIn = 'parked'

/** Told of everything that is parked. */
export type OnParked = (work: string, key: string, parked: Parked) => void

/** A piece of the runtime that reads events in order, keeps documents, and is held by one worker at a time. */
export interface Work {
  /** Of its lease, its checkpoint and its place among others. */
  readonly name: string
  /** Reads its documents; answers where to go on reading events. */
  readonly load: () => Promise<Either<StoreTrouble, Position | undefined>>
  readonly reads: (type: string) => boolean
  /** Folds one event, already decoded. What cannot be folded stops its key. */
  readonly take: (event: Recorded) => Promise<void> | undefined
  readonly next: (now: Instant, basis: Position) => Promise<Step | undefined> | Step | undefined
  /** When it will have something to do if nothing happens. */
  readonly wake: (now: Instant) => Instant | undefined
  /** A key does nothing until then. */
  readonly postpone: (key: string, until: Instant) => void
  /** A key does nothing more until somebody repairs it. */
  readonly stop: (key: string, parked: Parked) => void
  /** Documents changed since the last call. */
  readonly writes: () => readonly Write[]
}
