import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { eventStoreContract, keyStoreContract, readModelContract, type Case } from '@disque/core/testing'
import { memoryStore } from '../../packages/adapters/memory/src/index.js'
import { ownSchemas } from '../../packages/adapters/postgres/src/testing/index.js'
import { openSqlite } from '../../packages/adapters/sqlite/src/index.js'
import { Unusable, type Connection, type ReadModelConnection } from '../store/connection.js'
import { openStore } from '../store/open.js'
import { openedPostgres, postgresInWords } from '../store/postgres.js'
import { begin, viewOf } from './view.js'

/** How a store is tried: each case gets a fresh, empty place. */
export interface Kind {
  readonly says: string
  readonly cases: readonly Case[]
  readonly dispose: () => Promise<void>
}

const memory: Kind = { says: 'the store in memory', cases: eventStoreContract(() => Promise.resolve({ store: memoryStore() })), dispose: () => Promise.resolve() }

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
    cases: eventStoreContract(async () => {
      const name = path.join(folder, `${++cases}.db`)
      return { store: (await opened(name)).store, another: async () => (await opened(name)).store }
    }),
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
    cases: eventStoreContract(async () => {
      const { store } = await openStore(connection)
      const begun = await begin(store, `${run}.${++cases}`)
      return { store: viewOf(store, begun), another: async () => viewOf((await openStore(connection)).store, begun) }
    }),
    dispose: () => Promise.resolve(),
  }
}

/** Each case of read model and keys gets a schema of its own. */
const postgres = async (text: string): Promise<Kind> => {
  const schemas = ownSchemas(text)
  await (await openedPostgres(text, schemas.next())).close()
  const open = async () => {
    const schema = schemas.next()
    const handles = [await openedPostgres(text, schema)]
    const [{ readModel, keys }] = handles as [(typeof handles)[number]]
    return {
      readModel, keys,
      another: async () => {
        const other = await openedPostgres(text, schema)
        handles.push(other)
        return other.readModel
      },
      dispose: async () => { await Promise.all(handles.map(({ close }) => close())) },
    }
  }
  return {
    says: `PostgreSQL, for read models, leases and keys: every case gets a new schema whose name begins with ${schemas.prefix}, and they are dropped in the end; nothing else is touched`,
    cases: [...readModelContract(open), ...keyStoreContract(open)],
    dispose: async () => {
      const failure = await schemas.drop()
      if (failure !== undefined) throw new Unusable(`Schemas that begin with ${schemas.prefix} are left over: ${postgresInWords(failure)}`)
    },
  }
}

export const kindOf = (connection: Connection | ReadModelConnection): Promise<Kind> => {
  switch (connection.kind) {
    case 'memory': return Promise.resolve(memory)
    case 'sqlite': return Promise.resolve(sqlite(connection.file))
    case 'eventstoredb': return eventStoreDb(connection)
    case 'postgres': return postgres(connection.text)
  }
}
