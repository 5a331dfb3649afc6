import { EventStoreDBClient } from '@eventstore/db-client'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'

export type ReadCall = ReturnType<StreamsClient['read']>
export type BatchCall = ReturnType<StreamsClient['batchAppend']>

/**
 * The official client, with its calls to the streams service as they are: its own `batchAppend` keeps one table of promises for the whole process,
 * its `readAll` has no filter, and its conversion of events costs more than all the rest.
 * Discovery, credentials, leader changes and new connections stay the client's.
 */
export class Connection extends EventStoreDBClient {
  #channel: { readonly close: () => void } | undefined

  /** Starts a call; `attach` hears it before anything can happen on it. */
  readonly startRead = (request: ReadReq, attach: (call: ReadCall) => void): Promise<ReadCall> =>
    this.GRPCStreamCreator(StreamsClient, 'read', (client) => {
      this.#channel = client.getChannel()
      const call = client.read(request, ...this.callArguments({}, { deadline: Infinity }))
      attach(call)
      return call
    })()

  readonly startBatch = (attach: (call: BatchCall) => void): Promise<BatchCall> =>
    this.GRPCStreamCreator(StreamsClient, 'batchAppend', (client) => {
      this.#channel = client.getChannel()
      const call = client.batchAppend(...this.callArguments({}, { deadline: Infinity }))
      attach(call)
      return call
    })()

  /** Cancels whatever runs and lets the connection go. */
  readonly hangUp = async (): Promise<void> => {
    await this.dispose()
    this.#channel?.close()
  }
}
