import { PARK, persistentSubscriptionToStreamSettingsFromDefaults, START, type EventStoreDBClient } from '@eventstore/db-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testServer } from '../../vitest.js'
import { connect, placed, typesIn } from '../connected.test-kit.js'

const server = testServer({ users: true })
let client: EventStoreDBClient

beforeAll(() => {
  client = connect(server().connectionString)
})

afterAll(async () => {
  await client.dispose()
})

const authorization = `Basic ${Buffer.from('admin:changeit').toString('base64')}`
const ask = async (path: string, init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {}) =>
  fetch(`http://127.0.0.1:${server().port}${path}`, { ...init, headers: { authorization, ...init.headers } })

describe('TESTSERVER-50 an event by HTTP', () => {
  const post = async (stream: string, headers: Readonly<Record<string, string>>, body = '{"order":1}') =>
    ask(`/streams/${stream}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

  test('is appended with the type and the kind of content of its headers', async () => {
    const answer = await post('by-http', { 'ES-EventType': 'Placed', 'ES-EventId': '0f9fad5b-d9cb-469f-a165-70867728950e' })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(`http://127.0.0.1:${server().port}/streams/by-http/0`)
    await post('by-http', { 'ES-EventType': 'Noted', 'content-type': 'application/octet-stream' }, 'bytes')
    expect((await post('by-http', { 'ES-EventType': 'Placed', 'ES-EventId': '0f9fad5b-d9cb-469f-a165-70867728950e' })).status).toBe(201)
    const events = []
    for await (const { event } of client.readStream('by-http')) events.push(event)
    expect(events).toMatchObject([
      { type: 'Placed', isJson: true, data: { order: 1 }, id: '0f9fad5b-d9cb-469f-a165-70867728950e' },
      { type: 'Noted', isJson: false, data: new Uint8Array(Buffer.from('bytes')) },
    ])
  })

  test('without an id is sent on to a path with one', async () => {
    const headers = { 'content-type': 'application/json', 'ES-EventType': 'Placed' }
    const sentOn = await ask('/streams/sent-on', { method: 'POST', body: '{}', headers, redirect: 'manual' })
    const path = new URL(sentOn.headers.get('location') ?? '').pathname
    expect([sentOn.status, path]).toEqual([307, expect.stringMatching(/^\/streams\/sent-on\/incoming\/[-\da-f]{36}$/)])
    for (const _ of ['first', 'again']) expect((await ask(path, { method: 'POST', body: '{}', headers })).status).toBe(201)
    expect(await typesIn(client.readStream('sent-on'))).toEqual(['Placed'])
  })

  test('is refused with the status that says why', async () => {
    const statuses = [
      await post('refused', {}),
      await post('refused', { 'ES-EventType': 'T', 'ES-EventId': 'seven' }),
      await post('refused', { 'ES-EventType': 'T', 'ES-ExpectedVersion': '3' }),
      await post('refused', { 'ES-EventType': 'T', 'ES-ExpectedVersion': 'some' }),
      await post('refused', { 'ES-EventType': 'T', 'content-type': 'text/plain' }),
      await post('refused', { 'ES-EventType': 'T', 'content-type': 'application/vnd.eventstore.events+json' }),
      await post('refused', { 'ES-EventType': 'T', authorization: 'Basic YTpi' }),
      await post('$refused', { 'ES-EventType': 'T', authorization: `Basic ${Buffer.from('ops:changeit').toString('base64')}` }),
      await post('refused', { 'ES-EventType': 'T' }, 'x'.repeat(1024 * 1024 + 1)),
      await ask('/streams/refused'),
      await ask('/streams'),
    ].map(({ status }) => status)
    expect(statuses).toEqual([400, 400, 400, 400, 415, 415, 401, 401, 413, 405, 404])
    await client.appendToStream('closed', placed(1))
    await client.tombstoneStream('closed')
    expect((await post('closed', { 'ES-EventType': 'T' })).status).toBe(410)
    expect((await post('a%20b', { 'ES-EventType': 'T', 'ES-ExpectedVersion': '-1' })).status).toBe(201)
    expect(await typesIn(client.readStream('a b'))).toEqual(['T'])
  })
})

describe('TESTSERVER-49 persistent subscriptions by HTTP', () => {
  // On a connection without TLS the client sends no credentials, and groups need a user: so this server knows none.
  const open = testServer()
  const askOpen = async (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${open().port}${path}`, init)

  test('are listed, shown, replayed and restarted', async () => {
    const opened = connect(open().connectionString)
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, extraStatistics: true })
    await opened.createPersistentSubscriptionToStream('order-1', 'billing', settings)
    await opened.appendToStream('order-1', [placed(1), placed(2)])
    const subscription = opened.subscribeToPersistentSubscriptionToStream('order-1', 'billing')
    let seen = 0
    for await (const event of subscription) {
      await subscription.nack(PARK, 'not now', event)
      seen += 1
      if (seen === 2) break
    }
    const info = async (): Promise<unknown> => (await askOpen('/subscriptions/order-1/billing/info')).json()
    await expect.poll(info).toMatchObject({
      eventStreamId: 'order-1',
      groupName: 'billing',
      config: { startFrom: 0, extraStatistics: true, messageTimeoutMilliseconds: 30_000, namedConsumerStrategy: 'RoundRobin' },
      parkedMessageCount: 2,
    })
    const rows = [{ eventStreamId: 'order-1', groupName: 'billing' }]
    expect(await (await askOpen('/subscriptions')).json()).toMatchObject(rows)
    expect(await (await askOpen('/subscriptions/order-1')).json()).toMatchObject(rows)
    expect((await askOpen('/subscriptions/order-1/billing/replayParked?stopAt=1', { method: 'POST' })).status).toBe(200)
    await expect.poll(info).toMatchObject({ parkedMessageCount: 1 })
    expect((await askOpen('/subscriptions/order-1/billing/replayParked?stopAt=all', { method: 'POST' })).status).toBe(400)
    expect((await askOpen('/subscriptions/restart', { method: 'POST' })).status).toBe(200)
    await opened.dispose()
  })

  test('answer 404 for a group that is not there, and 401 for those who may not see it', async () => {
    const statuses = [
      await ask('/subscriptions/nothing/here/info'),
      await ask('/subscriptions/%24all/here/info'),
      await ask('/subscriptions/nothing/here/replayParked', { method: 'POST' }),
      await ask('/subscriptions/nothing/here'),
      await ask('/subscriptions/nothing/here/info/more'),
      await ask('/subscriptions/nothing', { method: 'DELETE' }),
      await fetch(`http://127.0.0.1:${server().port}/subscriptions/nothing/here/info`),
      await ask('/subscriptions/restart', { method: 'POST', headers: { authorization: `Basic ${Buffer.from('ops:guess').toString('base64')}` } }),
    ].map(({ status }) => status)
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 401, 401])
  })
})
