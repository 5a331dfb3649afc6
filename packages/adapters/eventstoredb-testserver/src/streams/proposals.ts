import type { Expected, Proposed } from '../log/model.js'
import { idOf } from './uuids.js'
import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'

type ProposalFault = { readonly _tag: 'PropertyMissing'; readonly property: 'type' | 'content-type' } | { readonly _tag: 'NotAnEvent'; readonly why: string }

export const isFault = (value: Proposed | ProposalFault): value is ProposalFault => '_tag' in value

/** The event in a message of either form of append. */
export const proposed = (message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): Proposed | ProposalFault => {
  const properties = message.getMetadataMap()
  const type = properties.get('type')
  if (type === undefined) return { _tag: 'PropertyMissing', property: 'type' }
  const contentType = properties.get('content-type')
  if (contentType === undefined) return { _tag: 'PropertyMissing', property: 'content-type' }
  const id = idOf(message.getId())
  if (id === undefined) return { _tag: 'NotAnEvent', why: "Empty eventId provided. (Parameter 'eventId')" }
  if (type === '') return { _tag: 'NotAnEvent', why: "Empty eventType provided. (Parameter 'eventType')" }
  return { id, type, isJson: contentType === 'application/json', data: message.getData_asU8(), metadata: message.getCustomMetadata_asU8() }
}

/** The expectations that requests offer; each message asks in its own words. */
export const expectedBy = (asked: {
  readonly any: boolean
  readonly noStream: boolean
  readonly streamExists: boolean
  readonly revision: string | undefined
}): Expected | undefined => {
  if (asked.any) return 'any'
  if (asked.noStream) return 'no-stream'
  if (asked.streamExists) return 'stream-exists'
  return asked.revision === undefined ? undefined : { revision: BigInt.asIntN(64, BigInt(asked.revision)) }
}

/** The number that the server has for an expectation. */
export const numberOf = (expected: Expected): bigint => {
  switch (expected) {
    case 'any':
      return -2n
    case 'no-stream':
      return -1n
    case 'stream-exists':
      return -4n
    default:
      return expected.revision
  }
}

/** A stream's name as it stands in a request. */
export const streamName = (identifier: { readonly getStreamName_asU8: () => Uint8Array } | undefined): string =>
  identifier === undefined ? '' : Buffer.from(identifier.getStreamName_asU8()).toString()
