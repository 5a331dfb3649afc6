import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { startError, type ProgramsMissing } from './failures.js'

const home = '/usr/lib/postgresql'
const beyondThePath = ['/usr/sbin', '/opt/homebrew/bin', '/usr/local/bin']

/** Where a program is: on the PATH, where Debian keeps those of each version, the newest first, or where services' programs lie. */
export const programOf = (name: string): string | undefined => {
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...versions.map((version) => path.join(home, version, 'bin')), ...beyondThePath]
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
}

const packages: Readonly<Record<string, string>> = { initdb: 'postgresql', postgres: 'postgresql' }

/**
 * Which programs this machine lacks, and what to install; `undefined` where all are there.
 * Without names it asks for those of PostgreSQL itself.
 *
 * @example
 * const missing = programsMissing('initdb', 'postgres', 'pgbouncer')
 * if (missing !== undefined) console.log(missing.install)
 */
export const programsMissing = (...names: readonly string[]): ProgramsMissing | undefined => {
  const programs = (names.length === 0 ? ['initdb', 'postgres'] : names).filter((name) => programOf(name) === undefined)
  if (programs.length === 0) return undefined
  const wanted = [...new Set(programs.map((name) => packages[name] ?? name))].join(' ')
  return { _tag: 'ProgramsMissing', programs, install: `On Debian and Ubuntu: apt-get install ${wanted}; elsewhere put them on the PATH.` }
}

/** Where these programs are, in the same order; throws a `StartError` that says which are missing. */
export const located = (...names: readonly string[]): readonly string[] => {
  const missing = programsMissing(...names)
  if (missing !== undefined) throw startError(missing)
  return names.map((name) => programOf(name) ?? name)
}
