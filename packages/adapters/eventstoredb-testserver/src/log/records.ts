import type { Proposed, Stored } from './model.js'

/** The revision of a tombstone, and the $tb of a stream that was deleted softly. */
export const deletedRevision = 9223372036854775807n
export const noRevision = -1n

/** The records of a log in their order, and by stream. */
export interface Records {
  readonly all: readonly Stored[]
  /** A stream's events; an event's index is its revision. */
  readonly ofStream: (stream: string) => readonly Stored[]
  readonly lastRevision: (stream: string) => bigint
  /** The same as writers see it: metadata that was written once can be written again after its stream was closed, though nobody can read it. */
  readonly lastWritten: (stream: string) => bigint
  readonly write: (stream: string, event: Proposed, created: bigint) => Stored
  readonly close: (stream: string, event: Proposed, created: bigint) => Stored
  readonly tombstoneOf: (stream: string) => Stored | undefined
  /** Where an event id stands, if it is among the recent ones. */
  readonly placeOf: (id: string) => Stored | undefined
  /** Takes the room that a record without data has in the log. */
  readonly skip: (stream: string) => bigint
  /** Whether a record begins there, or the next one will. */
  readonly begins: (position: bigint) => boolean
  readonly end: () => bigint
}

// As in the server, ids are remembered for the last writes only; an exact expectation needs no memory.
const remembered = 200_000
const recordOverhead = 90
const nothing: readonly Stored[] = []

export const metastreamOf = (stream: string) => '$$' + stream
export const isMetastream = (stream: string) => stream.startsWith('$$')
export const originalOf = (metastream: string) => metastream.slice(2)

/** The least index whose record does not stand before the position. */
export const indexAt = (all: readonly Stored[], position: bigint): number => {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    const record = all[middle]
    if (record !== undefined && record.commit < position) low = middle + 1
    else high = middle
  }
  return low
}

const lengthOf = (text: string) => Buffer.byteLength(text)

export const emptyRecords = (): Records => {
  const all: Stored[] = []
  const streams = new Map<string, Stored[]>()
  const tombstones = new Map<string, Stored>()
  let recent = new Map<string, Stored>()
  let older = new Map<string, Stored>()
  const withoutData = new Set<bigint>()
  let end = 0

  const lastRevision = (stream: string): bigint => {
    if (tombstones.has(stream)) return deletedRevision
    // The metadata of a closed stream is closed with it.
    if (isMetastream(stream) && tombstones.has(originalOf(stream))) return deletedRevision
    return BigInt((streams.get(stream)?.length ?? 0) - 1)
  }

  const placeOf = (id: string) => recent.get(id) ?? older.get(id)

  // An id that was used twice stays where it stood first.
  const remember = (stored: Stored) => {
    if (placeOf(stored.id) !== undefined) return
    if (recent.size >= remembered) {
      older = recent
      recent = new Map()
    }
    recent.set(stored.id, stored)
  }

  const record = (stream: string, event: Proposed, created: bigint, revision: bigint): Stored => {
    const position = BigInt(end)
    end += recordOverhead + lengthOf(stream) + lengthOf(event.type) + event.data.length + event.metadata.length
    const { id, type, isJson, data, metadata } = event
    const stored: Stored = { id, type, isJson, data, metadata, stream, revision, commit: position, prepare: position, created }
    all.push(stored)
    remember(stored)
    return stored
  }

  return {
    all,
    ofStream: (stream) => streams.get(stream) ?? nothing,
    lastRevision,
    lastWritten: (stream) => {
      const written = isMetastream(stream) ? (streams.get(stream)?.length ?? 0) : 0
      return written > 0 && !tombstones.has(stream) ? BigInt(written - 1) : lastRevision(stream)
    },
    write: (stream, event, created) => {
      const events = streams.get(stream) ?? []
      if (events.length === 0) streams.set(stream, events)
      const stored = record(stream, event, created, BigInt(events.length))
      events.push(stored)
      return stored
    },
    close: (stream, event, created) => {
      const stored = record(stream, event, created, deletedRevision)
      tombstones.set(stream, stored)
      return stored
    },
    tombstoneOf: (stream) => tombstones.get(stream),
    placeOf,
    skip: (stream) => {
      const position = BigInt(end)
      withoutData.add(position)
      end += recordOverhead + lengthOf(stream)
      return position
    },
    begins: (position) => position === BigInt(end) || withoutData.has(position) || all[indexAt(all, position)]?.commit === position,
    end: () => BigInt(end),
  }
}
