import * as E from 'fp-ts/lib/Either.js'
import type { Projection, ReadModel, Recorded, Write } from '@disque/core'
import { documents, foldOrStop, keysOrStop } from './documents.js'
import { orInterrupt } from './failures.js'
import type { OnParked, Work } from './work.js'

/** Where a projection's documents lie. */
export const collectionOf = (projection: { readonly name: string; readonly version: number }): string => `view/${projection.name}/${projection.version}`

export interface ProjectionWork<S> extends Work {
  /** What has changed since the last checkpoint. */
  readonly unwritten: () => ReadonlyMap<string, S | undefined>
}

/** Keeps a view up to date: documents are read when an event concerns them, and written with the next checkpoint. */
export const projectionWork = <S>(projection: Projection<S>, readModel: ReadModel, onParked: OnParked): ProjectionWork<S> => {
  const collection = collectionOf(projection)
  const types = new Set(projection.types)
  const stopped = documents<string>(readModel, `${collection}/stopped`, onParked, collection)
  const changed = new Map<string, S | undefined>()
  /** Read or changed since the last checkpoint. */
  const known = new Map<string, S | undefined>()

  const read = async (key: string): Promise<void> => {
    if (known.has(key)) return
    known.set(key, orInterrupt(await readModel.get(collection, key)()) as S | undefined)
  }

  const fold = (event: Recorded, key: string) => {
    const next = projection.evolve(known.get(key) ?? projection.initial, event, key)
    known.set(key, next)
    changed.set(key, next)
  }

  const stop: Work['stop'] = (key, parked) => {
    stopped.put(key, parked.reason)
    stopped.park(key, parked)
  }

  return {
    name: collection,
    reads: (type) => types.has(type),
    load: async () => {
      changed.clear()
      known.clear()
      const loaded = await stopped.load()
      return E.isLeft(loaded) ? loaded : readModel.checkpoint(collection)()
    },
    take: async (event) => {
      for (const key of keysOrStop(event, projection.keys, stop)) {
        if (stopped.docs.has(key)) continue
        await read(key)
        foldOrStop(event, key, () => fold(event, key), stop)
      }
    },
    next: () => undefined,
    unwritten: () => changed,
    wake: () => undefined,
    postpone: () => undefined,
    stop,
    writes: () => {
      const writes = [...changed].map(([key, document]): Write => ({ collection, key, ...(document === undefined ? {} : { document }) }))
      changed.clear()
      known.clear()
      return [...writes, ...stopped.writes()]
    },
  }
}
