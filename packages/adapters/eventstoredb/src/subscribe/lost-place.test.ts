import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock, Instant } from '@disque/core'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import type { EventStoreDb } from '../index.js'
import { happened, opened, several, stream, until } from '../opened.test-kit.js'
import { listening, put } from './listening.test-kit.js'

let server: TestServer
let db: EventStoreDb
const paused: (() => void)[] = []
/** Its pauses end when the test says so. */
const clock: Clock = {
  now: () => 1000 as Instant,
  pause: (_, signal) =>
    new Promise((resolve) => {
      paused.push(resolve)
      signal?.addEventListener('abort', resolve)
    }),
}
const goOn = () => {
  for (const resolve of paused.splice(0)) resolve()
}
const reason = () => db.states()[0]?.reason

beforeEach(async () => {
  server = await startTestServer()
  db = await opened(server.connectionString, { clock })
})
afterEach(async () => {
  await db.close()
  await server.stop()
})

/** Another server at the same address, which holds so much less. */
const restored = async (...what: Parameters<EventStoreDb['store']['append']>) => {
  const { port } = server
  await server.stop()
  server = await startTestServer({ port })
  const writer = await opened(server.connectionString)
  await put(writer.store, ...what)
  return writer
}

describe('a position that is no longer of this store', () => {
  it('ESDB-36 drops a subscription that starts behind the end of the log', async () => {
    const last = await put(db.store, stream(), 'no-stream', [happened('last')])
    const behind = `${'9'.repeat(18).padStart(20, '0')}-${'9'.repeat(18).padStart(20, '0')}`
    const reader = listening(db.store, { after: behind })
    await until(() => reader.got.length > 0)
    expect(reader.got).toEqual([{ _tag: 'dropped', reason: `position "${behind}" is not of this store` }])
    expect(paused).toEqual([])
    expect(last < behind).toBe(true)
    await reader.stop()
  })

  it('ESDB-36 drops a subscription that comes back to a server that was restored from an older backup', async () => {
    const name = stream()
    const last = await put(db.store, name, 'no-stream', several('kept', 5))
    const reader = listening(db.store, { after: 'start' })
    await until(() => reader.has('caughtUp'))
    const writer = await restored(name, 'no-stream', several('kept', 2))
    while (!reader.has('dropped')) {
      await until(() => paused.length > 0 || reader.has('dropped'))
      goOn()
    }
    expect(reader.got.at(-1)).toEqual({ _tag: 'dropped', reason: `position "${last}" is not of this store` })
    expect(reader.events().length).toBe(5)
    await reader.stop()
    await writer.close()
  })

  it('ESDB-36 is waited for a little: a node that was connected to later may not have all yet', async () => {
    const name = stream()
    await put(db.store, name, 'no-stream', several('kept', 5))
    const reader = listening(db.store, { after: 'start' })
    await until(() => reader.has('caughtUp'))
    const writer = await restored(name, 'no-stream', several('kept', 2))
    while (reason() !== 'the log ends before it') {
      await until(() => paused.length > 0)
      goOn()
      await until(() => paused.length > 0)
    }
    const [, , third, ...others] = several('kept', 6)
    if (third !== undefined) await put(writer.store, name, 1, [third, ...others])
    goOn()
    await until(() => reader.events().length === 6)
    expect(reader.events().at(-1)).toBe(`${name}@5`)
    expect(reader.has('dropped')).toBe(false)
    await reader.stop()
    await writer.close()
  })
})
