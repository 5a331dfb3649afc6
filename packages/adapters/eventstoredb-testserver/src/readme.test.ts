// #region imports
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { startTestServer } from '@disque/eventstoredb-testserver'
// #endregion imports
import { expect, test } from 'vitest'
// #region helper
import { testServer } from '@disque/eventstoredb-testserver/vitest'

const shared = testServer({ standardProjections: true })
const connected = () => EventStoreDBClient.connectionString(shared().connectionString)
// #endregion helper

test('an order is placed', async () => {
  const client = connected()
  await client.appendToStream('order-1', jsonEvent({ type: 'OrderPlaced', data: { total: 12 } }))
  const links: unknown[] = []
  for await (const { event } of client.readStream('$ce-order', { resolveLinkTos: true })) links.push(event?.type)
  expect(links).toEqual(['OrderPlaced'])
  await client.dispose()
})

test('the example of the README runs', async () => {
  // #region start
  const server = await startTestServer()
  const client = EventStoreDBClient.connectionString(server.connectionString)
  await client.appendToStream('order-1', jsonEvent({ type: 'OrderPlaced', data: { total: 12 } }))
  await client.dispose()
  await server.stop()
  // #endregion start
  await expect(fetch(`http://127.0.0.1:${server.port}/ping`)).rejects.toThrow()
})
