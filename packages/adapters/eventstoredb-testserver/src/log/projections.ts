import { randomUUID } from 'node:crypto'
import type { Proposed, Stored } from './model.js'
import { deletedRevision, isMetastream, metastreamOf, originalOf } from './records.js'
import type { Records } from './records.js'
import { isSoftDeleted, jsonObject, readMetadata } from './stream-metadata.js'

const none = new Uint8Array()
const openToAll = Buffer.from('{"$acl":{"$r":"$all","$mr":"$all"}}')

/** The numbers that a new server gives its standard projections. */
const versions = { streams: 1, category: 2, byCategory: 3, byType: 4, byCorrelation: 5 } as const

const isOfSystem = (stream: string) => (isMetastream(stream) ? originalOf(stream).startsWith('$') : stream.startsWith('$'))

const categoryOf = (stream: string) => {
  const dash = stream.indexOf('-')
  return dash > 0 && !stream.startsWith('$') ? stream.slice(0, dash) : undefined
}

const isDeletion = (event: Stored) =>
  isMetastream(event.stream) ? event.type === '$metadata' && isSoftDeleted(readMetadata(event.data)) : event.revision === deletedRevision

const correlationOf = ({ metadata }: Stored): string | undefined => {
  if (metadata.length === 0 || !Buffer.from(metadata.buffer, metadata.byteOffset, metadata.byteLength).includes('$correlationId')) return undefined
  const id = jsonObject(metadata)?.['$correlationId']
  return typeof id === 'string' ? id : undefined
}

/**
 * TESTSERVER-10 The standard projections write links as records of their own: `$streams`, `$category-`, `$ce-`, `$et-` and `$bc-`,
 * for users' streams and their metadata, never for system streams or for what projections wrote.
 */
export const standardProjections = (records: Records) => {
  const emit = (stream: string, type: '$>' | '$@', data: string, metadata: Readonly<Record<string, unknown>>, created: bigint) => {
    const metastream = metastreamOf(stream)
    if (records.ofStream(stream).length === 0 && records.ofStream(metastream).length === 0) {
      records.write(metastream, { id: randomUUID(), type: '$metadata', isJson: true, data: openToAll, metadata: none }, created)
    }
    const link: Proposed = { id: randomUUID(), type, isJson: false, data: Buffer.from(data), metadata: Buffer.from(JSON.stringify(metadata)) }
    records.write(stream, link, created)
  }

  return (event: Stored): void => {
    const { stream, type, created } = event
    if (isOfSystem(stream)) return
    const isLink = type === '$>'
    const deletes = isDeletion(event)
    const original = isMetastream(stream) ? originalOf(stream) : stream
    const correlation = isLink ? undefined : correlationOf(event)
    const metadata = (version: number, more: Readonly<Record<string, unknown>> = {}) => ({
      $v: `${version}:-1:1:4`,
      $c: Number(event.commit),
      $p: Number(event.prepare),
      ...more,
      $causedBy: event.id,
      ...(correlation === undefined ? {} : { $correlationId: correlation }),
    })
    const here = `${String(event.revision)}@${stream}`
    const target = isLink ? Buffer.from(event.data).toString() : here
    const marked = deletes ? { $deleted: -1 } : {}

    if (event.revision === 0n) emit('$streams', '$>', here, metadata(versions.streams), created)
    const category = categoryOf(deletes ? original : stream)
    if (category !== undefined) emit(`$ce-${category}`, '$>', target, metadata(versions.byCategory, { $o: original, ...marked }), created)
    if (category !== undefined && event.revision === 0n && !isMetastream(stream)) {
      emit(`$category-${category}`, '$@', stream, metadata(versions.category), created)
    }
    // Links are in no type's stream; metadata is named by the stream that it is about.
    if (isLink) return
    const indexed = type === '$metadata' && isMetastream(stream) ? `${String(event.revision)}@${original}` : here
    emit(`$et-${deletes ? '$deleted' : type}`, '$>', indexed, metadata(versions.byType, marked), created)
    if (correlation !== undefined) {
      const eventTimestamp = { $eventTimestamp: new Date(Number(created / 10_000n)).toISOString() }
      emit(`$bc-${correlation}`, '$>', here, metadata(versions.byCorrelation, eventTimestamp), created)
    }
  }
}
