import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Database } from 'better-sqlite3'
import type { Commit, CommitFailure, Document, Instant, Lease, ReadModel, ReadModelFailure } from '@disque/core'
import { failureOf, known, reasonOf } from './failures.js'
import { keyFromStored, storedKey } from './key-order.js'
import { pageSize, turnAfter } from './pages.js'
import type { Writer } from './writer.js'

type Held = { readonly _tag: 'LeaseHeld'; readonly lease: Lease }
interface WriteRow {
  readonly collection: string
  readonly key: string
  readonly document: string | undefined
}

/** Documents, checkpoints and leases in the same file as the events. */
export const sqliteReadModel = (db: Database, writer: Writer, isClosed: () => boolean): ReadModel => {
  const one = db.prepare<[string, string], string>('SELECT document FROM documents WHERE collection = ? AND key = ?').pluck(true)
  const put = db.prepare<[string, string, string]>('INSERT INTO documents (collection, key, document) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET document = excluded.document')
  const remove = db.prepare<[string, string]>('DELETE FROM documents WHERE collection = ? AND key = ?')
  const from = db.prepare<[string, string, number], [string, string]>('SELECT key, document FROM documents WHERE collection = ? AND key >= ? ORDER BY key LIMIT ?').raw(true)
  const past = db.prepare<[string, string, number], [string, string]>('SELECT key, document FROM documents WHERE collection = ? AND key > ? ORDER BY key LIMIT ?').raw(true)
  const checkpoint = db.prepare<[string], string>('SELECT position FROM checkpoints WHERE subscriber = ?').pluck(true)
  const move = db.prepare<[string, string]>('INSERT INTO checkpoints (subscriber, position) VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position')
  const lease = db.prepare<[string], Lease>('SELECT name, holder, fence, until FROM leases WHERE name = ?')
  const keep = db.prepare<[Lease]>('INSERT INTO leases (name, holder, fence, until) VALUES (@name, @holder, @fence, @until) ON CONFLICT DO UPDATE SET holder = excluded.holder, fence = excluded.fence, until = excluded.until')

  const reading = <A>(read: () => A): Promise<Either<ReadModelFailure, A>> => {
    if (isClosed()) return Promise.resolve(E.left({ _tag: 'StoreClosed' }))
    try {
      return Promise.resolve(E.right(read()))
    } catch (error) {
      return Promise.resolve(E.left(failureOf(error)))
    }
  }

  const writing = async <L extends { readonly _tag: 'Fenced' | 'LeaseHeld' }, A>(job: () => Either<L, A>): Promise<Either<L | ReadModelFailure, A>> => {
    const result = await writer.submit(job)
    return E.isLeft(result) && result.left._tag === 'OutcomeUnknown' ? E.left(known(result.left)) : (result as Either<L | ReadModelFailure, A>)
  }

  const commit = async (asked: Commit): Promise<Either<CommitFailure, void>> => {
    let writes: readonly WriteRow[]
    try {
      writes = asked.writes.map(({ collection, key, document }) => ({ collection, key: storedKey(key), document: document === undefined ? undefined : JSON.stringify(document) }))
    } catch (error) {
      return E.left({ _tag: 'StoreUnavailable', reason: `a document is no JSON: ${reasonOf(error)}` })
    }
    return writing((): Either<Extract<CommitFailure, { _tag: 'Fenced' }>, void> => {
      if (asked.lease !== undefined) {
        const current = lease.get(asked.lease.name)?.fence ?? 0
        if (current !== asked.lease.fence) return E.left({ _tag: 'Fenced', lease: asked.lease.name, fence: asked.lease.fence, current })
      }
      for (const { collection, key, document } of writes) {
        if (document === undefined) remove.run(collection, key)
        else put.run(collection, key, document)
      }
      if (asked.checkpoint !== undefined) move.run(asked.subscriber, asked.checkpoint)
      return E.right(undefined)
    })
  }

  async function* scan(collection: string, after: string | undefined, prefix: string, max: number): AsyncGenerator<Either<ReadModelFailure, { key: string; document: Document }>, void> {
    const begin = storedKey(prefix)
    let last = after === undefined || storedKey(after) < begin ? undefined : storedKey(after)
    let left = max
    while (left > 0) {
      const limit = Math.min(pageSize, left)
      const rows = await reading(() => (last === undefined ? from.all(collection, begin, limit) : past.all(collection, last, limit)))
      if (E.isLeft(rows)) {
        yield rows
        return
      }
      for (const [stored, document] of rows.right) {
        const key = keyFromStored(stored)
        if (!key.startsWith(prefix)) return
        yield E.right({ key, document: JSON.parse(document) as Document })
        last = stored
      }
      if (rows.right.length < limit) return
      left -= rows.right.length
      await turnAfter(limit)
    }
  }

  const acquire = (name: string, holder: string, now: Instant, ttl: number): Either<Held, Lease> => {
    const current = lease.get(name)
    if (current !== undefined && current.holder !== holder && current.until > now) return E.left({ _tag: 'LeaseHeld', lease: current })
    const fence = current === undefined ? 1 : current.holder === holder ? current.fence : current.fence + 1
    const taken: Lease = { name, holder, fence, until: (now + ttl) as Instant }
    keep.run(taken)
    return E.right(taken)
  }

  const release = ({ name, holder, fence }: Lease): Either<never, void> => {
    const current = lease.get(name)
    if (current?.holder === holder && current.fence === fence) keep.run({ name, holder: '', fence: fence + 1, until: 0 as Instant })
    return E.right(undefined)
  }

  return {
    get: (collection, key) => () =>
      reading(() => {
        const found = one.get(collection, storedKey(key))
        return found === undefined ? undefined : (JSON.parse(found) as Document)
      }),
    scan: (collection, { after, prefix = '', max = Infinity } = {}) => scan(collection, after, prefix, max),
    checkpoint: (subscriber) => () => reading(() => checkpoint.get(subscriber)),
    commit: (asked) => () => commit(asked),
    acquire: (name, holder, now, ttl) => () => writing(() => acquire(name, holder, now, ttl)),
    release: (held) => () => writing(() => release(held)),
  }
}
