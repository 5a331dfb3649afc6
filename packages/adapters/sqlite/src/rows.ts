import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { AppendFailure, EventData, EventId, Metadata, NewEvent, Position, ReadFailure, Recorded, StreamName } from '@disque/core'
import { reasonOf } from './failures.js'

/** As it lies in the table. */
export interface NewRow {
  readonly id: Buffer
  readonly type: string
  readonly data: string
  readonly metadata: string
}

/** position, stream, revision, id, type, data, metadata */
export type Row = readonly [number, string, number, Buffer, string, string, string]

export const eventBytesAtMost = 1_048_576

export const positionText = (n: number): Position => String(n).padStart(16, '0')

/** `undefined` when the text is no position of this store. */
export const positionNumber = (position: Position): number | undefined =>
  position === '' ? 0 : /^\d{16}$/.test(position) ? Number(position) : undefined

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const idText = (id: Buffer): EventId => {
  const s = id.toString('hex')
  return `${s.slice(0, 8)}-${s.slice(8, 12)}-${s.slice(12, 16)}-${s.slice(16, 20)}-${s.slice(20)}` as EventId
}

const bad = (event: NewEvent, reason: string): Either<AppendFailure, never> => E.left({ _tag: 'BadEvent', type: event.type, reason })

/** Checks one event and writes it as text, before any transaction. */
export const rowOf = (event: NewEvent, fault: (event: NewEvent) => AppendFailure | undefined): Either<AppendFailure, NewRow> => {
  if (!uuid.test(event.id)) return bad(event, 'its id is no UUID in small letters')
  if (event.data.type !== event.type) return bad(event, `its data say ${event.data.type}`)
  const found = fault(event)
  if (found !== undefined) return E.left(found)
  let data: string
  let metadata: string
  try {
    data = JSON.stringify(event.data)
    metadata = JSON.stringify(event.metadata)
  } catch (error) {
    return bad(event, `it is no JSON: ${reasonOf(error)}`)
  }
  if ((data.length + metadata.length) * 3 > eventBytesAtMost) {
    const bytes = Buffer.byteLength(data) + Buffer.byteLength(metadata)
    if (bytes > eventBytesAtMost) return E.left({ _tag: 'EventTooLarge', type: event.type, bytes, limit: eventBytesAtMost })
  }
  return E.right({ id: Buffer.from(event.id.replaceAll('-', ''), 'hex'), type: event.type, data, metadata })
}

export const recordedFrom = (row: Row): Either<ReadFailure, Recorded> => {
  const [position, stream, revision, id, type, data, metadata] = row
  try {
    return E.right({
      id: idText(id),
      type,
      data: JSON.parse(data) as EventData,
      metadata: JSON.parse(metadata) as Metadata,
      stream: stream as StreamName,
      revision,
      position: positionText(position),
    })
  } catch (error) {
    return E.left({ _tag: 'StoredEventUnreadable', stream, revision, reason: reasonOf(error) })
  }
}
