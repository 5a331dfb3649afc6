import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Instant, ReadModel, ReadModelFailure, Recorded, Write } from '@disque/core'
import { parkedIn, type Cause, type OnParked, type Parked } from './work.js'

/** What is kept of one key. */
export interface Doc<S> {
  readonly state: S
  /** The last event folded into it. */
  readonly cause?: Cause
  /** Outcomes of its to-dos, in order: a later version of the process takes them over. */
  readonly outcomes: readonly (readonly [todoId: string, outcome: unknown])[]
  /** Why nothing is done for it any more. */
  readonly stopped?: string
}

/** One piece of work's documents, in memory and changed first; what has changed is written with the next checkpoint. */
export const documents = <D>(readModel: ReadModel, collection: string, onParked: OnParked, work = collection) => {
  const docs = new Map<string, D>()
  let dirty = new Set<string>()
  let parked: Write[] = []

  const load = async (): Promise<Either<ReadModelFailure, void>> => {
    docs.clear()
    dirty = new Set()
    parked = []
    for await (const read of readModel.scan(collection)) {
      if (E.isLeft(read)) return read
      docs.set(read.right.key, read.right.document as D)
    }
    return E.right(undefined)
  }

  return {
    docs: docs as ReadonlyMap<string, D>,
    load,
    put: (key: string, doc: D | undefined) => {
      if (doc === undefined) {
        if (!docs.delete(key)) return
      } else docs.set(key, doc)
      dirty.add(key)
    },
    park: (key: string, what: Parked) => {
      parked.push({ collection: parkedIn, key: `${work}/${key}`, document: { work, key, ...what } })
      onParked(work, key, what)
    },
    writes: (): readonly Write[] => {
      if (dirty.size === 0 && parked.length === 0) return []
      const changed = [...dirty].map((key): Write => {
        const doc = docs.get(key)
        return { collection, key, ...(doc === undefined ? {} : { document: doc }) }
      })
      const all = [...changed, ...parked]
      dirty = new Set()
      parked = []
      return all
    },
  }
}

/** Keys that wait before they are tried again. */
export const postponements = () => {
  const until = new Map<string, Instant>()
  return {
    set: (key: string, at: Instant) => void until.set(key, at),
    holds: (key: string): boolean => until.has(key),
    /** The keys whose time has come: they wait no longer. */
    release: (now: Instant): readonly string[] => {
      if (until.size === 0) return []
      const free = [...until].filter(([, at]) => at <= now).map(([key]) => key)
      for (const key of free) until.delete(key)
      return free
    },
    earliest: (): Instant | undefined => (until.size === 0 ? undefined : earliestOf([...until.values()])),
    clear: () => until.clear(),
  }
}

export const earliestOf = (instants: readonly (Instant | undefined)[]): Instant | undefined => {
  let first: Instant | undefined
  for (const at of instants) if (at !== undefined && (first === undefined || at < first)) first = at
  return first
}

/** Why something threw, in words. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

type Stop = (key: string, parked: Parked) => void

export const parkedEvent = (event: Recorded, error: unknown): Parked => ({ what: 'event', id: `${event.stream}/${event.revision}`, reason: reasonOf(error) })

/** The keys of an event; where they cannot be told, its stream is stopped. */
export const keysOrStop = (event: Recorded, keysOf: (event: Recorded) => readonly string[], stop: Stop): readonly string[] => {
  try {
    return keysOf(event)
  } catch (error) {
    stop(event.stream, parkedEvent(event, error))
    return []
  }
}

/** Folds an event into one of its keys; if that throws, the key is stopped, alone. */
export const foldOrStop = (event: Recorded, key: string, fold: () => void, stop: Stop): void => {
  try {
    fold()
  } catch (error) {
    stop(key, parkedEvent(event, error))
  }
}
