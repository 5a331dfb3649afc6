import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EventStore, ReadModel } from '@disque/core'
import { openEventStoreDb } from '@disque/eventstoredb'
import type { TestServer } from '@disque/eventstoredb-testserver'
import { openSqlite } from '@disque/sqlite'

interface Closing {
  readonly close: () => Promise<void>
}

/** A SQLite file of its own that several workers open, each for itself. */
export const sqliteFile = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'disque-faults-'))
  return {
    open: async (options: NonNullable<Parameters<typeof openSqlite>[1]> = {}) => {
      const opened = await openSqlite(path.join(folder, 'centre.db'), { durability: 'process', ...options })()
      if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
      return opened.right
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Stores on one server, each over a connection of its own: who has the same settings shares one. */
export const connections = (server: TestServer): (() => Promise<EventStore & Closing>) => {
  let clients = 0
  return async () => {
    const opened = await openEventStoreDb(`${server.connectionString}&keepAliveInterval=${10_000 + ++clients}`, { timeoutMs: 3000, maxPauseMs: 100 })()
    if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
    return opened.right.store
  }
}

/** Both together, as one process has them. */
export const beside = (store: EventStore & Closing, { readModel, close }: Closing & { readonly readModel: ReadModel }) => ({
  store, readModel,
  close: async () => {
    await store.close()
    await close()
  },
})
