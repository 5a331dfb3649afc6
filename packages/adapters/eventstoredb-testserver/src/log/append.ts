import { randomUUID } from 'node:crypto'
import { decision } from './expectation.js'
import { deletedRevision, isMetastream, metastreamOf, noRevision, originalOf } from './records.js'
import { isSoftDeleted, jsonObject } from './stream-metadata.js'
import { sizeOf } from './size.js'
import type { AppendAnswer, DeleteAnswer, Expected, Log, Proposed, Stored, StreamMetadata } from './model.js'
import type { Records } from './records.js'

interface Parts {
  readonly records: Records
  readonly metadata: (stream: string) => StreamMetadata
  readonly readStream: Log['readStream']
  /** Ticks of 100 ns since 1970. */
  readonly ticks: () => bigint
  readonly maxAppendSize: number
  /** Lets projections take in what was written. */
  readonly project: () => void
  readonly appended: () => void
}

const empty = new Uint8Array()

const positionOf = (stored: Stored) => ({ commit: stored.commit, prepare: stored.prepare })

const system = (type: string, isJson: boolean, text: string): Proposed => ({
  id: randomUUID(),
  type,
  isJson,
  data: Buffer.from(text),
  metadata: empty,
})

/** Everything that writes to the log. */
export const appender = ({ records, metadata, readStream, ticks, maxAppendSize, project, appended }: Parts): Pick<Log, 'append' | 'deleteStream' | 'tombstone'> => {
  const decide = decision(records, metadata)

  /** TESTSERVER-16 A stream that was deleted softly goes on with the next revision when it is written, and shows only what comes from then on. */
  // Puts the first revision that is visible again into its metadata, and leaves the rest as it is.
  const wake = (stream: string, from: bigint): void => {
    const last = records.ofStream(metastreamOf(stream)).at(-1)
    const before = last === undefined ? undefined : jsonObject(last.data)
    if (before !== undefined) records.write(metastreamOf(stream), system('$metadata', true, JSON.stringify({ ...before, $tb: Number(from) })), ticks())
  }

  const append = (stream: string, expected: Expected, events: readonly Proposed[]): AppendAnswer => {
    let size = 0
    for (const event of events) size += sizeOf(event)
    if (size > maxAppendSize) return { _tag: 'TooLarge', limit: maxAppendSize }
    const decided = decide(stream, expected, events.map(({ id }) => id))
    switch (decided._tag) {
      case 'Already': {
        const slice = readStream(stream, decided.last, 1, 'forwards')
        const stored = slice._tag === 'Found' ? slice.events.find(({ revision }) => revision === decided.last) : undefined
        return stored === undefined ? { _tag: 'Already', last: decided.last } : { _tag: 'Already', last: decided.last, position: positionOf(stored) }
      }
      case 'Write': {
        const of = isMetastream(stream) ? originalOf(stream) : undefined
        const wakesOriginal = of !== undefined && isSoftDeleted(metadata(of))
        const created = ticks()
        const written = events.map((event) => records.write(stream, event, created))
        const last = written.at(-1)
        const position = last === undefined ? records.skip(stream) : last.commit
        if (decided.wakes) wake(stream, decided.current + 1n)
        if (wakesOriginal) wake(of, records.lastRevision(of) + 1n)
        // Events of one append stand side by side: links come behind them.
        project()
        appended()
        return { _tag: 'Appended', last: last?.revision ?? decided.current, position: { commit: position, prepare: position } }
      }
      default:
        return decided
    }
  }

  const allowed = (stream: string, expected: Expected): DeleteAnswer | undefined => {
    const decided = decide(stream, expected, [randomUUID()])
    switch (decided._tag) {
      case 'Write':
        return undefined
      case 'Already':
        return { _tag: 'Refused', why: { _tag: 'WrongRevision', current: decided.last } }
      default:
        return { _tag: 'Refused', why: decided }
    }
  }

  return {
    append,
    deleteStream: (stream, expected) => {
      const refused = allowed(stream, expected)
      if (refused !== undefined) return refused
      if (records.lastRevision(stream) < 0n && records.lastRevision(metastreamOf(stream)) < 0n) {
        return { _tag: 'Refused', why: { _tag: 'WrongRevision', current: noRevision } }
      }
      const stored = records.write(metastreamOf(stream), system('$metadata', true, `{"$tb":${String(deletedRevision)}}`), ticks())
      project()
      appended()
      return { _tag: 'Deleted', position: positionOf(stored) }
    },
    /** TESTSERVER-17 A tombstone closes a stream and its metadata for ever; it stands in the log with the largest revision there is. */
    tombstone: (stream, expected) => {
      const refused = allowed(stream, expected)
      if (refused !== undefined) return refused
      const stored = records.close(stream, system('$streamDeleted', false, ''), ticks())
      project()
      appended()
      return { _tag: 'Deleted', position: positionOf(stored) }
    },
  }
}
