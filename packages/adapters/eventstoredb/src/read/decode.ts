import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventData, EventId, Metadata, Position, ReadFailure, Recorded, StreamName } from '@disque/core'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { positionText } from '../position.js'

type Stored = ReadResp.ReadEvent.RecordedEvent

/** What an event says of itself before its data are looked at. */
export interface Heading {
  readonly stream: string
  readonly type: string
  readonly position: Position
}

const textOf = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? Buffer.from(bytes, 'base64').toString() : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()

export const headingOf = (stored: Stored): Heading => ({
  stream: textOf(stored.getStreamIdentifier()?.getStreamName() ?? ''),
  type: stored.getMetadataMap().get('type') ?? '',
  position: positionText(stored.getCommitPosition(), stored.getPreparePosition()),
})

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

const parsed = (bytes: Uint8Array | string, what: string): unknown => {
  let value: unknown
  try {
    value = JSON.parse(textOf(bytes))
  } catch (error) {
    throw new Error(`its ${what} are no JSON: ${error instanceof Error ? error.name : 'unreadable'}`, { cause: error })
  }
  if (!isObject(value)) throw new Error(`its ${what} are no JSON object`)
  return value
}

/** Others' events may have none. */
const metadataOf = (bytes: Uint8Array | string): Metadata => (bytes.length === 0 ? {} : parsed(bytes, 'metadata')) as Metadata

/** ESDB-06 An event that cannot be read is a failure that names its place, and never throws. The reason repeats nothing of its content. */
export const recordedFrom = (stored: Stored, { stream, type, position }: Heading): Either<ReadFailure, Recorded> => {
  const revision = Number(stored.getStreamRevision())
  try {
    return E.right({
      id: (stored.getId()?.getString() ?? '') as EventId,
      type,
      data: parsed(stored.getData(), 'data') as EventData,
      metadata: metadataOf(stored.getCustomMetadata()),
      stream: stream as StreamName,
      revision,
      position,
    })
  } catch (error) {
    return E.left({ _tag: 'StoredEventUnreadable', stream, revision, reason: error instanceof Error ? error.message : 'unreadable' })
  }
}
