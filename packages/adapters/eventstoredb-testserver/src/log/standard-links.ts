import { deletedRevision, isMetastream, originalOf } from './records.js'
import { isSoftDeleted, jsonObject, readMetadata } from './stream-metadata.js'
import type { ProjectionName, Stored } from './model.js'

/** What a projection writes about an event: the data, and its own fields of the metadata. */
interface Link {
  readonly stream: string
  readonly type: '$>' | '$@'
  readonly data: string
  readonly own: Readonly<Record<string, unknown>>
}

/** What all projections need to know about an event. */
export interface Facts {
  readonly event: Stored
  /** The event as a link names it. */
  readonly here: string
  readonly isLink: boolean
  /** It deletes a stream, for a while or for ever. */
  readonly deletes: boolean
  /** The stream, or the one that its metadata is about. */
  readonly original: string
  readonly correlation?: string
}

/** Projections pass over what stands in system streams, also what they wrote themselves. */
export const isProjected = ({ stream }: Stored): boolean => !(isMetastream(stream) ? originalOf(stream) : stream).startsWith('$')

const isDeletion = (event: Stored) =>
  isMetastream(event.stream) ? event.type === '$metadata' && isSoftDeleted(readMetadata(event.data)) : event.revision === deletedRevision

const correlationOf = ({ metadata }: Stored): string | undefined => {
  if (metadata.length === 0 || !Buffer.from(metadata.buffer, metadata.byteOffset, metadata.byteLength).includes('$correlationId')) return undefined
  const id = jsonObject(metadata)?.['$correlationId']
  return typeof id === 'string' ? id : undefined
}

export const factsOf = (event: Stored): Facts => {
  const { stream, revision, type } = event
  const isLink = type === '$>'
  const correlation = isLink ? undefined : correlationOf(event)
  return {
    event,
    here: `${String(revision)}@${stream}`,
    isLink,
    deletes: isDeletion(event),
    original: isMetastream(stream) ? originalOf(stream) : stream,
    ...(correlation === undefined ? {} : { correlation }),
  }
}

const categoryOf = (stream: string) => {
  const dash = stream.indexOf('-')
  return dash > 0 && !stream.startsWith('$') ? stream.slice(0, dash) : undefined
}

// Six digits of a second, as the server writes it.
const timestamp = (ticks: bigint) => new Date(Number(ticks / 10_000n)).toISOString().replace('Z', `${String((ticks % 10_000n) / 10n).padStart(3, '0')}Z`)

type Writes = (facts: Facts) => Link | undefined

/**
 * TESTSERVER-10 The standard projections write links as records of their own: `$streams`, `$category-`, `$ce-`, `$et-` and `$bc-`,
 * for users' streams and their metadata, never for system streams or for what projections wrote.
 */
export const standardLinks: Readonly<Record<ProjectionName, Writes>> = {
  $streams: ({ event, here }) => (event.revision === 0n ? { stream: '$streams', type: '$>', data: here, own: {} } : undefined),
  $by_category: ({ event, here, isLink, deletes, original }) => {
    const category = categoryOf(deletes ? original : event.stream)
    if (category === undefined) return undefined
    const data = isLink ? Buffer.from(event.data).toString() : here
    return { stream: `$ce-${category}`, type: '$>', data, own: { $o: original, ...(deletes ? { $deleted: -1 } : {}) } }
  },
  $stream_by_category: ({ event, deletes, original }) => {
    const category = categoryOf(deletes ? original : event.stream)
    if (category === undefined || event.revision !== 0n || isMetastream(event.stream)) return undefined
    return { stream: `$category-${category}`, type: '$@', data: event.stream, own: {} }
  },
  // Links are in no type's stream; metadata is named by the stream that it is about.
  $by_event_type: ({ event, here, isLink, deletes, original }) => {
    if (isLink) return undefined
    const data = event.type === '$metadata' && isMetastream(event.stream) ? `${String(event.revision)}@${original}` : here
    return { stream: `$et-${deletes ? '$deleted' : event.type}`, type: '$>', data, own: deletes ? { $deleted: -1 } : {} }
  },
  $by_correlation_id: ({ event, here, correlation }) =>
    correlation === undefined ? undefined : { stream: `$bc-${correlation}`, type: '$>', data: here, own: { $eventTimestamp: timestamp(event.created) } },
}
