import * as E from 'fp-ts/lib/Either.js'
import type { Projection, ReadModel, Recorded, Write } from '@disque/core'
import { documents, foldOrStop, keysOrStop, oneOfEach, parkedEvent } from './documents.js'
import { orInterrupt } from './failures.js'
import type { HashPartitions } from './partitions.js'
import { partName, type OnParked, type Work } from './work.js'

/** Where a projection's documents lie. */
export const collectionOf = (projection: { readonly name: string; readonly version: number }): string => `view/${projection.name}/${projection.version}`

export interface ProjectionWork<S> extends Work {
  /** What has changed since the last checkpoint. */
  readonly unwritten: () => ReadonlyMap<string, S | undefined>
}

/** Of one partition, since its last checkpoint. */
interface Part<S> {
  /** Read or changed. */
  readonly known: Map<string, S | undefined>
  readonly changed: Map<string, S | undefined>
}

/** Keeps a view up to date: documents are read when an event concerns them, and written with the next checkpoint of their partition. */
export const projectionWork = <S>(projection: Projection<S>, partitions: HashPartitions, readModel: ReadModel, onParked: OnParked): ProjectionWork<S> => {
  const collection = collectionOf(projection)
  const types = new Set(projection.types)
  const stopped = documents<string>(readModel, `${collection}/stopped`, onParked, collection)
  const parts = oneOfEach((): Part<S> => ({ known: new Map(), changed: new Map() }))

  const read = async ({ known }: Part<S>, key: string): Promise<void> => {
    if (!known.has(key)) known.set(key, orInterrupt(await readModel.get(collection, key)()) as S | undefined)
  }

  const fold = ({ known, changed }: Part<S>, event: Recorded, key: string) => {
    const next = projection.evolve(known.get(key) ?? projection.initial, event, key)
    known.set(key, next)
    changed.set(key, next)
  }

  const stop: Work['stop'] = (key, parked) => {
    stopped.put(partitions.of(key), key, parked.reason)
    stopped.park(partitions.of(key), key, parked)
  }

  return {
    name: collection,
    partitions: partitions.names,
    reads: (type) => types.has(type),
    load: async (partition) => {
      parts.drop(partition)
      const loaded = await stopped.load(partition)
      return E.isLeft(loaded) ? loaded : readModel.checkpoint(partName({ name: collection }, partition))()
    },
    drop: (partition) => {
      parts.drop(partition)
      stopped.drop(partition)
    },
    take: async (event, open) => {
      const stopIfOpen: Work['stop'] = (key, parked) => {
        if (open(partitions.of(key))) stop(key, parked)
      }
      for (const key of keysOrStop(event, projection.keys, stopIfOpen)) {
        const partition = partitions.of(key)
        if (!open(partition) || stopped.docs.has(key)) continue
        const part = parts.of(partition)
        await read(part, key)
        foldOrStop(event, key, () => fold(part, event, key), stop)
      }
    },
    steps: () => [],
    unwritten: () => new Map([...parts.all.values()].flatMap(({ changed }) => [...changed])),
    wake: () => undefined,
    postpone: () => undefined,
    refuse: (event, reason, open) => {
      if (open(partitions.of(event.stream))) stop(event.stream, parkedEvent(event, reason))
    },
    stop,
    writes: (partition) => {
      const changed = parts.all.get(partition)?.changed ?? new Map<string, S | undefined>()
      parts.drop(partition)
      const writes = [...changed].map(([key, document]): Write => ({ collection, key, ...(document === undefined ? {} : { document }) }))
      return [...writes, ...stopped.writes(partition)]
    },
  }
}
