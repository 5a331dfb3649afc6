import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { OpenStore } from '@disque/core/testing'
import { memoryStore } from '../../packages/adapters/memory/src/index.js'
import { openSqlite } from '../../packages/adapters/sqlite/src/index.js'
import { Unusable, type Connection } from '../store/connection.js'
import { openStore } from '../store/open.js'
import { begin, viewOf } from './view.js'

/** How a store is tried: each case gets a fresh, empty one. */
export interface Kind {
  readonly says: string
  readonly open: OpenStore
  readonly dispose: () => Promise<void>
}

const memory: Kind = { says: 'the store in memory', open: () => Promise.resolve({ store: memoryStore() }), dispose: () => Promise.resolve() }

/** The file itself is left alone: it may hold events. Each case gets a new one in a folder beside it. */
const sqlite = (file: string): Kind => {
  if (!existsSync(path.dirname(file))) throw new Unusable(`The folder ${path.dirname(file)} does not exist.`)
  const folder = mkdtempSync(`${file}.contract-`)
  let cases = 0
  const opened = async (name: string) => {
    const result = await openSqlite(name)()
    if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
    return result.right
  }
  return {
    says: `SQLite: every case needs an empty store and gets a new file in ${folder}, which is removed in the end; ${file} itself is not touched`,
    open: async () => {
      const name = path.join(folder, `${++cases}.db`)
      return { store: (await opened(name)).store, another: async () => (await opened(name)).store }
    },
    dispose: () => {
      rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}

/** A server cannot be emptied, and others may write to it: each case gets a view of its own, by a connection of its own. */
const eventStoreDb = async (connection: Connection): Promise<Kind> => {
  await (await openStore(connection)).close()
  const run = `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`
  let cases = 0
  return {
    says: `EventStoreDB: its events are left alone; the cases write to streams with ${run} in their names, which stay`,
    open: async () => {
      const { store } = await openStore(connection)
      const begun = await begin(store, `${run}.${++cases}`)
      return { store: viewOf(store, begun), another: async () => viewOf((await openStore(connection)).store, begun) }
    },
    dispose: () => Promise.resolve(),
  }
}

export const kindOf = (connection: Connection): Promise<Kind> => {
  switch (connection.kind) {
    case 'memory': return Promise.resolve(memory)
    case 'sqlite': return Promise.resolve(sqlite(connection.file))
    case 'eventstoredb': return eventStoreDb(connection)
  }
}
