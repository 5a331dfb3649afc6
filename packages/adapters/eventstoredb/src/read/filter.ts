import { catalogue, categoryOf, type Filter } from '@disque/core'

/** What the server itself can leave out: it takes one expression, on streams' names or on types. */
export interface ServerFilter {
  readonly on: 'stream' | 'type'
  readonly regex: string
}

/** Streams whose names begin with $ are the server's own. */
export const domainStreams: ServerFilter = { on: 'stream', regex: '^[^$]' }

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|#\s]/g, String.raw`\$&`)

const anyOf = (texts: readonly string[]): string => `(?:${texts.map(escaped).join('|')})`

const nothing = '(?!)'

/**
 * ESDB-05 A filter is the server's work as far as it goes, and lets through at least what it should: whoever reads checks each event again.
 * Types go before categories, since they leave out more.
 */
export const serverFilter = (filter: Filter | undefined): ServerFilter => {
  if (filter?.types !== undefined) return { on: 'type', regex: filter.types.length === 0 ? nothing : `^${anyOf(filter.types)}$` }
  if (filter?.categories !== undefined) return { on: 'stream', regex: filter.categories.length === 0 ? nothing : `^${anyOf(filter.categories)}(?:-|$)` }
  return domainStreams
}

/** System events and links, which stand in the log beside the domain's own. */
export const isSystem = (stream: string, type: string): boolean => stream.startsWith('$') || type.startsWith('$')

const ours: ReadonlySet<string> = new Set(Object.values(catalogue).map(({ category }) => category))

/** ESDB-15 Other applications may share the server: what cannot be read, and lies in a category that neither the catalogue nor the filter names, is left out. */
export const isForeign = (filter: Filter | undefined, stream: string): boolean => {
  const category = categoryOf(stream)
  return !ours.has(category) && filter?.categories?.includes(category) !== true
}
