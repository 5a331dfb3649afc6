import { existsSync } from 'node:fs'
import path from 'node:path'
import type { EventStore } from '@disque/core'
import { openEventStoreDb, type OpenFailure } from '../../packages/adapters/eventstoredb/src/index.js'
import { memoryStore } from '../../packages/adapters/memory/src/index.js'
import { openSqlite } from '../../packages/adapters/sqlite/src/index.js'
import { Misused, Unusable, type Connection } from './connection.js'

export interface OpenedStore {
  readonly store: EventStore
  readonly close: () => Promise<void>
}

/** What is read or copied here can be done again after a power cut. */
const sqlite = async (file: string, exists: boolean): Promise<OpenedStore> => {
  if (exists && !existsSync(file)) throw new Unusable(`${file} does not exist.`)
  if (!existsSync(path.dirname(file))) throw new Unusable(`The folder ${path.dirname(file)} does not exist.`)
  const result = await openSqlite(file, { durability: 'process' })()
  if (result._tag === 'Left') throw new Unusable(`${file} cannot be opened: ${JSON.stringify(result.left)}`)
  return result.right
}

/** Never says the connection string: it may hold a password. */
const inWords = (failure: OpenFailure): string => {
  switch (failure._tag) {
    case 'ConnectionStringInvalid': return `The connection string cannot be read: ${failure.reason}.`
    case 'CertificateUnreadable': return `The file that ${failure.option} names cannot be used: ${failure.reason}.`
    case 'CannotConnect': return `No EventStoreDB answers there: ${failure.reason}`
    case 'AccessDenied': return `EventStoreDB lets this user not in: ${failure.reason}`
  }
}

const eventStoreDb = async (text: string): Promise<OpenedStore> => {
  const result = await openEventStoreDb(text)()
  if (result._tag === 'Left') throw new (result.left._tag === 'ConnectionStringInvalid' ? Misused : Unusable)(inWords(result.left))
  return result.right
}

/** Opens the store of a connection string. `exists`: a file is not made where there is none. */
export const openStore = async (connection: Connection, { exists = false } = {}): Promise<OpenedStore> => {
  switch (connection.kind) {
    case 'memory': {
      const store = memoryStore()
      return { store, close: store.close }
    }
    case 'sqlite': return sqlite(connection.file, exists)
    case 'eventstoredb': return eventStoreDb(connection.text)
  }
}
