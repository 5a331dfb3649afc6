import type { EventEmitter } from 'node:events'
import { constants } from 'node:http2'

/** The calls under way that stream answers. */
export interface LiveCalls {
  readonly add: (call: EventEmitter) => void
  readonly cancelAll: () => void
}

/** TESTSERVER-53 A server that stops in order cancels the calls that stream answers; with a dropped connection they are unavailable. */
export const liveCalls = (): LiveCalls => {
  const calls = new Set<EventEmitter>()
  return {
    add: (call) => {
      calls.add(call)
      for (const over of ['close', 'cancelled']) call.once(over, () => calls.delete(call))
    },
    cancelAll: () => {
      for (const call of calls) resettable(call)?.close(constants.NGHTTP2_CANCEL)
    },
  }
}

interface Resettable {
  readonly close: (code: number) => void
}

/** The HTTP/2 stream below a call: only a reset passes data that the client has not read yet, and gRPC's own interface has none. */
const resettable = (call: EventEmitter): Resettable | undefined => {
  const stream = part(part(call, 'call'), 'stream')
  return isResettable(stream) ? stream : undefined
}

const part = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined)

const isResettable = (value: unknown): value is Resettable => typeof part(value, 'close') === 'function'
