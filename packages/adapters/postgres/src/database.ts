import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { closedError } from './failures.js'

export type Row = readonly (string | null)[]
export type Value = string | number | null | readonly (string | null)[]

export interface Connections {
  readonly open: number
  readonly idle: number
  /** Calls that wait for one. */
  readonly waiting: number
}

/** Runs statements, each a transaction of its own, on any connection of the pool. Rejects with the driver's errors. */
export interface Database {
  readonly run: (text: string, values?: readonly Value[]) => Promise<readonly Row[]>
  /** Statements in one transaction. */
  readonly transaction: <A>(work: (run: Database['run']) => Promise<A>) => Promise<A>
  /** A piece of work that closing waits for; refused once closing has begun. */
  readonly piece: <A>(work: () => Promise<A>) => Promise<A>
  readonly connections: () => Connections
  /** Closing twice is closing once. What has begun is finished first; `farewell` is the last that runs. */
  readonly close: (farewell: () => Promise<void>) => Promise<void>
}

/** Every value as PostgreSQL writes it, whatever parsers the application has set for the driver. */
const asText = { getTypeParser: () => (value: string) => value }

const ignored = (): void => undefined

/**
 * POSTGRES-04 Nothing is kept in a session: no prepared statement, no setting, no lock outlives a transaction, so a pooler in transaction mode may stand between.
 */
export const database = (config: PoolConfig): Database => {
  const pool = new Pool({ ...config, keepAlive: true, types: asText })
  // The pool drops a connection that breaks while nobody uses it; the next call opens another.
  pool.on('error', ignored)

  const under = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined

  const piece = <A>(work: () => Promise<A>): Promise<A> => {
    if (closing !== undefined) return Promise.reject(closedError())
    const begun = work()
    const over: Promise<unknown> = begun.then(
      () => under.delete(over),
      () => under.delete(over)
    )
    under.add(over)
    return begun
  }

  const runOn = (client: Pool | PoolClient): Database['run'] => async (text, values = []) =>
    (await client.query<(string | null)[]>({ text, values: [...values], rowMode: 'array' })).rows

  const transaction = async <A>(work: (run: Database['run']) => Promise<A>): Promise<A> => {
    const client = await pool.connect()
    client.on('error', ignored)
    const run = runOn(client)
    try {
      await run('BEGIN ISOLATION LEVEL READ COMMITTED')
      const done = await work(run)
      await run('COMMIT')
      client.off('error', ignored)
      client.release()
      return done
    } catch (error) {
      // A connection that is closed rolls back.
      client.release(true)
      throw error
    }
  }

  const run = runOn(pool)
  const hangUp = async (farewell: () => Promise<void>): Promise<void> => {
    await Promise.all(under)
    await farewell()
    await pool.end()
  }

  return {
    run, transaction, piece,
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: (farewell) => (closing ??= hangUp(farewell)),
  }
}
