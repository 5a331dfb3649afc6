import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { memoryLog } from '../log/log.js'
import type { Log, LogOptions } from '../log/model.js'
import { right } from '../server/either.js'
import { featuresService } from '../server/features.js'
import { noFaults } from '../server/faults.js'
import type { Faults } from '../server/faults.js'
import type { User } from '../server/access.js'
import { streamsService } from './service.js'

const everyone: User = {
  name: 'system',
  roles: ['$admins'],
  authenticated: true,
  may: () => right(everyone),
  mayManage: () => right(everyone),
  mayConsume: () => right(everyone),
}

export interface Running {
  readonly log: Log
  readonly client: EventStoreDBClient
  readonly port: number
  readonly stop: () => Promise<void>
}

/** A bare server with streams and features, and the official client on it. */
export const runningStreams = async (options: LogOptions = {}, faults: Faults = noFaults): Promise<Running> => {
  const log = memoryLog(options)
  const server = new Server({ 'grpc.max_receive_message_length': -1 })
  const streams = streamsService({ log, access: () => right(everyone), faults })
  for (const { definition, implementation } of [streams, featuresService(() => [streams])]) server.addService(definition, implementation)
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound)
      else reject(error)
    })
  })
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`)
  return {
    log,
    client,
    port,
    stop: async () => {
      await client.dispose()
      server.forceShutdown()
    },
  }
}

export const newStream = (): string => `order-${randomUUID()}`

export const numbered = (count: number, type = 'Numbered') => Array.from({ length: count }, (_, n) => jsonEvent({ type, data: { n } }))
