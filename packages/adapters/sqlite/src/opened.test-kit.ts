import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite, type Sqlite, type SqliteOptions } from './index.js'

/** A path in a folder of its own. */
export const inFolder = (): { readonly path: string; readonly dispose: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'disque-sqlite-'))
  return { path: join(folder, 'store.db'), dispose: () => rmSync(folder, { recursive: true, force: true }) }
}

export const opened = async (path: string, options?: SqliteOptions): Promise<Sqlite> => {
  const result = await openSqlite(path, options)()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}
