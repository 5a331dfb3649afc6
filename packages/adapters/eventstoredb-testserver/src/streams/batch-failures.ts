import { status } from '@grpc/grpc-js'
import type { Expected } from '../log/model.js'
import { empty, long, nested, streamIdentifier, text } from './wire.js'

/** An error in an answer: a code, a name, and details of a named kind. */
const failure = (code: status, kind: string, ...details: readonly Buffer[]): Buffer =>
  nested(2, long(1, BigInt(code)), text(2, kind), nested(3, text(1, `type.googleapis.com/event_store.client.${kind}`), nested(2, ...details)))

const expectation = (expected: Expected): Buffer => {
  switch (expected) {
    case 'any':
      return empty(4)
    case 'stream-exists':
      return empty(5)
    case 'no-stream':
      return empty(6)
    default:
      return long(3, BigInt.asUintN(64, expected.revision))
  }
}

export const wrongExpectedVersion = (current: bigint, expected: Expected): Buffer =>
  failure(status.ALREADY_EXISTS, 'WrongExpectedVersion', current < 0n ? empty(2) : long(1, current), expectation(expected))

export const streamDeleted = (stream: string): Buffer => failure(status.NOT_FOUND, 'StreamDeleted', streamIdentifier(1, stream))

export const accessDenied = (): Buffer => failure(status.PERMISSION_DENIED, 'AccessDenied')

export const timeout = (): Buffer => failure(status.DEADLINE_EXCEEDED, 'Timeout')

export const appendTooLarge = (limit: number): Buffer => failure(status.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', long(1, BigInt(limit)))

export const badRequest = (why: string): Buffer => failure(status.INVALID_ARGUMENT, 'BadRequest', text(1, why))

export const keyMissing = (key: string): string => `The given key '${key}' was not present in the dictionary.`
