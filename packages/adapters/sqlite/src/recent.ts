import type { Either } from 'fp-ts/lib/Either.js'
import { matches, type Filter, type ReadFailure, type Recorded } from '@disque/core'
import { positionNumber, recordedFrom, type NewRow, type Row } from './rows.js'

/** Deliveries from `after` on: all up to `end` has been looked at. */
export interface Slice {
  readonly events: readonly Either<ReadFailure, Recorded>[]
  readonly end: number
}

const keptAtLeast = 1024
/** Longer texts are read from the file again. */
const charactersAtMost = 16_384

/** The last events that this process stored, without a gap, each read from its text once for all subscribers. */
export const recentEvents = () => {
  let rows: Row[] = []
  let read: (Either<ReadFailure, Recorded> | undefined)[] = []
  /** Position of the first row. */
  let first = 0
  /** Events since anybody last asked: while nobody does, as in an import, none are kept. */
  let unasked = 0

  const forget = () => {
    rows = []
    read = []
  }

  const add = (stream: string, lastRevision: number, lastPosition: string, stored: readonly NewRow[]): void => {
    const last = positionNumber(lastPosition) ?? 0
    const from = last - stored.length + 1
    unasked += stored.length
    if (unasked > keptAtLeast || stored.some((row) => row.data.length + row.metadata.length > charactersAtMost)) return forget()
    if (rows.length === 0 || from !== first + rows.length) {
      // Another process stored something in between.
      forget()
      first = from
    } else if (rows.length >= 2 * keptAtLeast) {
      rows = rows.slice(-keptAtLeast)
      read = read.slice(-keptAtLeast)
      first = from - rows.length
    }
    for (const [i, row] of stored.entries()) {
      rows.push([from + i, stream, lastRevision - stored.length + 1 + i, row.id, row.type, row.data, row.metadata])
      read.push(undefined)
    }
  }

  /** `undefined` when what comes next is not kept here. */
  const after = (position: number, filter: Filter | undefined, limit: number): Slice | undefined => {
    unasked = 0
    const start = position + 1 - first
    if (start < 0 || start >= rows.length) return undefined
    const end = Math.min(rows.length, start + limit)
    const events: Either<ReadFailure, Recorded>[] = []
    for (let i = start; i < end; i++) {
      const row = rows[i]
      if (row !== undefined && matches(filter, { stream: row[1], type: row[4] })) events.push((read[i] ??= recordedFrom(row)))
    }
    return { events, end: first + end - 1 }
  }

  return { add, after }
}
