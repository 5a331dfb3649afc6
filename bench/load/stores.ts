import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore, ReadModel } from '@disque/core'
import { openEventStoreDb } from '@disque/eventstoredb'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { openPostgres } from '@disque/postgres'
import { openSqlite } from '@disque/sqlite'
import { startedServer } from '../eventstoredb/server.js'
import type { LoadOptions } from './options.js'

/** Where events and read models lie, as another process can open them too. */
export interface Places {
  readonly store: string
  readonly readModels: string
  readonly durability: LoadOptions['durability']
}

export interface Opened {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly close: () => Promise<void>
}

const opened = <A>(result: Either<{ readonly _tag: string }, A>): A => {
  if (result._tag === 'Left') throw new Error(`it cannot be opened: ${JSON.stringify(result.left)}`)
  return result.right
}

export const isEventStoreDb = (place: string): boolean => /^(esdb|kurrentdb)(\+discover)?:/.test(place)
const isPostgres = (place: string): boolean => /^postgres(ql)?:/.test(place)

export const open = async ({ store, readModels, durability }: Places): Promise<Opened> => {
  const files = new Map<string, Awaited<ReturnType<typeof file>>>()
  const file = async (path: string) => opened(await openSqlite(path, { durability })())
  const fileOf = async (path: string) => {
    const found = files.get(path) ?? (await file(path))
    files.set(path, found)
    return found
  }
  const closings: (() => Promise<void>)[] = []
  const closing = <A extends { readonly close: () => Promise<void> }>(one: A): A => {
    closings.push(one.close)
    return one
  }
  const events = store === 'memory' ? memoryStore() : isEventStoreDb(store) ? closing(opened(await openEventStoreDb(store)())).store : (await fileOf(store)).store
  const documents = readModels === 'memory' ? memoryReadModel() : isPostgres(readModels) ? closing(opened(await openPostgres(readModels)())).readModel : (await fileOf(readModels)).readModel
  return {
    store: events, readModel: documents,
    close: async () => {
      for (const close of [...closings, ...[...files.values()].map((one) => one.close)]) await close()
    },
  }
}

export interface Found {
  readonly places: Places
  /** What it is, in words. */
  readonly says: string
  /** Stops servers that were started for this run, and removes its files. */
  readonly stop: () => Promise<void>
}

interface Served {
  readonly connectionString: string
  readonly stop: () => void | Promise<void>
}

/** PostgreSQL from this machine's programs, whose commits reach the disk. */
const startedPostgres = async (): Promise<Served> => (await import('@disque/postgres/testing')).startPostgres({ durability: 'disk' })

/** Starts what is to be of the run's own. */
export const placesOf = async ({ store, readModels, durability }: Pick<LoadOptions, 'store' | 'readModels' | 'durability'>): Promise<Found> => {
  const folder = mkdtempSync(join(tmpdir(), 'disque-load-'))
  const stops: (() => void | Promise<void>)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const server = async (start: () => Promise<Served>): Promise<string> => {
    const served = await start()
    stops.unshift(served.stop)
    return served.connectionString
  }
  const events = store === undefined ? join(folder, 'centre.db') : store === 'testserver' ? await server(startedServer) : store
  const beside = isEventStoreDb(events) ? join(folder, 'read-models.db') : events
  const documents = readModels === undefined ? beside : readModels === 'postgres' ? await server(startedPostgres) : readModels
  const nameOf = (place: string): string =>
    place === 'memory' ? 'memory' : isPostgres(place) ? 'PostgreSQL' : isEventStoreDb(place) ? (store === 'testserver' ? 'the EventStoreDB test server' : 'EventStoreDB') : `SQLite (${durability})`
  return {
    places: { store: events, readModels: documents, durability },
    says: nameOf(events) === nameOf(documents) ? nameOf(events) : `${nameOf(events)}, read models in ${nameOf(documents)}`,
    stop: async () => {
      for (const stop of stops) await stop()
    },
  }
}
