import type { Database } from 'better-sqlite3'
import type { Filter } from '@disque/core'
import type { Row } from './rows.js'

export const pageSize = 512
/** With a filter, one page looks at so many positions at most. */
const windowSize = 16_384

export interface Page {
  readonly rows: readonly Row[]
  /** All up to here has been looked at. */
  readonly end: number
}

const columns = 'SELECT e.position, s.name, e.revision, e.id, e.type, e.data, e.metadata FROM events e JOIN streams s ON s.id = e.stream'

/** SQLITE-05 Whoever reads a lot lets everybody else have a turn after each full page: nothing here waits for anything else. */
export const turnAfter = (looked: number): Promise<void> | undefined => (looked < pageSize ? undefined : new Promise((resolve) => void setImmediate(resolve)))

/** Reads in pages: no statement stays open between two of them, and no more than one is held. */
export const pages = (db: Database) => {
  const last = db.prepare<[], number | null>('SELECT max(position) FROM events').pluck(true)
  const ofStream = db.prepare<[string, number, number], Row>(`${columns} WHERE s.name = ? AND e.revision > ? ORDER BY e.revision LIMIT ?`).raw(true)
  const filtered = (where: string) =>
    db.prepare<[{ after: number; end: number; limit: number; types?: string; categories?: string }], Row>(
      `${columns} WHERE e.position > @after AND e.position <= @end${where} ORDER BY e.position LIMIT @limit`
    ).raw(true)
  const byType = ' AND e.type IN (SELECT value FROM json_each(@types))'
  const byCategory = ' AND s.category IN (SELECT value FROM json_each(@categories))'
  const plain = filtered('')
  const types = filtered(byType)
  const categories = filtered(byCategory)
  const both = filtered(byType + byCategory)

  const end = (): number => last.get() ?? 0

  const all = (after: number, filter: Filter | undefined, limit: number): Page => {
    const known = end()
    if (after >= known) return { rows: [], end: after }
    const narrow = filter?.types !== undefined || filter?.categories !== undefined
    const until = Math.min(known, after + (narrow ? windowSize : limit))
    const statement = filter?.types === undefined ? (filter?.categories === undefined ? plain : categories) : filter.categories === undefined ? types : both
    const rows = statement.all({
      after, end: until, limit,
      ...(filter?.types === undefined ? {} : { types: JSON.stringify(filter.types) }),
      ...(filter?.categories === undefined ? {} : { categories: JSON.stringify(filter.categories) }),
    })
    return { rows, end: rows.length === limit ? (rows.at(-1)?.[0] ?? until) : until }
  }

  return { end, all, stream: (name: string, after: number, limit: number): readonly Row[] => ofStream.all(name, after, limit) }
}
