import { once } from 'node:events'
import { persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client'
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { credentials } from '@grpc/grpc-js'
import { afterEach, expect, test, vi } from 'vitest'
import { classic, connect, placed, rejection, typesIn } from './connected.test-kit.js'
import { startTestServer } from './start.js'
import type { TestServer } from './test-server.js'

/** Asks the server for something that no delay holds, as often as it would have taken to answer the rest. */
const askedAround = async ({ port }: TestServer): Promise<void> => {
  const client = new features.ServerFeaturesClient(`127.0.0.1:${port}`, credentials.createInsecure())
  for (let times = 0; times < 20; times += 1) await new Promise((resolve) => client.getSupportedMethods(new shared.Empty(), resolve))
  client.close()
}

afterEach(() => {
  vi.restoreAllMocks()
})

test('TESTSERVER-54 every kind of answer waits for a delay, and comes when it is lifted', async () => {
  const calls: string[] = []
  const server = await startTestServer({ log: (line) => calls.push(line) })
  const client = connect(server.connectionString)
  for (const stream of ['order-1', 'order-4']) await client.appendToStream(stream, placed(1))
  await client.createPersistentSubscriptionToStream('order-1', 'billing', persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START }))
  const live = client.subscribeToStream('order-1', { fromRevision: 'end' })
  const group = client.subscribeToPersistentSubscriptionToStream('order-1', 'billing')
  await Promise.all([once(live, 'confirmation'), once(group, 'data')])
  calls.length = 0

  server.delay(2_000_000_000)
  const answered: string[] = []
  const questions: Readonly<Record<string, Promise<unknown>>> = {
    'live event': once(live, 'data'),
    'event of a group': once(group, 'data'),
    'append in a batch': client.appendToStream('order-1', placed(2)),
    'classic append': client.appendToStream('order-2', placed(2), classic),
    'refused append': rejection(client.appendToStream('order-1', placed(3), { expectedRevision: 'no_stream' })),
    read: typesIn(client.readStream('order-1')),
    'read of nothing': rejection(typesIn(client.readStream('order-3'))),
    'read of all': typesIn(client.readAll({ maxCount: 1 })),
    delete: client.deleteStream('order-4'),
    'persistent call': client.getPersistentSubscriptionToStreamInfo('order-1', 'billing'),
    'persistent error': rejection(client.getPersistentSubscriptionToStreamInfo('order-1', 'nobody')),
    'left out': rejection(client.createProjection('totals', 'fromAll()')),
    http: fetch(`http://127.0.0.1:${server.port}/ping`),
    'http error': fetch(`http://127.0.0.1:${server.port}/nowhere`),
  }
  const kinds = Object.keys(questions)
  const asking = Object.entries(questions).map(async ([kind, answer]) => {
    await answer
    answered.push(kind)
  })
  // The appends of a batch and what is pushed make no calls of their own.
  await expect.poll(() => calls).toHaveLength(kinds.length - 4)
  await askedAround(server)
  expect(answered).toEqual([])
  server.delay(0)
  await Promise.all(asking)
  expect(answered.sort()).toEqual([...kinds].sort())
  expect(await typesIn(client.readStream('order-1'))).toHaveLength(2)
  await Promise.all([live.unsubscribe(), group.unsubscribe()])
  await client.dispose()
  await server.stop()
})

test('TESTSERVER-54 a restart leaves no timer that would end the connections of afterwards', async () => {
  const server = await startTestServer()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await server.restart()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
    await server.stop()
  }
})

test('TESTSERVER-54 neither a restart nor a stop leaves a timer of answers that wait', async () => {
  const server = await startTestServer()
  const set = vi.spyOn(globalThis, 'setTimeout')
  const cleared = vi.spyOn(globalThis, 'clearTimeout')
  /** The timers of that delay that were neither cleared nor replaced. */
  const left = () => {
    const timers = set.mock.results.map(({ value }): unknown => value).filter((_, at) => (set.mock.calls[at]?.[1] ?? 0) > 1_000_000_000)
    return { made: timers.length > 0, left: timers.filter((timer) => !cleared.mock.calls.some(([one]) => one === timer)).length }
  }
  for (const end of [server.restart, server.stop]) {
    const client = connect(server.connectionString)
    await client.appendToStream('order-1', placed(1))
    server.delay(2_000_000_000)
    const asked = [client.appendToStream('order-1', placed(2)), typesIn(client.readStream('order-1')), fetch(`http://127.0.0.1:${server.port}/ping`)]
    const failing = Promise.all(asked.map(rejection))
    await expect.poll(() => left().left).toBe(3)
    await end()
    await failing
    expect(left()).toEqual({ made: true, left: 0 })
    server.delay(0)
    set.mockClear()
    await client.dispose()
  }
})
