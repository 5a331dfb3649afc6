import { deletedRevision, indexAt } from './records.js'
import { isSoftDeleted } from './stream-metadata.js'
import type { Log, Stored, StreamMetadata, StreamSlice } from './model.js'
import type { Records } from './records.js'

const larger = (a: bigint, b: bigint) => (a > b ? a : b)

/** Reads all records in their order. */
export const allReader =
  ({ all }: Records): Log['readAll'] =>
  (from, max, direction) => {
    const index = from === 'start' ? 0 : from === 'end' ? all.length : indexAt(all, from.commit)
    if (direction === 'forwards') return all.slice(index, index + max)
    return all.slice(Math.max(0, index - max), index).reverse()
  }

/** Reads a stream as a live subscription sees it. */
export const liveReader =
  (records: Records): Log['readLive'] =>
  (stream, from, max) => {
    if (from > deletedRevision) return []
    const events = from > BigInt(Number.MAX_SAFE_INTEGER) ? [] : records.ofStream(stream).slice(Number(from), Number(from) + max)
    const tombstone = events.length < max ? records.tombstoneOf(stream) : undefined
    return tombstone === undefined ? events : [...events, tombstone]
  }

/** TESTSERVER-15 A stream is read as far as $maxCount, $maxAge and $tb leave its events visible; `$all` and live subscriptions see all of them. */
export const streamReader =
  (records: Records, metadataOf: (stream: string) => StreamMetadata, now: () => number): Log['readStream'] =>
  (stream, from, max, direction): StreamSlice => {
    const last = records.lastRevision(stream)
    if (last === deletedRevision) return { _tag: 'Deleted' }
    const metadata = metadataOf(stream)
    if (last < 0n || isSoftDeleted(metadata)) return { _tag: 'NotFound', last }
    const events = records.ofStream(stream)
    const least = larger(larger(0n, metadata.truncateBefore ?? 0n), metadata.maxCount === undefined ? 0n : last - metadata.maxCount + 1n)
    const oldest = metadata.maxAge === undefined ? undefined : BigInt(now()) * 10_000n - metadata.maxAge * 10_000_000n
    const visible = (event: Stored) => oldest === undefined || event.created >= oldest
    const first = Number(least > last ? last + 1n : least)

    if (direction === 'forwards') {
      const start = from === 'start' ? 0 : from === 'end' || from > last ? events.length : Number(from)
      let index = Math.max(start, first)
      if (oldest !== undefined) while (index < events.length && !visible(events[index] as Stored)) index++
      const slice = events.slice(index, index + max)
      const next = BigInt(index + slice.length)
      return { _tag: 'Found', events: slice, next, last, least, atEnd: next > last }
    }
    const start = from === 'start' ? 0 : from === 'end' || from > last ? events.length - 1 : Number(from)
    const until = Math.max(first, start - max + 1)
    const found = until > start ? [] : events.slice(until, start + 1).reverse()
    const slice = oldest === undefined ? found : found.filter(visible)
    const atEnd = until <= first || slice.length < found.length
    return { _tag: 'Found', events: slice, next: atEnd ? -1n : BigInt(until) - 1n, last, least, atEnd }
  }
