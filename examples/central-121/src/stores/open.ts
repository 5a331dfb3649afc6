import { existsSync } from 'node:fs'
import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore } from '@disque/core'
import { openEventStoreDb, type OpenFailure } from '@disque/eventstoredb'
import { openSqlite, type Sqlite } from '@disque/sqlite'
import { storeWords, type Failed } from '../calls/messages.js'
import type { StorePlace } from './place.js'

export interface OpenedEvents {
  readonly store: EventStore
  readonly close: () => Promise<void>
}

/** Never says the connection string: it may hold a password. */
const eventStoreDbWords = (failure: OpenFailure): string => {
  switch (failure._tag) {
    case 'ConnectionStringInvalid':
      return `The connection string of the store cannot be read: ${failure.reason}.`
    case 'CertificateUnreadable':
      return `The file that ${failure.option} names cannot be used: ${failure.reason}.`
    case 'CannotConnect':
      return `No EventStoreDB answers there: ${failure.reason}. Start it, or see to the connection string.`
    case 'AccessDenied':
      return `EventStoreDB lets this user not in: ${failure.reason}. See to name, password and rights.`
  }
}

/** Written in `process` durability: it outlives a process that is killed, and what is made here can be made again after a power cut. */
export const openFile = async (file: string): Promise<Either<Failed, Sqlite>> => {
  if (!existsSync(path.dirname(file))) return E.left({ words: `The folder ${path.dirname(file)} does not exist: make it, or name another file.` })
  const opened = await openSqlite(file, { durability: 'process' })()
  return E.isLeft(opened) ? E.left({ words: storeWords(opened.left) }) : opened
}

/** Opens the events of a place. `mustExist`: a file is not made where there is none. */
export const openEvents = async (place: StorePlace, { mustExist }: { readonly mustExist: boolean }): Promise<Either<Failed, OpenedEvents>> => {
  switch (place.kind) {
    case 'sqlite':
      return mustExist && !existsSync(place.file) ? E.left({ words: `There is no store at ${place.file}: name another file.` }) : openFile(place.file)
    case 'eventstoredb': {
      const opened = await openEventStoreDb(place.text)()
      return E.isLeft(opened) ? E.left({ words: eventStoreDbWords(opened.left) }) : opened
    }
  }
}
