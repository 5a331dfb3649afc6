import { Metadata, status } from '@grpc/grpc-js'
import type { StatusObject } from '@grpc/grpc-js'

const answer = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): StatusObject => {
  const metadata = new Metadata()
  // Names outside Latin letters cannot stand in a header as they are.
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, /^[ -~]*$/.test(value) ? value : encodeURIComponent(value))
  return { code, details, metadata }
}

export const streamDeleted = (stream: string): StatusObject =>
  answer(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream })

/** TESTSERVER-02 A refused delete names the stream, what was expected and what is there, in trailers: -1 no stream, -2 any, -4 stream exists. */
export const wrongExpectedVersion = (operation: string, stream: string, expected: bigint, actual: bigint): StatusObject =>
  answer(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${String(expected)}, Actual version: ${String(actual)}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    }
  )

export const appendTooLarge = (limit: number): StatusObject =>
  answer(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  })

export const metadataMissing = (property: string): StatusObject =>
  answer(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  })

export const invalid = (what: string): StatusObject => answer(status.INVALID_ARGUMENT, what)

/** What the server says when a request makes no sense to it. */
export const handlerFailed = (): StatusObject => answer(status.UNKNOWN, 'Exception was thrown by handler.')

export const unexpectedResult = (kind: string): StatusObject => answer(status.UNKNOWN, `Unexpected ${kind}: Error`)
