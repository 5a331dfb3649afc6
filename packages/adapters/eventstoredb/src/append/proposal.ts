import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { EventId, type AppendFailure, type NewEvent, type NonEmpty } from '@disque/core'
import messages from '@eventstore/db-client/generated/streams_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'

export interface Limits {
  /** What one append may hold, in bytes. */
  readonly maxAppendBytes: number
  readonly fault: (event: NewEvent) => AppendFailure | undefined
}

const nil = '00000000-0000-0000-0000-000000000000'

const bad = (event: NewEvent, reason: string): Either<AppendFailure, never> => E.left({ _tag: 'BadEvent', type: event.type, reason })

export interface Proposal {
  readonly messages: BatchAppendReq.ProposedMessage[]
  /** Of the largest event. */
  readonly type: string
  /** Of all of them. */
  readonly bytes: number
}

interface Sized {
  readonly message: BatchAppendReq.ProposedMessage
  readonly bytes: number
}

const sizedFrom = (event: NewEvent, fault: Limits['fault']): Either<AppendFailure, Sized> => {
  if (!EventId.is(event.id) || event.id === nil) return bad(event, 'its id is no UUID in small letters')
  if (event.type === '' || event.type.startsWith('$')) return bad(event, 'types that are empty or begin with $ are the server’s own')
  if (event.data.type !== event.type) return bad(event, `its data say ${event.data.type}`)
  const found = fault(event)
  if (found !== undefined) return E.left(found)
  let data: Buffer
  let metadata: Buffer
  try {
    data = Buffer.from(JSON.stringify(event.data))
    metadata = Buffer.from(JSON.stringify(event.metadata))
  } catch (error) {
    return bad(event, `it is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const message = new messages.BatchAppendReq.ProposedMessage()
  const id = new shared.UUID()
  id.setString(event.id)
  message.setId(id)
  message.getMetadataMap().set('type', event.type).set('content-type', 'application/json')
  message.setData(data)
  message.setCustomMetadata(metadata)
  return E.right({ message, bytes: data.length + metadata.length + 2 * event.type.length })
}

/**
 * ESDB-08 Whatever can be wrong with an append is looked at before anything is sent, its size as well: all events together are bounded by the server.
 * An append that is too large names its largest event.
 */
export const proposalOf = (stream: string, events: NonEmpty<NewEvent>, { maxAppendBytes, fault }: Limits): Either<AppendFailure, Proposal> => {
  if (stream.startsWith('$')) return bad(events[0], 'streams whose names begin with $ are the server’s own')
  const proposed: BatchAppendReq.ProposedMessage[] = []
  let [total, largest, type] = [0, 0, events[0].type]
  for (const event of events) {
    const sized = sizedFrom(event, fault)
    if (E.isLeft(sized)) return sized
    proposed.push(sized.right.message)
    total += sized.right.bytes
    if (sized.right.bytes > largest) [largest, type] = [sized.right.bytes, event.type]
  }
  return total > maxAppendBytes ? E.left({ _tag: 'EventTooLarge', type, bytes: total, limit: maxAppendBytes }) : E.right({ messages: proposed, type, bytes: total })
}
