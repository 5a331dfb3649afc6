import { existsSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Database } from 'better-sqlite3'
import { reasonOf } from './failures.js'

export type BackupFailure =
  /** Nothing is ever written over: name a file that does not exist. */
  | { readonly _tag: 'BackupExists'; readonly path: string }
  | { readonly _tag: 'BackupFailed'; readonly path: string; readonly reason: string }

/** SQLITE-04 A backup is the whole store as of one moment, taken while it is read and written; it never replaces a file. */
export const backupOf =
  (db: Database, isClosed: () => boolean) =>
  (path: string): TaskEither<BackupFailure, void> =>
  async () => {
    if (existsSync(path)) return E.left({ _tag: 'BackupExists', path })
    try {
      if (isClosed()) throw new Error('the store is closed')
      await db.backup(path)
      return E.right(undefined)
    } catch (error) {
      return E.left({ _tag: 'BackupFailed', path, reason: reasonOf(error) })
    }
  }
