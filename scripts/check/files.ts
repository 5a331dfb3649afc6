import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot, readJson, root } from './tool.js'

const ignored = new Set(['node_modules', 'dist', 'coverage', '.git'])

/** Every file below `folder` whose name ends so, as paths from the root with '/', sorted. */
export const filesBelow = (folder: string, ending: string): readonly string[] => {
  const found: string[] = []
  const walk = (at: string) => {
    if (!existsSync(at)) return
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const whole = path.join(at, entry.name)
      if (entry.isDirectory() && !ignored.has(entry.name)) walk(whole)
      else if (entry.isFile() && entry.name.endsWith(ending)) found.push(path.relative(root, whole).split(path.sep).join('/'))
    }
  }
  walk(inRoot(folder))
  return found.sort()
}

export const read = (file: string) => readFileSync(inRoot(file), 'utf8')

/** Vitest itself cannot be required, so nothing that stands on it can. */
export const importedOnly = ['@disque/eventstoredb-testserver/vitest', '@disque/postgres/vitest']

export interface Package {
  readonly name: string
  readonly folder: string
  /** Specifiers that its users may import. */
  readonly entries: readonly string[]
  readonly written: boolean
}

const folders = () => ['packages/core', ...readdirSync(inRoot('packages/adapters')).map((name) => `packages/adapters/${name}`)]

/** The packages that are published, in the order in which they build on each other. */
export const packages = (): readonly Package[] =>
  folders()
    .filter((folder) => existsSync(inRoot(folder, 'package.json')))
    .map((folder) => {
      const { name, exports } = readJson(inRoot(folder, 'package.json')) as { name: string; exports: Record<string, unknown> }
      const entries = Object.keys(exports).filter((key) => !key.endsWith('.json')).map((key) => name + key.slice(1))
      return { name, folder, entries, written: existsSync(inRoot(folder, 'src/index.ts')) }
    })
