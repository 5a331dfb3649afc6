import type { Metadata, sendUnaryData, ServerDuplexStream, ServerReadableStream, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js'
import type { ServiceDefinition, UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js'
import type { FaultState } from './faults.js'
import { lane, type Lane } from './lane.js'
import type { LiveCalls } from './live.js'
import { unavailable } from './statuses.js'

/** A gRPC service, ready to be added to a server. */
export interface Service {
  readonly definition: ServiceDefinition
  readonly implementation: UntypedServiceImplementation
}

interface Watched {
  readonly faults: FaultState
  readonly live: LiveCalls
  /** Told the path of each call. */
  readonly called: (path: string) => void
}

/** TESTSERVER-44 Refusals, delays and pauses hold for every call of a service, whatever the service does. */
export const withFaults = ({ definition, implementation }: Service, watched: Watched): Service => {
  const handlers: UntypedServiceImplementation = {}
  for (const [name, method] of Object.entries(definition)) {
    const handler = implementation[name]
    if (handler !== undefined) handlers[name] = method.responseStream ? streaming(handler, implementation, watched) : single(handler, implementation, watched)
  }
  return { definition, implementation: handlers }
}

type SingleCall = ServerUnaryCall<unknown, unknown> | ServerReadableStream<unknown, unknown>

const single =
  (handler: UntypedHandleCall, implementation: UntypedServiceImplementation, { faults, called }: Watched): UntypedHandleCall =>
  (call: SingleCall, callback: sendUnaryData<unknown>) => {
    called(call.getPath())
    if (faults.refusesCall()) return callback(unavailable())
    const outwards = lane(faults)
    const answer: sendUnaryData<unknown> = (...answers) => {
      outwards(() => {
        callback(...answers)
        return true
      })
    }
    return inwards(faults)(() => started(handler, implementation, call, answer))
  }

type StreamingCall = ServerWritableStream<unknown, unknown> | ServerDuplexStream<unknown, unknown>

const streaming =
  (handler: UntypedHandleCall, implementation: UntypedServiceImplementation, { faults, live, called }: Watched): UntypedHandleCall =>
  (call: StreamingCall) => {
    called(call.getPath())
    if (faults.refusesCall()) return call.emit('error', unavailable())
    live.add(call)
    holdAnswers(call, lane(faults))
    const inLane = inwards(faults)
    if ('push' in call) holdRequests(call, inLane)
    return inLane(() => started(handler, implementation, call))
  }

/** Only a pause holds what comes in; a delay is for answers. */
const inwards = (faults: FaultState): Lane => lane({ ...faults, delay: () => 0 })

const started = (handler: UntypedHandleCall, implementation: UntypedServiceImplementation, ...args: readonly unknown[]): boolean => {
  Reflect.apply(handler, implementation, args)
  return true
}

const holdAnswers = (call: StreamingCall, outwards: Lane): void => {
  const write = call.write.bind(call)
  const end = call.end.bind(call)
  const held = {
    write: (chunk: unknown, ...rest: []) => outwards(() => write(chunk, ...rest)),
    end: (metadata?: Metadata) => {
      outwards(() => {
        end(metadata)
        return true
      })
    },
  }
  Object.assign(call, held)
}

const holdRequests = (call: ServerDuplexStream<unknown, unknown>, inLane: Lane): void => {
  const push = call.push.bind(call)
  Object.assign(call, { push: (chunk: unknown) => inLane(() => push(chunk)) })
}
