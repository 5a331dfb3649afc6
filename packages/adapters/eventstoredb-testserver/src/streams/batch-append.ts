import type { handleBidiStreamingCall } from '@grpc/grpc-js'
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js'
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'
import { sizeOf } from '../log/size.js'
import type { AppendAnswer, Expected, Proposed } from '../log/model.js'
import { unavailable } from '../server/statuses.js'
import { batchTimeout } from './batch-deadline.js'
import * as failures from './batch-failures.js'
import { expectedBy, isFault, proposed, streamName } from './proposals.js'
import type { Parts } from './parts.js'
import { idOf } from './uuids.js'
import { empty, long, nested, positionParts, streamIdentifier } from './wire.js'

interface Pending {
  readonly correlation: Uint8Array
  readonly stream: string
  readonly expected: Expected
  readonly events: Proposed[]
  size: number
  timer?: NodeJS.Timeout
}

const result = (stream: string, expected: Expected, answer: AppendAnswer): Buffer => {
  switch (answer._tag) {
    case 'Appended':
    case 'Already':
      return nested(
        3,
        answer.last < 0n ? empty(2) : long(1, answer.last),
        answer.position === undefined ? empty(4) : nested(3, ...positionParts(answer.position))
      )
    case 'WrongRevision':
      return failures.wrongExpectedVersion(answer.current, expected)
    case 'Deleted':
      return failures.streamDeleted(stream)
    case 'TooLarge':
      return failures.appendTooLarge(answer.limit)
  }
}

const correlationOf = (id: UUID): Uint8Array => nested(1, id.serializeBinary())

/**
 * TESTSERVER-09 Of a batch append the chunks with one correlation id are one append, written when the last of them is there;
 * refusals come as answers with that id, and the call goes on.
 */
export const batchAppend = ({ log, access, faults }: Parts): handleBidiStreamingCall<BatchAppendReq, Buffer> => {
  return (call) => {
    const pending = new Map<string, Pending>()
    const user = access(call.metadata)
    if (user._tag === 'Left') {
      call.emit('error', user.left)
      return
    }

    const say = (correlation: Uint8Array, stream: string, what: Buffer) => {
      if (call.cancelled) return
      if (!call.write(Buffer.concat([correlation, what, streamIdentifier(4, stream)]))) {
        call.pause()
        call.once('drain', () => call.resume())
      }
    }

    const drop = (id: string, write: Pending) => {
      clearTimeout(write.timer)
      pending.delete(id)
    }

    /** Takes note of a new append; true unless it is refused at once. */
    const begin = (id: string, correlation: Uint8Array, options: BatchAppendReq.Options, isFinal: boolean): boolean => {
      const stream = streamName(options.getStreamIdentifier())
      const allowed = user.right.may('write', stream)
      const expected = expectedBy({
        any: options.hasAny(),
        noStream: options.hasNoStream(),
        streamExists: options.hasStreamExists(),
        revision: options.hasStreamPosition() ? options.getStreamPosition() : undefined,
      })
      const timeout = batchTimeout(options)
      if (allowed._tag === 'Left') say(correlation, stream, failures.accessDenied())
      else if (stream === '') say(correlation, stream, failures.badRequest("Value cannot be null. (Parameter 'value')"))
      else if (timeout <= 0) say(correlation, stream, failures.timeout())
      else if (expected === undefined) say(correlation, stream, failures.badRequest("'None' is not a valid ExpectedStreamPositionOneofCase"))
      else if (!pending.has(id)) {
        const write: Pending = { correlation, stream, expected, events: [], size: 0 }
        if (!isFinal) {
          write.timer = setTimeout(() => {
            drop(id, write)
            say(correlation, stream, failures.timeout())
          }, timeout)
        }
        pending.set(id, write)
      }
      return pending.has(id)
    }

    const take = (id: string, write: Pending, request: BatchAppendReq) => {
      for (const message of request.getProposedMessagesList()) {
        const event = proposed(message)
        if (isFault(event)) {
          say(write.correlation, write.stream, failures.badRequest(event._tag === 'NotAnEvent' ? event.why : failures.keyMissing(event.property)))
          return
        }
        write.size += sizeOf(event)
        write.events.push(event)
      }
      if (write.size > log.maxAppendSize) {
        drop(id, write)
        say(write.correlation, write.stream, failures.appendTooLarge(log.maxAppendSize))
      } else if (request.getIsFinal()) {
        drop(id, write)
        const answer = log.append(write.stream, write.expected, write.events)
        if (!faults.loseAppendAnswer(call.getPeer())) say(write.correlation, write.stream, result(write.stream, write.expected, answer))
      }
    }

    const over = () => {
      for (const [id, write] of pending) drop(id, write)
    }

    /** TESTSERVER-56 A refused append ends its call: as an answer with its id, the official client would not tell it as unavailable. */
    let refused = false
    const refuse = () => {
      refused = true
      over()
      call.emit('error', unavailable())
    }

    call.on('data', (request: BatchAppendReq) => {
      const uuid = request.getCorrelationId()
      const id = idOf(uuid)
      if (uuid === undefined || id === undefined || refused) return
      const options = request.getOptions()
      if (options !== undefined && !pending.has(id) && faults.refusesCall()) {
        refuse()
        return
      }
      if (options !== undefined && !begin(id, correlationOf(uuid), options, request.getIsFinal())) return
      const write = pending.get(id)
      if (write !== undefined) take(id, write, request)
    })
    // The server keeps the call open when the client has nothing more to say.
    call.on('end', over)
    call.on('cancelled', over)
    call.on('error', over)
  }
}
