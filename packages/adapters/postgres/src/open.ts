import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { escapeIdentifier } from 'pg'
import type { KeyStore, ReadModel } from '@disque/core'
import { parseConnectionString, type ConnectionStringInvalid, type Target } from './connection/connection-string.js'
import { tlsOf, type CertificateUnreadable } from './connection/tls.js'
import { database, type Connections, type Database } from './database.js'
import { callFailure, isAccessDenied } from './failures.js'
import { postgresKeys } from './keys.js'
import { optionsOf, type OptionInvalid, type Options, type PostgresOptions } from './options.js'
import { postgresReadModel } from './read-model.js'
import { migrate, type SchemaFailure } from './schema/migrate.js'
import { serverOf, unsuitable, type ServerUnsuitable } from './server.js'
import { writer } from './writer.js'

export type OpenFailure =
  | ConnectionStringInvalid
  | CertificateUnreadable
  | OptionInvalid
  /** No server answers there, or not with this database: it may still be starting. */
  | { readonly _tag: 'CannotConnect'; readonly reason: string }
  /** User name or password are wrong, or the user lacks a right on the database or the schema. */
  | { readonly _tag: 'AccessDenied'; readonly reason: string }
  | ServerUnsuitable
  | SchemaFailure

export interface Postgres {
  readonly readModel: ReadModel
  /** The vault's wrapped keys. */
  readonly keys: KeyStore
  /** How many connections there are now, for a metric. */
  readonly connections: () => Connections
  /** What has begun is finished first; afterwards everything says that the store is closed. */
  readonly close: () => Promise<void>
}

const configOf = ({ host, port, user, password, database: name, parameters }: Target, { maxConnections, connectTimeoutMs, timeoutMs }: Options) => ({
  host, port, max: maxConnections, connectionTimeoutMillis: connectTimeoutMs, query_timeout: timeoutMs,
  application_name: parameters.application_name ?? 'disque',
  ...(user === undefined ? {} : { user }),
  ...(password === undefined ? {} : { password }),
  ...(name === undefined ? {} : { database: name }),
})

/** Before the statement itself is given up, so that what waits for a lock ends on the server as well. */
const patience = (timeoutMs: number): number => Math.max(1, Math.floor(timeoutMs * 0.8))

const assemble = (db: Database, { schema, timeoutMs }: Options): Postgres => {
  const s = escapeIdentifier(schema)
  const patienceMs = patience(timeoutMs)
  const writes = writer(db, s, patienceMs)
  const farewell = (): Promise<void> =>
    writes.end().catch(() => {
      // The row of this writer stays until another process clears it away.
    })
  return { readModel: postgresReadModel(writes, s, patienceMs), keys: postgresKeys(writes, s), connections: db.connections, close: () => db.close(farewell) }
}

const failedToOpen = (error: unknown): OpenFailure => {
  const failure = callFailure(error)
  return { _tag: isAccessDenied(failure) ? 'AccessDenied' : 'CannotConnect', reason: failure.reason }
}

/** Reads what is needed to connect; nothing is sent yet. */
export const reachable = (connectionString: string, given: PostgresOptions = {}): Either<OpenFailure, { readonly db: Database; readonly options: Options }> => {
  const target = parseConnectionString(connectionString)
  if (E.isLeft(target)) return target
  const options = optionsOf(given)
  if (E.isLeft(options)) return options
  const ssl = tlsOf(target.right.parameters)
  if (E.isLeft(ssl)) return ssl
  return E.right({ db: database({ ...configOf(target.right, options.right), ssl: ssl.right }), options: options.right })
}

const open = async (connectionString: string, given: PostgresOptions): Promise<Either<OpenFailure, Postgres>> => {
  const reached = reachable(connectionString, given)
  if (E.isLeft(reached)) return reached
  const { db, options } = reached.right
  const failed = async (failure: OpenFailure): Promise<Either<OpenFailure, never>> => {
    await db.close(() => Promise.resolve())
    return E.left(failure)
  }
  try {
    const fault = unsuitable(await serverOf(db.run))
    if (fault !== undefined) return await failed(fault)
    const migrated = await migrate(db, options.schema, patience(options.timeoutMs))
    if (E.isLeft(migrated)) return await failed(migrated.left)
    return E.right(assemble(db, options))
  } catch (error) {
    return failed(failedToOpen(error))
  }
}

/**
 * Opens a database of PostgreSQL, and makes the tables that are missing. Any number of processes on any number of machines may have it open,
 * directly or through a pooler in transaction mode.
 *
 * `postgres://name:password@host:5432/database`, with `sslmode` and what else libpq's documentation says of certificates; special characters percent-encoded.
 *
 * @example
 * const opened = await openPostgres('postgres://disque:secret@127.0.0.1:5432/disque')()
 * if (opened._tag === 'Left') throw new Error(opened.left._tag)
 * const { readModel, keys, close } = opened.right
 */
export const openPostgres = (connectionString: string, options: PostgresOptions = {}): TaskEither<OpenFailure, Postgres> => () => open(connectionString, options)
