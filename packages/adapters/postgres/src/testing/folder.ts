import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startError } from './failures.js'

/** As whom the programs run: they refuse root. */
export interface Runner {
  readonly uid?: number
  readonly gid?: number
}

const idOf = (flag: string, name: string): number => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || 'NaN')

const runner = (): Runner => {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)]
    if (!Number.isNaN(uid) && !Number.isNaN(gid)) return { uid, gid }
  }
  throw startError({ _tag: 'NobodyToRunAs' })
}

/** A temporary folder that belongs to whoever runs the programs. */
export interface Folder {
  readonly folder: string
  readonly as: Runner
  /** Writes a file that only its programs can read; gives its path. */
  readonly file: (name: string, text: string) => string
  readonly remove: () => void
}

export const folderFor = (name: string): Folder => {
  const as = runner()
  const folder = mkdtempSync(path.join(tmpdir(), `disque-${name}-`))
  const give = (place: string): string => {
    if (as.uid !== undefined && as.gid !== undefined) chownSync(place, as.uid, as.gid)
    return place
  }
  chmodSync(give(folder), 0o700)
  return {
    folder, as,
    file: (its, text) => {
      const place = path.join(folder, its)
      writeFileSync(place, text, { mode: 0o600 })
      return give(place)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
