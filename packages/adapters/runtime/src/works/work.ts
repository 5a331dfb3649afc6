import type { Either } from 'fp-ts/lib/Either.js'
import type { Effect, Instant, Position, Recorded, Sending, TodoOutcome, Write } from '@disque/core'
import type { StoreTrouble } from '../failures.js'
import type { Open } from '../workers/partitions.js'

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
  /** Whether its key still lies in a partition that is held; asked when its outcome comes late. */
  readonly isHeld?: () => boolean
  /** Of a timer. */
  readonly dueAt?: Instant
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

/** A piece of the runtime that reads events in order and keeps documents. Its keys lie in partitions; each of them is held by one worker at a time. */
export interface Work {
  /** With a partition's name: of a lease, a checkpoint; alone: its place among others. */
  readonly name: string
  /** Its partitions, as far as they are known now. */
  readonly partitions: () => readonly string[]
  /** Reads a partition's documents; answers where to go on reading events. */
  readonly load: (partition: string) => Promise<Either<StoreTrouble, Position | undefined>>
  /** Forgets what it knows of a partition, written or not. */
  readonly drop: (partition: string) => void
  readonly reads: (type: string) => boolean
  /** Told of events that come next: what they need of the read model can be read together. */
  readonly ahead?: (events: readonly Recorded[], isHeld: Open) => Promise<void>
  /** Folds one event, already decoded, into keys whose partition is open. What cannot be folded stops its key. */
  readonly take: (event: Recorded, open: Open) => Promise<void> | undefined
  /** What is done next: at most so many steps, the first ones in order, each of another key. */
  readonly steps: (now: Instant, basis: Position, most: number) => Promise<readonly Step[]> | readonly Step[]
  /** When it will have something to do if nothing happens. */
  readonly wake: (now: Instant) => Instant | undefined
  /** A key does nothing until then. */
  readonly postpone: (key: string, until: Instant) => void
  /** The event cannot be decoded: its stream does nothing more until somebody repairs it. */
  readonly refuse: (event: Recorded, reason: string, open: Open) => void
  /** A key does nothing more until somebody repairs it. */
  readonly stop: (key: string, parked: Parked) => void
  /** A partition's documents changed since the last call. */
  readonly writes: (partition: string) => readonly Write[]
}

/** Of its lease and its checkpoint. */
export const partName = (work: Pick<Work, 'name'>, partition: string): string => `${work.name}/${partition}`
