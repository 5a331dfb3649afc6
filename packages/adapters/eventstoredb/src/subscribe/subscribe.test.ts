import * as E from 'fp-ts/lib/Either.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { binaryEvent, jsonEvent } from '@eventstore/db-client'
import type { Clock, Instant } from '@disque/core'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import type { EventStoreDb } from '../index.js'
import { happened, opened, several, stream, until } from '../opened.test-kit.js'
import { listening, put } from './listening.test-kit.js'

let server: TestServer
let db: EventStoreDb
const pauses: number[] = []
const clock: Clock = {
  now: () => 1000 as Instant,
  pause: async (span) => {
    pauses.push(span)
    await new Promise((resolve) => setTimeout(resolve, 1))
  },
}
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  db = await opened(server.connectionString, { clock, chance: () => 0.5 })
})
afterEach(() => db.close())

describe('subscribing', () => {
  it('ESDB-16 a dropped connection and a restarted server are got over: nothing is missed, repeated or out of order', async () => {
    const name = stream()
    const reader = listening(db.store, { after: 'end' })
    await until(() => reader.has('caughtUp'))
    const writer = await opened(server.connectionString)
    let [sent, lost] = [0, 0]
    for (let n = 0; n < 60; n++) {
      if (n % 20 === 10) server.dropConnections()
      if (n === 40) await server.restart()
      for (;;) {
        const result = await writer.store.append(name, n === 0 ? 'no-stream' : n - 1, [happened('kept', n)])()
        if (E.isRight(result)) break
        lost++
      }
      sent++
    }
    await until(() => reader.events().length >= sent)
    expect(reader.events()).toEqual(Array.from({ length: sent }, (_, n) => `${name}@${n}`))
    expect(reader.has('dropped')).toBe(false)
    expect(lost).toBeLessThan(60)
    await reader.stop()
    await writer.close()
  })

  it('ESDB-16 pauses grow while the server is away, up to a bound, and end with it', async () => {
    const other = await startTestServer()
    const patient = await opened(other.connectionString, { clock, chance: () => 0.999, maxPauseMs: 300 })
    const iterator = patient.store.subscribe({ after: 'start' })[Symbol.asyncIterator]()
    expect(await iterator.next()).toMatchObject({ value: { _tag: 'caughtUp' } })
    const waiting = iterator.next()
    pauses.splice(0)
    await other.stop()
    await until(() => pauses.length >= 5)
    expect(pauses.slice(0, 5)).toEqual([50, 100, 200, 300, 300])
    expect(patient.states()).toMatchObject([{ connected: false, caughtUp: false, since: 1000, reason: expect.any(String) as string }])
    await iterator.return?.()
    expect(await waiting).toMatchObject({ done: true })
    expect(patient.states()).toEqual([])
    await patient.close()
  })

  it('ESDB-16 what asking again cannot mend drops the subscription', async () => {
    const reader = listening(db.store, { after: `${'0'.repeat(19)}1-${'0'.repeat(19)}1` })
    await until(() => reader.got.length > 0)
    expect(reader.got[0]).toMatchObject({ _tag: 'dropped', reason: expect.stringContaining('is not of this store') as string })
    await reader.stop()
  })

  it('ESDB-13 with a filter the reader stands at the end although nothing passes, and each event left out is told', async () => {
    const [calls, shifts] = [stream('call'), stream('shift')]
    await put(db.store, calls, 'no-stream', several('out', 3))
    const reader = listening(db.store, { after: 'start', filter: { categories: ['shift'] } })
    await until(() => reader.has('caughtUp'))
    const { told } = reader
    const more = await put(db.store, calls, 2, several('more', 2))
    await until(() => told().at(-1) === more)
    const mine = await put(db.store, shifts, 'no-stream', [happened('in')])
    await until(() => told().at(-1) === mine)
    expect(reader.events()).toEqual([`${shifts}@0`])
    expect([...told()].sort()).toEqual(told())
    expect(new Set(told()).size).toBe(told().length)
    expect(reader.got.filter((d) => d._tag === 'caughtUp').length).toBe(1)
    await reader.stop()
  })

  it('ESDB-13 what the server lets through and the filter does not is told as well, once', async () => {
    const other = await startTestServer()
    const apart = await opened(other.connectionString, { clock })
    const filter = { types: ['TestNoted'], categories: ['shift'] }
    const before = await put(apart.store, stream('call'), 'no-stream', [happened('out')])
    const reader = listening(apart.store, { after: 'start', filter })
    await until(() => reader.has('caughtUp'))
    expect(reader.told().at(-1)).toBe(before)
    const after = await put(apart.store, stream('call'), 'no-stream', [happened('out')])
    await until(() => reader.told().at(-1) === after)
    const mine = await put(apart.store, stream('shift'), 'no-stream', [happened('in')])
    await until(() => reader.told().at(-1) === mine)
    expect(new Set(reader.told()).size).toBe(reader.told().length)
    await reader.stop()
    await apart.close()
    await other.stop()
  })

  it('ESDB-13 a reader of another filter goes on behind a checkpoint with the same event as a read does', async () => {
    await put(db.store, stream(), 'no-stream', several('page', 2500))
    const never = listening(db.store, { after: 'start', filter: { types: ['Never'] } })
    await until(() => never.has('caughtUp'))
    await never.stop()
    const checkpoints = never.told().slice(1, -1)
    expect(checkpoints.length).toBeGreaterThan(0)
    for (const after of checkpoints) {
      const read = await db.store.readAll({ after, max: 1 })[Symbol.asyncIterator]().next()
      const iterator = db.store.subscribe({ after })[Symbol.asyncIterator]()
      const first = await iterator.next()
      expect(first.value).toEqual({ _tag: 'event', event: (read.value as { right: unknown }).right })
      await iterator.return?.()
    }
  })

  it('ESDB-17 how far a subscription is behind is told, and nothing once it has seen all', async () => {
    const name = stream()
    await put(db.store, name, 'no-stream', several('lag', 5))
    const iterator = db.store.subscribe({ after: 'start', filter: { categories: ['call'] } })[Symbol.asyncIterator]()
    await iterator.next()
    const behind = await db.lag()()
    expect(behind).toMatchObject({ right: { subscriptions: [{ connected: true, caughtUp: false, attempts: 0, reason: undefined }] } })
    expect(E.isRight(behind) && (behind.right.subscriptions[0]?.behindBytes ?? 0) > 0).toBe(true)
    for (let step = await iterator.next(); step.done !== true && step.value._tag !== 'caughtUp'; ) step = await iterator.next()
    expect(await db.lag()()).toMatchObject({ right: { subscriptions: [{ connected: true, caughtUp: true, behindBytes: 0 }] } })
    await iterator.return?.()
    expect(await db.lag()()).toMatchObject({ right: { subscriptions: [] } })
  })

  it('ESDB-17 what is passed over is behind the reader: nothing lags on account of it, and it is not asked for again', async () => {
    const others = [() => jsonEvent({ type: '$own', data: {} }), () => binaryEvent({ type: 'Photo', data: Buffer.from([1, 2]) })]
    for (const other of others) {
      await put(db.store, stream(), 'no-stream', [happened('mine')])
      const { position } = await db.client.appendToStream(stream('theirs'), other())
      const iterator = db.store.subscribe({ after: 'start' })[Symbol.asyncIterator]()
      for (let step = await iterator.next(); step.done !== true && step.value._tag !== 'caughtUp'; ) step = await iterator.next()
      expect(await db.lag()()).toMatchObject({ right: { subscriptions: [{ behindBytes: 0 }] } })
      const asked = vi.spyOn(db.client, 'startRead')
      const next = iterator.next()
      server.dropConnections()
      const places = () => asked.mock.calls.flatMap(([request]) => (request.getOptions()?.hasSubscription() === true ? [request.getOptions()?.getAll()?.getPosition()?.getCommitPosition()] : []))
      await until(() => places().length > 0)
      expect(places()[0]).toBe(String(position?.commit))
      await iterator.return?.()
      await next
      asked.mockRestore()
    }
  })

  it('one that is given up before it is begun leaves nothing behind', async () => {
    const iterator = db.store.subscribe({ after: 'start' })[Symbol.asyncIterator]()
    await iterator.return?.()
    expect(db.states()).toEqual([])
  })

  it('one that is given up while the server is silent ends', async () => {
    const after = await put(db.store, stream(), 'no-stream', [happened('mine')])
    server.pause()
    for (const options of [{ after }, { after: 'end' }, { after: 'start', filter: { types: ['Never'] } }] as const) {
      const iterator = db.store.subscribe(options)[Symbol.asyncIterator]()
      const next = iterator.next()
      await iterator.return?.()
      expect(await next).toMatchObject({ done: true })
    }
    server.resume()
  })
})
