import { getEventListeners } from 'node:events'
import { expect, it, vi } from 'vitest'
import { startTestServer } from '@disque/eventstoredb-testserver'
import { happened, opened, stream } from './opened.test-kit.js'

it('a pause that is over leaves no listener behind', async () => {
  const server = await startTestServer()
  const { store, states, close } = await opened(server.connectionString, { maxPauseMs: 1 })
  const deliveries = store.subscribe({ after: 'start' })[Symbol.asyncIterator]()
  await deliveries.next()
  const listening = vi.spyOn(AbortSignal.prototype, 'addEventListener')
  const next = deliveries.next()
  server.dropConnections()
  await expect.poll(() => listening.mock.contexts.length, { interval: 2 }).toBeGreaterThan(0)
  await expect.poll(() => states()[0]?.connected, { interval: 2 }).toBe(true)
  await store.append(stream(), 'no-stream', [happened('paused')])()
  await next
  expect(listening.mock.contexts.flatMap((signal) => getEventListeners(signal as AbortSignal, 'abort'))).toEqual([])
  listening.mockRestore()
  await close()
  await server.stop()
})
