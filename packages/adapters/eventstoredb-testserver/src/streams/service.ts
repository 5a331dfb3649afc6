import streams from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { Service } from '../server/service.js'
import { append } from './append.js'
import { batchAppend } from './batch-append.js'
import { deleteStream, tombstone } from './delete.js'
import type { Parts } from './parts.js'
import { read } from './read.js'

const asItIs = (bytes: Buffer) => bytes

/** Reading, subscribing, appending and deleting; answers are written as bytes by the handlers themselves. */
export const streamsService = (parts: Parts): Service => {
  const { StreamsService } = streams
  return {
    definition: {
      read: { ...StreamsService.read, responseSerialize: asItIs },
      append: { ...StreamsService.append, responseSerialize: asItIs },
      delete: { ...StreamsService.delete, responseSerialize: asItIs },
      tombstone: { ...StreamsService.tombstone, responseSerialize: asItIs },
      batchAppend: { ...StreamsService.batchAppend, responseSerialize: asItIs },
    },
    implementation: {
      read: read(parts),
      append: append(parts),
      delete: deleteStream(parts),
      tombstone: tombstone(parts),
      batchAppend: batchAppend(parts),
    },
  }
}
