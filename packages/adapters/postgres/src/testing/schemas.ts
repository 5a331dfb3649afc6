import { randomBytes } from 'node:crypto'
import { escapeIdentifier } from 'pg'
import { reachable, type OpenFailure } from '../open.js'

/** Schemas that nobody else has, on a server that is not one's own. */
export interface OwnSchemas {
  /** What each of their names begins with. */
  readonly prefix: string
  /** A name for the option `schema`, another one each time. */
  readonly next: () => string
  /** Drops those that were named and made, with all that is in them; says why where it cannot, and can be called again. */
  readonly drop: () => Promise<OpenFailure | undefined>
}

/**
 * Names for schemas on a server that goes on running, and the way to leave it as it was.
 *
 * @example
 * const schemas = ownSchemas(connectionString)
 * const opened = await openPostgres(connectionString, { schema: schemas.next() })()
 * await schemas.drop()
 */
export const ownSchemas = (connectionString: string): OwnSchemas => {
  const prefix = `disque_${Date.now().toString(36)}${randomBytes(3).toString('hex')}`
  let named: readonly string[] = []
  let serial = 0
  const drop = async (): Promise<OpenFailure | undefined> => {
    const reached = reachable(connectionString)
    if (reached._tag === 'Left') return reached.left
    const { db } = reached.right
    try {
      // One after the other: a transaction holds a lock for each table that it drops.
      for (const schema of named) await db.run(`DROP SCHEMA IF EXISTS ${escapeIdentifier(schema)} CASCADE`)
      named = []
      return undefined
    } catch (error) {
      return { _tag: 'CannotConnect', reason: error instanceof Error ? error.message : String(error) }
    } finally {
      await db.close(() => Promise.resolve())
    }
  }
  return {
    prefix, drop,
    next: () => {
      const schema = `${prefix}_${++serial}`
      named = [...named, schema]
      return schema
    },
  }
}
