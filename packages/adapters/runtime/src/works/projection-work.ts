import * as E from 'fp-ts/lib/Either.js'
import { recent, type Projection, type ReadModel, type Recorded, type Write } from '@disque/core'
import { documents, foldOrStop, keysOrStop, oneOfEach, parkedEvent } from './documents.js'
import { orInterrupt } from '../failures.js'
import type { HashPartitions } from '../workers/partitions.js'
import { partName, type OnParked, type Work } from './work.js'

/** Where a projection's documents lie. */
export const collectionOf = (projection: { readonly name: string; readonly version: number }): string => `view/${projection.name}/${projection.version}`

export interface ProjectionWork<S> extends Work {
  /** What has changed since the last checkpoint. */
  readonly unwritten: () => ReadonlyMap<string, S | undefined>
}

/** Of one partition. */
interface Part<S> {
  /** Read or changed lately: while the partition is held nobody else writes its documents. */
  readonly known: ReturnType<typeof recent<{ readonly document: S | undefined }>>
  /** Since the last checkpoint. */
  readonly changed: Map<string, S | undefined>
}

/** Documents of a partition that are kept in memory, at least. */
const keptDocuments = 2000

/** Keeps a view up to date: documents are read when an event concerns them, and written with the next checkpoint of their partition. */
export const projectionWork = <S>(projection: Projection<S>, partitions: HashPartitions, readModel: ReadModel, onParked: OnParked): ProjectionWork<S> => {
  const collection = collectionOf(projection)
  const types = new Set(projection.types)
  const stopped = documents<string>(readModel, `${collection}/stopped`, onParked, collection)
  const parts = oneOfEach((): Part<S> => ({ known: recent(keptDocuments), changed: new Map() }))

  const read = async ({ known, changed }: Part<S>, key: string): Promise<S | undefined> => {
    if (changed.has(key)) return changed.get(key)
    const found = known.get(key)
    if (found !== undefined) return found.document
    const document = orInterrupt(await readModel.get(collection, key)()) as S | undefined
    known.put(key, { document })
    return document
  }

  const fold = ({ known, changed }: Part<S>, event: Recorded, key: string, before: S | undefined) => {
    const document = projection.evolve(before ?? projection.initial, event, key)
    known.put(key, { document })
    changed.set(key, document)
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
    ahead: async (events, isHeld) => {
      const keys = new Set(events.flatMap((event) => (types.has(event.type) ? keysOrStop(event, projection.keys, () => undefined) : [])))
      await Promise.all([...keys].filter((key) => isHeld(partitions.of(key))).map((key) => read(parts.of(partitions.of(key)), key)))
    },
    take: async (event, open) => {
      const stopIfOpen: Work['stop'] = (key, parked) => {
        if (open(partitions.of(key))) stop(key, parked)
      }
      for (const key of keysOrStop(event, projection.keys, stopIfOpen)) {
        const partition = partitions.of(key)
        if (!open(partition) || stopped.docs.has(key)) continue
        const part = parts.of(partition)
        const before = await read(part, key)
        foldOrStop(event, key, () => fold(part, event, key, before), stop)
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
      const changed = parts.all.get(partition)?.changed
      const writes = [...(changed ?? [])].map(([key, document]): Write => ({ collection, key, ...(document === undefined ? {} : { document }) }))
      changed?.clear()
      return [...writes, ...stopped.writes(partition)]
    },
  }
}
