import { UnavailableError, type EventStoreDBClient } from '@eventstore/db-client'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import users from '@eventstore/db-client/generated/users_grpc_pb.js'
import { DisableReq } from '@eventstore/db-client/generated/users_pb.js'
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { credentials } from '@grpc/grpc-js'
import { describe, expect, test } from 'vitest'
import { testServer } from '../vitest.js'
import { connect, rejection } from './connected.test-kit.js'
import { startTestServer } from './start.js'

const server = testServer()

const ping = async (client: EventStoreDBClient): Promise<unknown> => {
  function asClient(this: EventStoreDBClient) {
    return this.HTTPRequest<unknown>('GET', '/ping', {})
  }
  return asClient.call(client)
}

test('TESTSERVER-42 one port speaks gRPC and HTTP/1', async () => {
  const client = connect(server().connectionString)
  expect(await ping(client)).toMatchObject({ msgTypeId: 123, text: 'Ping request successfully handled' })
  await client.restartPersistentSubscriptionSubsystem()
  await client.dispose()
})

test('TESTSERVER-45 announces the methods and features of the server followed', async () => {
  const client = new features.ServerFeaturesClient(`127.0.0.1:${server().port}`, credentials.createInsecure())
  const supported = await new Promise<SupportedMethods>((resolve, reject) => {
    client.getSupportedMethods(new shared.Empty(), (error, answer) => (error === null ? resolve(answer) : reject(error)))
  })
  client.close()
  const featuresByPath = Object.fromEntries(
    supported.getMethodsList().map((method) => [`${method.getServiceName()}/${method.getMethodName()}`, method.getFeaturesList()])
  )
  expect(featuresByPath).toMatchObject({
    'event_store.client.streams.streams/read': ['position', 'events'],
    'event_store.client.streams.streams/batchappend': ['deadline_duration'],
    'event_store.client.streams.streams/append': [],
    'event_store.client.persistent_subscriptions.persistentsubscriptions/create': ['stream', 'all'],
    'event_store.client.projections.projections/create': ['track_emitted_streams'],
    'event_store.client.gossip.gossip/read': [],
    'event_store.client.server_features.serverfeatures/getsupportedmethods': [],
  })
})

test('TESTSERVER-46 discovery and several hosts find the one node at the address given', async () => {
  const { port } = server()
  for (const connectionString of [
    `esdb+discover://127.0.0.1:${port}?tls=false&nodePreference=leader`,
    `esdb://127.0.0.1:${port},127.0.0.1:${port}?tls=false`,
    `esdb+discover://localhost:${port}?tls=false&nodePreference=follower`,
  ]) {
    const client = connect(connectionString)
    expect(await ping(client)).toMatchObject({ msgTypeId: 123 })
    await client.dispose()
  }
})

test('TESTSERVER-47 what is left out says so by name', async () => {
  const raw = new users.UsersClient(`127.0.0.1:${server().port}`, credentials.createInsecure())
  const refused = await new Promise((resolve) => raw.disable(new DisableReq(), resolve))
  expect(refused).toMatchObject({ code: 12, details: 'Users.Disable is not part of this test server; it needs a real EventStoreDB.' })
  raw.close()
  const client = connect(server().connectionString)
  expect(await rejection(client.createProjection('p', 'fromAll()'))).toMatchObject({ code: 12 })
  await client.dispose()
})

describe('TESTSERVER-48 those who wait for a server to be ready', () => {
  const get = async (path: string) => fetch(`http://127.0.0.1:${server().port}${path}`)

  test('find it live, and learn its version', async () => {
    expect((await get('/health/live')).status).toBe(204)
    expect(await (await get('/info')).json()).toMatchObject({ esVersion: '23.10.6.0', state: 'leader', authentication: { type: 'insecure' } })
    expect(await (await get('/gossip')).json()).toMatchObject({
      members: [{ state: 'Leader', isAlive: true, httpEndPointIp: '127.0.0.1', httpEndPointPort: server().port }],
    })
    expect((await get('/stats')).status).toBe(200)
  })

  test('get 404 for what is not there, with its words', async () => {
    const answer = await get('/nothing/here')
    expect([answer.status, answer.statusText]).toEqual([404, 'Not Found'])
    expect((await fetch(`http://127.0.0.1:${server().port}/ping`, { method: 'POST' })).status).toBe(405)
    expect((await get('/%E0%A4%A')).status).toBe(400)
  })
})

test('a server that is gone is unavailable', async () => {
  const gone = await startTestServer()
  await gone.stop()
  await gone.stop()
  const client = connect(gone.connectionString)
  expect(await rejection(client.listProjections())).toBeInstanceOf(UnavailableError)
})
