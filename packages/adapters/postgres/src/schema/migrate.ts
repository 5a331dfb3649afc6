import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { escapeIdentifier } from 'pg'
import type { Database } from '../database.js'
import { callFailure } from '../failures.js'
import { migrations } from './migrations.js'

export type SchemaFailure =
  /** A later version of this package was here; nothing was changed. */
  | { readonly _tag: 'StoreTooNew'; readonly schema: string; readonly found: number; readonly supported: number }
  /** The schema has tables of another application; nothing was changed. Give another with the option `schema`. */
  | { readonly _tag: 'SchemaOccupied'; readonly schema: string; readonly reason: string }

/** SQLSTATEs of something that is there already, or is not what it is named. */
const occupied = /^42(?:P07|P06|710|723|703|804|809|P01)$/

const versionIn = async (run: Database['run'], schema: string, s: string): Promise<number> => {
  // Not to_regclass: it may answer what the session knew before it waited for another's work.
  const found = await run("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'disque_version'", [schema])
  return found.length > 0 ? Number((await run(`SELECT coalesce(max(version), 0) FROM ${s}.disque_version`))[0]?.[0]) : 0
}

const makeRoom = async (run: Database['run'], schema: string, s: string): Promise<void> => {
  // Whoever was given a schema needs no right to make one.
  const there = (await run('SELECT count(*) FROM pg_namespace WHERE nspname = $1', [schema]))[0]?.[0] === '1'
  if (!there) await run(`CREATE SCHEMA ${s}`)
  await run(`CREATE TABLE ${s}.disque_version (version integer PRIMARY KEY, since timestamptz NOT NULL DEFAULT now())`)
}

/**
 * POSTGRES-06 Tables are made and changed one version at a time, each in a transaction of its own; of several processes that start at once one does it and the others wait.
 * A schema of a later version, or of another application, is left as it is.
 */
export const migrate = async (db: Database, schema: string, patienceMs: number, steps = migrations): Promise<Either<SchemaFailure, void>> => {
  const s = escapeIdentifier(schema)
  const tooNew = (found: number): Either<SchemaFailure, never> => E.left({ _tag: 'StoreTooNew', schema, found, supported: steps.length })

  /** One version further, unless another process has come before; answers the version then. */
  const step = (): Promise<number> =>
    db.transaction(async (run) => {
      await run("SELECT set_config('lock_timeout', $1, true)", [String(patienceMs)])
      await run('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`disque migrations of ${schema}`])
      const version = await versionIn(run, schema, s)
      const next = steps[version]
      if (next === undefined) return version
      if (version === 0) await makeRoom(run, schema, s)
      await run(next(s))
      await run(`INSERT INTO ${s}.disque_version (version) VALUES ($1)`, [version + 1])
      return version + 1
    })

  try {
    let version = await versionIn(db.run, schema, s)
    while (version < steps.length) version = await step()
    return version > steps.length ? tooNew(version) : E.right(undefined)
  } catch (error) {
    const { code, reason } = callFailure(error)
    if (occupied.test(code)) return E.left({ _tag: 'SchemaOccupied', schema, reason })
    throw error
  }
}
