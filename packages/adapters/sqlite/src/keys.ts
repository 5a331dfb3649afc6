import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Database } from 'better-sqlite3'
import type { KeyStore } from '@disque/core'
import { reasonOf, type WriteFailure } from './failures.js'
import type { Writer } from './writer.js'

type Unavailable = { readonly _tag: 'KeysUnavailable'; readonly reason: string }

const unavailable = (reason: string): Either<Unavailable, never> => E.left({ _tag: 'KeysUnavailable', reason })
const reasonFor = (failure: WriteFailure): string => (failure._tag === 'StoreClosed' ? 'the store is closed' : failure.reason)

/** The vault's wrapped keys, in the same file as the events. */
export const sqliteKeys = (db: Database, writer: Writer): KeyStore => {
  const one = db.prepare<[string, string], string>('SELECT value FROM vault WHERE kind = ? AND id = ?').pluck(true)
  const insert = db.prepare<[string, string, string]>('INSERT INTO vault (kind, id, value) VALUES (?, ?, ?)')
  const remove = db.prepare<[string, string]>('DELETE FROM vault WHERE kind = ? AND id = ?')

  const writing = async <A>(job: () => A): Promise<Either<Unavailable, A>> => {
    const result = await writer.submit((): Either<never, A> => E.right(job()))
    return E.isLeft(result) ? unavailable(reasonFor(result.left)) : result
  }

  /** Removing is done only then: whoever is told that it is not asks again. */
  const emptied = (): Either<Unavailable, void> => {
    try {
      const [checkpoint] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
      return checkpoint?.busy === 0 ? E.right(undefined) : unavailable('the key is removed, but the log still holds it while the file is read or copied: remove it again')
    } catch (error) {
      return unavailable(reasonOf(error))
    }
  }

  return {
    get: (kind, id) => () => {
      try {
        return Promise.resolve(E.right(one.get(kind, id)))
      } catch (error) {
        return Promise.resolve(unavailable(reasonOf(error)))
      }
    },
    put: (kind, id, value) => () =>
      writing(() => {
        const there = one.get(kind, id)
        if (there === undefined) insert.run(kind, id, value)
        return there ?? value
      }),
    // VAULT-07 A key that is removed is overwritten, not only unlinked, and the log that still has it is emptied: it lies nowhere any more.
    remove: (kind, id) => async () => {
      const removed = await writing(() => {
        db.pragma('secure_delete = ON')
        remove.run(kind, id)
        db.pragma('secure_delete = OFF')
      })
      return E.isLeft(removed) ? removed : emptied()
    },
  }
}
