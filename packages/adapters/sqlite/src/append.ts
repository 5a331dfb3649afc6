import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Database } from 'better-sqlite3'
import { categoryOf, type AppendFailure, type Appended, type Revision, type StreamName } from '@disque/core'
import { positionText, type NewRow } from './rows.js'

/** The part of an append that runs inside a transaction: looks first, then writes. */
export const appender = (db: Database) => {
  const streamOf = db
    .prepare<[string], [number, number | null]>('SELECT s.id, (SELECT max(e.revision) FROM events e WHERE e.stream = s.id) FROM streams s WHERE s.name = ?')
    .raw(true)
  const newStream = db.prepare<[string, string]>('INSERT INTO streams (name, category) VALUES (?, ?)')
  const insert = db.prepare<[number, number, Buffer, string, string, string]>('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)')
  const idsBetween = db.prepare<[number, number, number], [number, Buffer]>('SELECT position, id FROM events WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision').raw(true)

  /** The answer of the first time, when the same rows lie there. */
  const before = (stream: number, from: number, rows: readonly NewRow[]): Appended | undefined => {
    const revision = from + rows.length - 1
    const there = idsBetween.all(stream, from, revision)
    const last = there.at(-1)
    if (last === undefined || there.length !== rows.length || !rows.every((row, i) => there[i]?.[1].equals(row.id))) return undefined
    return { revision, position: positionText(last[0]), already: true }
  }

  return (name: StreamName, expected: 'no-stream' | Revision, rows: readonly NewRow[]): Either<AppendFailure, Appended> => {
    const found = streamOf.get(name)
    const actual = found?.[1] ?? -1
    const wanted = expected === 'no-stream' ? -1 : expected
    if (actual !== wanted) {
      const earlier = found !== undefined && actual > wanted ? before(found[0], wanted + 1, rows) : undefined
      if (earlier !== undefined) return E.right(earlier)
      return E.left({ _tag: 'WrongRevision', stream: name, expected, actual: actual < 0 ? 'no-stream' : actual })
    }
    const stream = found?.[0] ?? Number(newStream.run(name, categoryOf(name)).lastInsertRowid)
    let revision = actual
    let position = 0
    for (const row of rows) {
      revision++
      position = Number(insert.run(stream, revision, row.id, row.type, row.data, row.metadata).lastInsertRowid)
    }
    return E.right({ revision, position: positionText(position), already: false })
  }
}
