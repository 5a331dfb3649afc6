import type { handleUnaryCall } from '@grpc/grpc-js'
import type { DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { DeleteAnswer, Expected } from '../log/model.js'
import { expectedBy, numberOf, streamName } from './proposals.js'
import { appendTooLarge, handlerFailed, invalid, streamDeleted, wrongExpectedVersion } from './statuses.js'
import { nested, positionParts } from './wire.js'
import type { Parts } from './parts.js'

const deleting = (
  { access }: Parts,
  kind: 'Delete' | 'Tombstone',
  apply: (stream: string, expected: Expected) => DeleteAnswer
): handleUnaryCall<DeleteReq | TombstoneReq, Buffer> => {
  return (call, callback) => {
    const options = call.request.getOptions()
    const expected =
      options === undefined
        ? undefined
        : expectedBy({
            any: options.hasAny(),
            noStream: options.hasNoStream(),
            streamExists: options.hasStreamExists(),
            revision: options.hasRevision() ? options.getRevision() : undefined,
          })
    if (options === undefined || expected === undefined) {
      callback(invalid(`'None' is not a valid EventStore.Client.Streams.${kind}Req+Types+Options+ExpectedStreamRevisionOneofCase`))
      return
    }
    const stream = streamName(options.getStreamIdentifier())
    const user = access(call.metadata)
    const allowed = user._tag === 'Left' ? user : user.right.may('delete', stream)
    if (allowed._tag === 'Left') {
      callback(allowed.left)
      return
    }
    if (stream === '') {
      callback(handlerFailed())
      return
    }
    const answer = apply(stream, expected)
    if (answer._tag === 'Deleted') {
      callback(null, nested(1, ...positionParts(answer.position)))
      return
    }
    switch (answer.why._tag) {
      case 'WrongRevision':
        // The server says "Delete" for both kinds.
        callback(wrongExpectedVersion('Delete', stream, numberOf(expected), answer.why.current))
        return
      case 'Deleted':
        callback(streamDeleted(stream))
        return
      case 'TooLarge':
        callback(appendTooLarge(answer.why.limit))
        return
    }
  }
}

export const deleteStream = (parts: Parts): handleUnaryCall<DeleteReq | TombstoneReq, Buffer> => deleting(parts, 'Delete', parts.log.deleteStream)

export const tombstone = (parts: Parts): handleUnaryCall<DeleteReq | TombstoneReq, Buffer> => deleting(parts, 'Tombstone', parts.log.tombstone)
