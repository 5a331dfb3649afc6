import type { AppendFailure, ReadFailure, StoreFailure, StreamName } from '@disque/core'

/** gRPC's codes, as far as they are told apart here. */
const code = { unknown: 2, invalid: 3, denied: 7, unimplemented: 12, unauthenticated: 16 } as const

/** What is known of a call that failed. `reason` is the server's or the network's own word for it. */
export interface CallFailure {
  readonly code: number
  /** The server's name for it, such as `stream-deleted`. */
  readonly exception: string
  readonly reason: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : Buffer.isBuffer(value) ? value.toString() : '')

/** Without what grpc-js leaves empty, and without OpenSSL's places in its own source. */
const tidy = (reason: string): string => reason.replace(/\s*\.?\s*Resolution note:\s*$/, '').replace(/\S*:error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):\S*/, '$1')

const property = (value: object, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name]

/** Reads gRPC's errors and the client's own, which wrap them. */
export const callFailure = (error: unknown): CallFailure => {
  if (typeof error !== 'object' || error === null) return { code: code.unknown, exception: '', reason: String(error) }
  const raw = property(error, '_raw')
  if (typeof raw === 'object' && raw !== null) return callFailure(raw)
  const metadata = property(error, 'metadata')
  const get = typeof metadata === 'object' && metadata !== null ? property(metadata, 'get') : undefined
  const exceptions: unknown = typeof get === 'function' ? (get as (name: string) => unknown).call(metadata, 'exception') : undefined
  const [number, details, message, kind] = [property(error, 'code'), property(error, 'details'), property(error, 'message'), property(error, 'type')]
  return {
    code: typeof number === 'number' ? number : code.unknown,
    exception: Array.isArray(exceptions) && exceptions.length > 0 ? text(exceptions[0]) : text(kind),
    reason: tidy(text(details) || text(message)) || 'no reason was given',
  }
}

export const isAccessDenied = ({ code: c, exception }: CallFailure): boolean => c === code.denied || c === code.unauthenticated || exception === 'access-denied'

export const isStreamDeleted = ({ exception }: CallFailure): boolean => exception === 'stream-deleted'

/** The call never reached a server. */
const neverLeft = /No connection established|Name resolution failed|failed to connect|ECONNREFUSED|ENOTFOUND|Failed to discover/i

/** The server will say so however often it is asked: the call itself is wrong. */
export const isHopeless = (failure: CallFailure): boolean => isAccessDenied(failure) || failure.code === code.invalid || failure.code === code.unimplemented

const behindEndName = 'position-behind-end'

/** What an error says that stands for a read which found nothing from a position on. */
export const behindEnd = { code: code.unknown, type: behindEndName } as const
export const isBehindEnd = ({ exception }: CallFailure): boolean => exception === behindEndName

/** The server read at a position where no record of its log begins, or behind its end. */
export const isNoPosition = (failure: CallFailure): boolean => isBehindEnd(failure) || (failure.code === code.unknown && failure.reason.includes('ReadAllResult: Error'))

export const readFailure = (failure: CallFailure, stream: string): Extract<ReadFailure, { _tag: 'AccessDenied' | 'StreamDeleted' | 'StoreUnavailable' }> => {
  if (isAccessDenied(failure)) return { _tag: 'AccessDenied', reason: failure.reason }
  if (isStreamDeleted(failure)) return { _tag: 'StreamDeleted', stream }
  return { _tag: 'StoreUnavailable', reason: failure.reason }
}

/** ESDB-04 An append whose call broke off is unknown, unless the call never left: then nothing was stored. */
export const brokenAppend = (failure: CallFailure, stream: StreamName): AppendFailure => {
  const read = readFailure(failure, stream)
  return read._tag !== 'StoreUnavailable' || neverLeft.test(read.reason) ? read : { _tag: 'OutcomeUnknown', reason: read.reason }
}

export const closed: Extract<StoreFailure, { _tag: 'StoreClosed' }> = { _tag: 'StoreClosed' }
