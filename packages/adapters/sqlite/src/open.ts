import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import Database from 'better-sqlite3'
import { faultIn, type AppendFailure, type EventStore, type KeyStore, type NewEvent, type ReadModel } from '@disque/core'
import { backupOf, type BackupFailure } from './backup.js'
import { isBusy, reasonOf } from './failures.js'
import { sqliteKeys } from './keys.js'
import { sqliteReadModel } from './read-model.js'
import { applicationId, schemaVersion, tables } from './schema.js'
import { eventStore } from './store.js'
import { writer } from './writer.js'

export type OpenFailure =
  /** No SQLite file, or another application's: it was left as it is. */
  | { readonly _tag: 'NotAStore'; readonly path: string }
  | { readonly _tag: 'StoreTooNew'; readonly path: string; readonly found: number; readonly supported: number }
  | { readonly _tag: 'CannotOpen'; readonly path: string; readonly reason: string }

export interface SqliteOptions {
  /** `disk` (the default): what is acknowledged survives a power cut. `process`: it survives the end of the process, not of the machine. */
  readonly durability?: 'disk' | 'process'
  /** How long a write waits for another process's. */
  readonly busyTimeoutMs?: number
  /** The file grows no further than so many pages of 4096 bytes. */
  readonly maxPages?: number
  /** Why an event is refused; by default what core's catalogue says. */
  readonly fault?: (event: NewEvent) => AppendFailure | undefined
}

export interface Sqlite {
  /** Its `close` closes the whole file. */
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly keys: KeyStore
  /** Copies all of it as of one moment into a file that does not exist yet, while others go on. */
  readonly backup: (path: string) => TaskEither<BackupFailure, void>
  readonly close: () => Promise<void>
}

const headerBytes = 100
/** The driver itself waits so long for a lock; longer waits do not block the process. */
const blockingMs = 100

const versionFailure = (path: string, application: number, version: number): OpenFailure | undefined => {
  if (application !== applicationId || version < 1) return { _tag: 'NotAStore', path }
  return version > schemaVersion ? { _tag: 'StoreTooNew', path, found: version, supported: schemaVersion } : undefined
}

/** SQLITE-01 A file that is no store, or of a newer version, is known by its first bytes and never written to. */
const lookAt = (path: string): OpenFailure | undefined => {
  if (!existsSync(path)) return undefined
  const file = openSync(path, 'r')
  try {
    const status = fstatSync(file)
    if (!status.isFile()) return { _tag: 'CannotOpen', path, reason: 'it is no file' }
    if (status.size === 0) return undefined
    const header = Buffer.alloc(headerBytes)
    const read = readSync(file, header, 0, headerBytes, 0)
    if (read < headerBytes || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return { _tag: 'NotAStore', path }
    return versionFailure(path, header.readUInt32BE(68), header.readUInt32BE(60))
  } finally {
    closeSync(file)
  }
}

/** Makes the tables where there are none. Whoever comes first makes them, alone. */
const prepare = (db: Database.Database, path: string): OpenFailure | undefined =>
  db
    .transaction((): OpenFailure | undefined => {
      if (db.prepare('SELECT count(*) FROM sqlite_master').pluck(true).get() !== 0) {
        return versionFailure(path, db.pragma('application_id', { simple: true }) as number, db.pragma('user_version', { simple: true }) as number)
      }
      db.exec(tables)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${schemaVersion}`)
      return undefined
    })
    .immediate()

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Others that open the file at the same moment hold it for an instant. */
const whileBusy = async <A>(work: () => A, deadline: number): Promise<A> => {
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      await pause(5)
    }
  }
}

const open = async (path: string, options: SqliteOptions): Promise<Either<OpenFailure, Sqlite>> => {
  const { durability = 'disk', busyTimeoutMs = 5000, maxPages, fault = faultIn } = options
  let db: Database.Database | undefined
  try {
    const foreign = lookAt(path)
    if (foreign !== undefined) return E.left(foreign)
    const opened = new Database(path, { timeout: blockingMs })
    db = opened
    const deadline = performance.now() + busyTimeoutMs
    const failure = await whileBusy(() => prepare(opened, path), deadline)
    if (failure !== undefined) {
      opened.close()
      return E.left(failure)
    }
    const mode = await whileBusy(() => opened.pragma('journal_mode = WAL', { simple: true }), deadline)
    if (mode !== 'wal') throw new Error('this place does not allow a write-ahead log')
    opened.pragma(`synchronous = ${durability === 'disk' ? 'FULL' : 'NORMAL'}`)
    opened.pragma('secure_delete = OFF')
    if (maxPages !== undefined) opened.pragma(`max_page_count = ${Math.max(1, Math.floor(maxPages))}`)
    return E.right(assemble(opened, busyTimeoutMs, fault))
  } catch (error) {
    db?.close()
    return E.left({ _tag: 'CannotOpen', path, reason: reasonOf(error) })
  }
}

const assemble = (db: Database.Database, busyTimeoutMs: number, fault: (event: NewEvent) => AppendFailure | undefined): Sqlite => {
  let closed = false
  const isClosed = () => closed
  const writes = writer(db, busyTimeoutMs)
  const { store, closeFeed } = eventStore({ db, writer: writes, fault, isClosed })
  const close = () => {
    if (closed) return Promise.resolve()
    writes.close()
    closed = true
    closeFeed()
    try {
      db.pragma('wal_checkpoint(TRUNCATE)')
    } catch {
      // Another process reads or writes: the log stays, and whoever opens next goes on with it.
    }
    db.close()
    return Promise.resolve()
  }
  return { store: { ...store, close }, readModel: sqliteReadModel(db, writes, isClosed), keys: sqliteKeys(db, writes), backup: backupOf(db, isClosed), close }
}

/**
 * Opens a file, or makes it: events, read model and vault keys in one. Several processes may have it open.
 *
 * @example
 * const opened = await openSqlite('centre.db')()
 * if (opened._tag === 'Left') throw new Error(opened.left._tag)
 * const { store, readModel, keys, close } = opened.right
 */
export const openSqlite = (path: string, options: SqliteOptions = {}): TaskEither<OpenFailure, Sqlite> => () => open(path, options)
