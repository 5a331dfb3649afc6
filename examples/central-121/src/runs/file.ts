import { existsSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Where a run's events are to lie. They are written beside it, and moved there when they are whole. */
export interface Destination {
  readonly path: string
  readonly partial: string
  /** A folder that was made for it. */
  readonly made?: string
}

const at = (file: string) => ({ path: file, partial: `${file}.${process.pid}.partial` })

/** The file that was asked for, or a new one in the system's folder for temporary files. */
export const destination = (folder: string, store: string | undefined): Destination => {
  if (store !== undefined) return at(path.resolve(folder, store.replace(/^sqlite:/, '')))
  const made = mkdtempSync(path.join(tmpdir(), 'disque-central-121-'))
  return { ...at(path.join(made, 'days.db')), made }
}

/** Nothing half-written stays. */
export const discard = ({ partial, made }: Destination): void => {
  for (const side of ['', '-wal', '-shm', '.key']) rmSync(`${partial}${side}`, { force: true })
  if (made !== undefined && readdirSync(made).length === 0) rmdirSync(made)
}

/** The vault's key, where it was made for this file, moves with it. */
export const keep = ({ path: file, partial }: Destination): void => {
  if (existsSync(`${partial}.key`)) renameSync(`${partial}.key`, `${file}.key`)
  renameSync(partial, file)
}
