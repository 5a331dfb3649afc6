import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventData, EventId, Metadata, StreamName } from '@disque/core'
import type { RecordedEvent } from '@eventstore/db-client'
import { positionText } from '../position.js'
import { isObject } from '../read/decode.js'
import type { Handed } from './options.js'

/** The client reads what the server leaves out as the largest number. */
const untold = 2n ** 64n - 1n

/** An event of the client as the rest knows it, or why it is none. */
export const handedFrom = (event: RecordedEvent): Either<string, Handed> => {
  const { id, type, streamId, revision, data, metadata } = event
  if (!isObject(data)) return E.left('its data are no JSON object')
  if (!isObject(metadata)) return E.left('its metadata are no JSON object')
  const place = 'position' in event ? (event.position as { readonly commit: bigint; readonly prepare: bigint }) : undefined
  const position = place === undefined || place.commit === untold ? undefined : positionText(String(place.commit), String(place.prepare))
  return E.right({
    id: id as EventId, type, data: data as EventData, metadata: metadata as Metadata, stream: streamId as StreamName, revision: Number(revision),
    ...(position !== undefined && { position }),
  })
}
