import { randomUUID } from 'node:crypto'
import type { Database, Row, Value } from './database.js'
import { callFailure } from './failures.js'

/** Statements that write. Rejects with the driver's errors, like the database under it. */
export interface Writer {
  /** Calls a function of the schema that asks first whether the writer may still write. */
  readonly write: (text: string, values: readonly Value[]) => Promise<Row>
  /** Reads what is certain: nothing sent before can still change it. */
  readonly read: Database['run']
  readonly end: () => Promise<void>
}

/**
 * POSTGRES-07 After a write whose answer was lost, nothing more is read or written until it is settled: it was done, or it never will be.
 *
 * Each writer has a row, and every write holds on to it from its beginning to its end. To settle, the row is taken away: that waits for what is under way,
 * and refuses what has not begun, such as a statement that still lies in a pooler's or a server's buffer. Then the writer goes on under a new row.
 */
export const writer = (db: Database, s: string, patienceMs: number): Writer => {
  /** The row under which it writes now; none before the first write. */
  let id: string | undefined
  /** Rows under which something may still be under way. */
  const doubtful = new Set<string>()
  let settling: Promise<string> | undefined

  const settle = async (): Promise<string> => {
    const fresh = randomUUID()
    const doubted = [...doubtful]
    // Rows that ended processes left are taken away as well; a process that lives and loses its own takes another.
    await db.run(
      `WITH ended AS (DELETE FROM ${s}.writers WHERE id = ANY($2::uuid[])),
        old AS (DELETE FROM ${s}.writers WHERE id IN (SELECT id FROM ${s}.writers WHERE opened < now() - interval '7 days' FOR UPDATE SKIP LOCKED))
        INSERT INTO ${s}.writers (id) VALUES ($1)`,
      [fresh, doubted]
    )
    for (const one of doubted) doubtful.delete(one)
    id = fresh
    return fresh
  }

  const certain = (): Promise<string> => {
    if (id !== undefined && !doubtful.has(id)) return Promise.resolve(id)
    return (settling ??= settle().finally(() => {
      settling = undefined
    }))
  }

  const attempt = async (text: string, values: readonly Value[]): Promise<Row> => {
    const mine = await certain()
    try {
      const [row = []] = await db.run(text, [mine, String(patienceMs), ...values])
      // Its row is gone: nothing was done, and nothing else is under way.
      if (row[0] === 'no writer' && id === mine) id = undefined
      return row
    } catch (error) {
      if (!callFailure(error).refused) doubtful.add(mine)
      throw error
    }
  }

  return {
    write: (text, values) =>
      db.piece(async () => {
        const row = await attempt(text, values)
        return row[0] === 'no writer' ? attempt(text, values) : row
      }),
    read: (text, values) =>
      db.piece(async () => {
        if (doubtful.size > 0) await certain()
        return db.run(text, values)
      }),
    end: async () => {
      const rows = [...doubtful, ...(id === undefined ? [] : [id])]
      if (rows.length > 0) await db.run(`DELETE FROM ${s}.writers WHERE id = ANY($1::uuid[])`, [rows])
    },
  }
}
