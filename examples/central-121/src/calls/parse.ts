import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { columns, readRow, type Column, type Row } from './form.js'

export type NotACallLog =
  | { readonly _tag: 'LogEmpty' }
  /** The first line names none, or hardly any, of the columns. */
  | { readonly _tag: 'NotACallLog' }
  | { readonly _tag: 'ColumnsMissing'; readonly columns: readonly Column[] }

/** A line and what is the matter with it. */
export interface Remark {
  readonly line: number
  readonly reason: string
}

export interface ParsedLog {
  /** All data lines. */
  readonly rows: number
  readonly malformed: readonly Remark[]
  /** Rows that are no calls. */
  readonly phantom: number
  readonly calls: readonly Row[]
}

const cellsOf = (line: string): readonly string[] => line.split('\t').map((cell) => cell.trim())

const placesOf = (header: string): Either<NotACallLog, { readonly width: number; readonly places: ReadonlyMap<Column, number> }> => {
  const names = cellsOf(header)
  const places = new Map(columns.map((column) => [column, names.indexOf(column)]))
  const missing = columns.filter((column) => places.get(column) === -1)
  if (missing.length > columns.length / 2) return E.left({ _tag: 'NotACallLog' })
  return missing.length > 0 ? E.left({ _tag: 'ColumnsMissing', columns: missing }) : E.right({ width: names.length, places })
}

/** Reads a whole call log. A line that cannot be read is listed and passed over; the others count. */
export const parseLog = (text: string): Either<NotACallLog, ParsedLog> => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  while (lines.at(-1)?.trim() === '') lines.pop()
  const [header = ''] = lines
  if (header.trim() === '') return E.left({ _tag: 'LogEmpty' })
  const found = placesOf(header)
  if (E.isLeft(found)) return found
  const { width, places } = found.right
  const malformed: Remark[] = []
  const calls: Row[] = []
  let phantom = 0
  for (const [i, written] of lines.entries()) {
    if (i === 0) continue
    const line = i + 1
    const cells = cellsOf(written)
    if (cells.length !== width) {
      malformed.push({ line, reason: `${cells.length} column${cells.length === 1 ? '' : 's'} instead of ${width}` })
      continue
    }
    const read = readRow(Object.fromEntries(columns.map((column) => [column, cells[places.get(column) ?? -1] ?? ''])) as Record<Column, string>, line)
    if (read._tag === 'Malformed') malformed.push({ line, reason: read.reason })
    else if (read._tag === 'Phantom') phantom++
    else calls.push(read.row)
  }
  return E.right({ rows: lines.length - 1, malformed, phantom, calls })
}
