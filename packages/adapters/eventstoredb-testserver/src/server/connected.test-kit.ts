import { EventStoreDBClient, jsonEvent, type ResolvedEvent } from '@eventstore/db-client'

/** The official client, as a user would make it. */
export const connect = (connectionString: string): EventStoreDBClient => EventStoreDBClient.connectionString(connectionString)

/** By the connection string with a user's name and password in it. */
export const connectAs = (connectionString: string, name: string, password: string): EventStoreDBClient =>
  connect(connectionString.replace('esdb://', `esdb://${name}:${password}@`))

export const placed = (order: number) => jsonEvent({ type: 'OrderPlaced', data: { order } })

/** The classic append, alone on its call: batch appends share one for the whole connection. */
export const classic = { credentials: { username: 'admin', password: 'changeit' } }

export const typesIn = async (reading: AsyncIterable<ResolvedEvent>): Promise<readonly string[]> => {
  const types: string[] = []
  for await (const { event } of reading) types.push(event?.type ?? '')
  return types
}

/** What a promise rejects with. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => {
      throw new Error(`resolved with ${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))}`)
    },
    (error: unknown) => error
  )

/** Tries again, without waiting for a time, until it works or the test times out. */
export const eventually = async <Value>(attempt: () => Promise<Value>): Promise<Value> => {
  for (;;) {
    try {
      return await attempt()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
