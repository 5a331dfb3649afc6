import { EventStoreDBClient, type BinaryEventType } from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { startTestServer } from './start.js'

test('TESTSERVER-13 a server with users tells of them in `$users`', async () => {
  const server = await startTestServer({ tls: true, users: { ann: { password: 'a', roles: ['$admins'] }, bob: { password: 'b' } } })
  const client = EventStoreDBClient.connectionString(server.connectionString.replace('esdb://', 'esdb://ann:a@'))
  const names: string[] = []
  for await (const { event } of client.readStream<BinaryEventType>('$users')) names.push(Buffer.from(event?.data ?? []).toString())
  expect(names).toEqual(['ann', 'bob'])
  await client.dispose()
  await server.stop()
})
