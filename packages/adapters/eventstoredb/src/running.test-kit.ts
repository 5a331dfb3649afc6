import { EventStoreDBClient } from '@eventstore/db-client'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'

export interface Running {
  readonly client: EventStoreDBClient
  /** The server in this process; none where the variable DISQUE_ESDB names a real one. */
  readonly server?: TestServer
  readonly stop: () => Promise<void>
}

/** Unlike any other of any run: a real server keeps its streams and groups. */
export const fresh = (name: string): string => `${name}.${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`

/** A client on a server in this process, or on the one that DISQUE_ESDB names. */
export const running = async (): Promise<Running> => {
  const real = process.env['DISQUE_ESDB']
  const server = real === undefined ? await startTestServer() : undefined
  const client = EventStoreDBClient.connectionString(server?.connectionString ?? real ?? '')
  return {
    client,
    ...(server && { server }),
    stop: async () => {
      await client.dispose()
      await server?.stop()
    },
  }
}
