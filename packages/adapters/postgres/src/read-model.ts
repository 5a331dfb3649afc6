import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Commit, CommitFailure, Document, Instant, Lease, ReadModel, ReadModelFailure } from '@disque/core'
import type { Row } from './database.js'
import { callFailure, readModelFailure } from './failures.js'
import { pastPrefix, storedText, textFromStored } from './stored-text.js'
import type { Writer } from './writer.js'

type Held = { readonly _tag: 'LeaseHeld'; readonly lease: Lease }
interface Batch {
  readonly collections: readonly string[]
  readonly keys: readonly string[]
  readonly documents: readonly (string | null)[]
}

const pageSize = 512

const failing = async <L, A>(work: () => Promise<Either<L, A>>): Promise<Either<L | ReadModelFailure, A>> => {
  try {
    return await work()
  } catch (error) {
    return E.left(readModelFailure(callFailure(error)))
  }
}

const leaseOf = ([name, holder, fence, until]: Row): Lease => ({
  name: textFromStored(name ?? ''), holder: textFromStored(holder ?? ''), fence: Number(fence), until: Number(until) as Instant,
})

/** None for what JSON has no word for. */
const jsonOf = (document: Document): string | undefined => JSON.stringify(document)

/** The last write of each key, as it is stored; or why one cannot be. */
const batchOf = ({ writes }: Commit): Either<ReadModelFailure, Batch> => {
  const last = new Map<string, readonly [collection: string, key: string, document: string | null]>()
  for (const { collection, key, document } of writes) {
    let json: string | undefined | null
    try {
      json = document === undefined ? null : jsonOf(document)
    } catch (error) {
      return E.left({ _tag: 'StoreUnavailable', reason: `a document is no JSON: ${callFailure(error).reason}` })
    }
    if (json === undefined) return E.left({ _tag: 'StoreUnavailable', reason: 'a document is no JSON: it is a function or a symbol' })
    last.set(`${collection.length} ${collection}${key}`, [storedText(collection), storedText(key), json])
  }
  const rows = [...last.values()]
  return E.right({ collections: rows.map((row) => row[0]), keys: rows.map((row) => row[1]), documents: rows.map((row) => row[2]) })
}

/** Documents, checkpoints and leases in PostgreSQL. `s` is the schema's name, quoted. */
export const postgresReadModel = ({ read, write }: Writer, s: string, patienceMs: number): ReadModel => {
  /**
   * POSTGRES-08 Writes, checkpoint and the look at the lease are one statement and one transaction, so one way to the server and back.
   * The lease's row is locked until the end: whoever takes it over waits for this commit, or this commit for him.
   */
  const commit = async (asked: Commit): Promise<Either<CommitFailure, void>> => {
    const batch = batchOf(asked)
    if (E.isLeft(batch)) return batch
    const { subscriber, checkpoint, lease } = asked
    const { collections, keys, documents } = batch.right
    return failing(async (): Promise<Either<CommitFailure, void>> => {
      const [outcome, current] = await write(`SELECT outcome, current_fence FROM ${s}.commit_1($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
        lease === undefined ? null : storedText(lease.name), lease?.fence ?? null,
        storedText(subscriber), checkpoint === undefined ? null : storedText(checkpoint), collections, keys, documents,
      ])
      if (outcome === 'done') return E.right(undefined)
      if (outcome === 'fenced' && lease !== undefined) return E.left({ _tag: 'Fenced', lease: lease.name, fence: lease.fence, current: Number(current) })
      return E.left({ _tag: 'StoreUnavailable', reason: 'others keep taking this writer away; nothing was written' })
    })
  }

  async function* scan(collection: string, after: string | undefined, prefix: string, max: number): AsyncGenerator<Either<ReadModelFailure, { key: string; document: Document }>, void> {
    const [name, begin] = [storedText(collection), storedText(prefix)]
    let last = after === undefined || storedText(after) < begin ? undefined : storedText(after)
    let left = max
    while (left > 0) {
      const limit = Math.min(pageSize, left)
      const rows = await failing(async () =>
        E.right(
          await read(
            `SELECT key, document FROM ${s}.documents WHERE collection = $1 AND key ${last === undefined ? '>=' : '>'} $2 AND key < $3 ORDER BY key LIMIT $4`,
            [name, last ?? begin, pastPrefix(begin), limit]
          )
        )
      )
      if (E.isLeft(rows)) {
        yield rows
        return
      }
      for (const [key, document] of rows.right) {
        last = key ?? ''
        yield E.right({ key: textFromStored(last), document: JSON.parse(document ?? '') as Document })
      }
      if (rows.right.length < limit) return
      left -= rows.right.length
    }
  }

  /** POSTGRES-09 A lease's row is never removed, so its number never goes back: not when it is given back, not when it has run out. */
  const acquire = (name: string, holder: string, now: Instant, ttl: number): Promise<Either<Held | ReadModelFailure, Lease>> =>
    failing(async (): Promise<Either<Held, Lease>> => {
      const [row = []] = await read(`SELECT name, holder, fence, until FROM ${s}.acquire_1($1, $2, $3, $4, $5)`, [String(patienceMs), storedText(name), storedText(holder), now, ttl])
      const lease = leaseOf(row)
      return lease.holder === holder ? E.right(lease) : E.left({ _tag: 'LeaseHeld', lease })
    })

  const release = ({ name, holder, fence }: Lease): Promise<Either<ReadModelFailure, void>> =>
    failing(async () => {
      await read(`UPDATE ${s}.leases SET holder = '', fence = fence + 1, until = 0 WHERE name = $1 AND holder = $2 AND fence = $3`, [storedText(name), storedText(holder), fence])
      return E.right(undefined)
    })

  const one = (text: string, values: readonly string[]): Promise<Either<ReadModelFailure, string | undefined>> =>
    failing(async () => E.right((await read(text, values))[0]?.[0] ?? undefined))

  return {
    get: (collection, key) => async () => {
      const found = await one(`SELECT document FROM ${s}.documents WHERE collection = $1 AND key = $2`, [storedText(collection), storedText(key)])
      return E.isLeft(found) || found.right === undefined ? found : E.right(JSON.parse(found.right) as Document)
    },
    scan: (collection, { after, prefix = '', max = Infinity } = {}) => scan(collection, after, prefix, max),
    checkpoint: (subscriber) => async () => {
      const found = await one(`SELECT position FROM ${s}.checkpoints WHERE subscriber = $1`, [storedText(subscriber)])
      return E.isLeft(found) || found.right === undefined ? found : E.right(textFromStored(found.right))
    },
    commit: (asked) => () => commit(asked),
    acquire: (name, holder, now, ttl) => () => acquire(name, holder, now, ttl),
    release: (held) => () => release(held),
  }
}
