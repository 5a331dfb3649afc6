import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { packages } from './check/files.js'
import type { Verdict } from './check/step.js'
import { asScript, inRoot, readJson } from './check/tool.js'

const page = 'docs/reference/schemas.json'

/** type -> version -> JSON Schema */
type Schemas = Record<string, Record<string, unknown>>

interface Catalogued {
  readonly version: number
  readonly schema: () => unknown
}

const isCatalogued = (value: unknown): value is Catalogued =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' && 'schema' in value && typeof value.schema === 'function'

/** What the code says now: core's export `catalogue`, a record from an event's type to its version and schema. */
const current = async (): Promise<Schemas | string> => {
  const { catalogue } = (await import('@disque/core')) as { catalogue?: unknown }
  if (typeof catalogue !== 'object' || catalogue === null) return '@disque/core exports no catalogue'
  const entries = Object.entries(catalogue)
  const odd = entries.find(([, value]) => !isCatalogued(value))
  if (odd) return `the catalogue's entry ${odd[0]} is not { version, schema() }`
  const known = entries.filter((entry): entry is [string, Catalogued] => isCatalogued(entry[1]))
  return Object.fromEntries(known.map(([type, { version, schema }]) => [type, { [version]: JSON.parse(JSON.stringify(schema())) as unknown }]))
}

const sorted = (schemas: Schemas): Schemas => Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)))

/** A published version of an event never changes and never goes: new needs get a new version and an upcaster. */
export const checkSchemas = async (update: boolean): Promise<Verdict> => {
  if (!packages().some((p) => p.name === '@disque/core' && p.written)) return { skipped: ['schemas: @disque/core is not written yet'] }
  const now = await current()
  if (typeof now === 'string') return { failed: now }
  const kept = existsSync(inRoot(page)) ? (readJson(inRoot(page)) as Schemas) : {}

  const problems: string[] = Object.keys(kept)
    .filter((type) => !(type in now))
    .map((type) => `${type} is gone from the catalogue: events are never removed or renamed`)
  const fresh: string[] = []
  for (const [type, versions] of Object.entries(now))
    for (const [version, schema] of Object.entries(versions)) {
      const before = kept[type]?.[version]
      if (Object.keys(kept[type] ?? {}).some((k) => Number(k) > Number(version))) problems.push(`${type} went back to version ${version}: a later one is published`)
      else if (before === undefined) fresh.push(`${type} version ${version}`)
      else if (!isDeepStrictEqual(before, schema)) problems.push(`${type} version ${version} has changed: give it a new version and an upcaster`)
    }
  if (problems.length > 0) return { failed: problems.join('\n') }
  if (fresh.length === 0) return { note: `${Object.keys(now).length} types of events as published` }
  if (!update) return { failed: `not in ${page} yet (npm run schemas -- --update): ${fresh.join(', ')}` }

  const all: Schemas = { ...kept }
  for (const [type, versions] of Object.entries(now)) all[type] = { ...kept[type], ...versions }
  mkdirSync(path.dirname(inRoot(page)), { recursive: true })
  writeFileSync(inRoot(page), `${JSON.stringify(sorted(all), null, 2)}\n`)
  return { note: `added: ${fresh.join(', ')}` }
}

await asScript(import.meta.url, checkSchemas)
