import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { plus, type Instant, type ReadModel, type ReadModelFailure, type Recorded, type Write } from '@disque/core'
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

interface Unwritten {
  readonly dirty: Set<string>
  readonly parked: Write[]
}

/** The documents of a partition in a read model, with their keys as the work knows them. */
export async function* documentsIn(readModel: ReadModel, collection: string, partition: string): AsyncGenerator<Either<ReadModelFailure, { readonly key: string; readonly document: unknown }>, void> {
  const prefix = `${partition}/`
  for await (const read of readModel.scan(collection, { prefix })) yield E.isLeft(read) ? read : E.right({ key: read.right.key.slice(prefix.length), document: read.right.document })
}

/** One for each key, made when it is first asked for. */
export const oneOfEach = <A>(make: () => A) => {
  const made = new Map<string, A>()
  return {
    all: made as ReadonlyMap<string, A>,
    of: (key: string): A => {
      const found = made.get(key) ?? make()
      made.set(key, found)
      return found
    },
    drop: (key: string): void => void made.delete(key),
  }
}

/** One piece of work's documents, in memory and changed first; what has changed is written with the next checkpoint of its partition. */
export const documents = <D>(readModel: ReadModel, collection: string, onParked: OnParked, work = collection) => {
  const docs = new Map<string, D>()
  /** The partition of each document. */
  const places = new Map<string, string>()
  const unwritten = oneOfEach((): Unwritten => ({ dirty: new Set(), parked: [] }))

  const keysIn = (partition: string): readonly string[] => [...places].flatMap(([key, place]) => (place === partition ? [key] : []))

  /** Answers the keys that were known. */
  const drop = (partition: string): readonly string[] => {
    const keys = keysIn(partition)
    for (const key of keys) {
      docs.delete(key)
      places.delete(key)
    }
    unwritten.drop(partition)
    return keys
  }

  const load = async (partition: string): Promise<Either<ReadModelFailure, void>> => {
    drop(partition)
    for await (const read of documentsIn(readModel, collection, partition)) {
      if (E.isLeft(read)) return read
      docs.set(read.right.key, read.right.document as D)
      places.set(read.right.key, partition)
    }
    return E.right(undefined)
  }

  return {
    docs: docs as ReadonlyMap<string, D>,
    placeOf: (key: string): string | undefined => places.get(key),
    keysIn, load, drop,
    put: (partition: string, key: string, doc: D | undefined) => {
      if (doc === undefined) {
        if (!docs.delete(key)) return
        places.delete(key)
      } else {
        docs.set(key, doc)
        places.set(key, partition)
      }
      unwritten.of(partition).dirty.add(key)
    },
    park: (partition: string, key: string, what: Parked) => {
      unwritten.of(partition).parked.push({ collection: parkedIn, key: `${work}/${key}`, document: { work, key, ...what } })
      onParked(work, key, what)
    },
    writes: (partition: string): readonly Write[] => {
      const found = unwritten.all.get(partition)
      if (found === undefined) return []
      unwritten.drop(partition)
      const changed = [...found.dirty].map((key): Write => {
        const doc = docs.get(key)
        return { collection, key: `${partition}/${key}`, ...(doc === undefined ? {} : { document: doc }) }
      })
      return [...changed, ...found.parked]
    },
  }
}

/** The longest pause between two tries of a to-do. */
export const longestPauseMs = 60_000

/** Keys that wait before they are tried again; where the clock was put back, no longer than the longest pause. */
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
      for (const [key, at] of until) if (at - now > longestPauseMs) until.set(key, plus(now, longestPauseMs))
      return free
    },
    earliest: (): Instant | undefined => (until.size === 0 ? undefined : earliestOf([...until.values()])),
    forget: (keys: readonly string[]) => {
      for (const key of keys) until.delete(key)
    },
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
