import { deletedRevision, metastreamOf, noRevision } from './records.js'
import { isSoftDeleted } from './stream-metadata.js'
import type { Expected, StreamMetadata } from './model.js'
import type { Records } from './records.js'

type Decision =
  | { readonly _tag: 'Write'; readonly current: bigint; readonly wakes: boolean }
  | { readonly _tag: 'Already'; readonly last: bigint }
  | { readonly _tag: 'WrongRevision'; readonly current: bigint }
  | { readonly _tag: 'Deleted' }

/**
 * TESTSERVER-14 Whether the server writes these event ids to the stream, knows that it has, or refuses:
 * ids are compared only if the expectation lies behind the stream's revision, there at the very revisions that they would have got;
 * for `any` and `stream-exists` the first id decides, wherever it stands in the stream.
 */
export const decision = (records: Records, metadata: (stream: string) => StreamMetadata) => {
  const softDeleted = (stream: string) => isSoftDeleted(metadata(stream))

  const anyOrExists = (stream: string, current: bigint, ids: readonly string[]): Decision => {
    let last = noRevision
    for (const [index, id] of ids.entries()) {
      const place = records.placeOf(id)
      if (place === undefined || place.stream !== stream) {
        return index === 0 ? { _tag: 'Write', current, wakes: softDeleted(stream) } : { _tag: 'WrongRevision', current }
      }
      last = place.revision
    }
    return ids.length === 0 ? { _tag: 'Write', current, wakes: softDeleted(stream) } : { _tag: 'Already', last }
  }

  const behind = (stream: string, expected: bigint, current: bigint, ids: readonly string[]): Decision => {
    const events = records.ofStream(stream)
    for (const [index, id] of ids.entries()) {
      if (events[Number(expected) + 1 + index]?.id === id) continue
      if (index === 0 && expected === noRevision && softDeleted(stream)) return { _tag: 'Write', current, wakes: true }
      return { _tag: 'WrongRevision', current }
    }
    return ids.length === 0 ? { _tag: 'WrongRevision', current } : { _tag: 'Already', last: expected + BigInt(ids.length) }
  }

  return (stream: string, expected: Expected, ids: readonly string[]): Decision => {
    const current = records.lastWritten(stream)
    if (current === deletedRevision) return { _tag: 'Deleted' }
    if (expected === 'stream-exists') {
      if (softDeleted(stream)) return { _tag: 'Deleted' }
      if (current < 0n && records.lastWritten(metastreamOf(stream)) < 0n) return { _tag: 'WrongRevision', current }
    }
    if (expected === 'any' || expected === 'stream-exists') return anyOrExists(stream, current, ids)
    const revision = expected === 'no-stream' ? noRevision : expected.revision
    if (revision < current) return behind(stream, revision, current, ids)
    if (revision > current) return { _tag: 'WrongRevision', current }
    return { _tag: 'Write', current, wakes: softDeleted(stream) }
  }
}
