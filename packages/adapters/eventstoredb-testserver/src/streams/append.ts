import type { handleClientStreamingCall, StatusObject } from '@grpc/grpc-js'
import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { AppendAnswer, Expected, Proposed } from '../log/model.js'
import { expectedBy, isFault, proposed, streamName } from './proposals.js'
import { appendTooLarge, handlerFailed, invalid, metadataMissing, streamDeleted } from './statuses.js'
import { empty, long, nested, positionParts } from './wire.js'
import type { Parts } from './parts.js'
import { sizeOf } from '../log/size.js'

const currentParts = (current: bigint, revisionField: number, noneField: number) => (current < 0n ? empty(noneField) : long(revisionField, current))

const expectedFields = (expected: Expected): readonly Buffer[] => {
  switch (expected) {
    case 'any':
      return [empty(4), empty(9)]
    case 'stream-exists':
      return [empty(5), empty(10)]
    case 'no-stream':
      return [long(3, 18446744073709551615n), empty(11)]
    default:
      return [long(3, BigInt.asUintN(64, expected.revision)), long(8, BigInt.asUintN(64, expected.revision))]
  }
}

/** TESTSERVER-03 A wrong revision is an answer of the append, not a failure of the call; every other refusal is a failure with trailers. */
const answered = (stream: string, expected: Expected, answer: AppendAnswer): Buffer | StatusObject => {
  switch (answer._tag) {
    case 'Appended':
    case 'Already': {
      const position = answer.position === undefined ? empty(4) : nested(3, ...positionParts(answer.position))
      return nested(1, currentParts(answer.last, 1, 2), position)
    }
    case 'WrongRevision':
      return nested(2, currentParts(answer.current, 1, 2), currentParts(answer.current, 6, 7), ...expectedFields(expected))
    case 'Deleted':
      return streamDeleted(stream)
    case 'TooLarge':
      return appendTooLarge(answer.limit)
  }
}

/** The append of one call: first the stream and what is expected of it, then event by event. */
export const append = ({ log, access, faults }: Parts): handleClientStreamingCall<AppendReq, Buffer> => {
  return (call, callback) => {
    let target: { readonly stream: string; readonly expected: Expected } | undefined
    const events: Proposed[] = []
    let size = 0
    let done = false

    const fail = (why: StatusObject) => {
      if (done) return
      done = true
      callback(why)
    }

    const begin = (options: AppendReq.Options | undefined) => {
      if (options === undefined) {
        fail(handlerFailed())
        return
      }
      const stream = streamName(options.getStreamIdentifier())
      const expected = expectedBy({
        any: options.hasAny(),
        noStream: options.hasNoStream(),
        streamExists: options.hasStreamExists(),
        revision: options.hasRevision() ? options.getRevision() : undefined,
      })
      if (expected === undefined) {
        fail(invalid("'None' is not a valid EventStore.Client.Streams.AppendReq+Types+Options+ExpectedStreamRevisionOneofCase"))
        return
      }
      const user = access(call.metadata)
      const allowed = user._tag === 'Left' ? user : user.right.may('write', stream)
      if (allowed._tag === 'Left') fail(allowed.left)
      else if (stream === '') fail(handlerFailed())
      else target = { stream, expected }
    }

    const add = (message: AppendReq.ProposedMessage | undefined) => {
      const event = message === undefined ? undefined : proposed(message)
      if (event === undefined) {
        fail(handlerFailed())
      } else if (isFault(event)) {
        fail(event._tag === 'PropertyMissing' ? metadataMissing(event.property) : handlerFailed())
      } else {
        size += sizeOf(event)
        if (size > log.maxAppendSize) fail(appendTooLarge(log.maxAppendSize))
        else events.push(event)
      }
    }

    call.on('data', (request: AppendReq) => {
      if (done) return
      if (target === undefined) begin(request.getOptions())
      else add(request.getProposedMessage())
    })
    call.on('end', () => {
      if (done) return
      if (target === undefined) {
        fail(handlerFailed())
        return
      }
      done = true
      const answer = answered(target.stream, target.expected, log.append(target.stream, target.expected, events))
      if (faults.loseAppendAnswer(call.getPeer())) return
      if (Buffer.isBuffer(answer)) callback(null, answer)
      else callback(answer)
    })
    call.on('error', () => {
      done = true
    })
    call.on('cancelled', () => {
      done = true
    })
  }
}
