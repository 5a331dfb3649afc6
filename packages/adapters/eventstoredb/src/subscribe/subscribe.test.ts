import * as E from 'fp-ts/lib/Either.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Clock, Delivery, Instant } from '@disque/core'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import type { EventStoreDb } from '../index.js'
import { happened, opened, several, stream, until } from '../opened.test-kit.js'

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

/** Where it was stored. */
const put = async (...what: Parameters<EventStoreDb['store']['append']>) => {
  const result = await db.store.append(...what)()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right.position
}

/** Collects in the background. */
const listening = (options: Parameters<EventStoreDb['store']['subscribe']>[0]) => {
  const iterator = db.store.subscribe(options)[Symbol.asyncIterator]()
  const got: Delivery[] = []
  const done = (async () => {
    for (;;) {
      const step = await iterator.next()
      if (step.done === true) return
      got.push(step.value)
    }
  })()
  const events = () => got.flatMap((d) => (d._tag === 'event' ? [`${d.event.stream}@${d.event.revision}`] : []))
  return { got, events, has: (tag: Delivery['_tag']) => got.some((d) => d._tag === tag), stop: async () => (await iterator.return?.(), done) }
}

describe('subscribing', () => {
  it('ESDB-16 a dropped connection and a restarted server are got over: nothing is missed, repeated or out of order', async () => {
    const name = stream()
    const reader = listening({ after: 'end' })
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
    const reader = listening({ after: `${'0'.repeat(19)}1-${'0'.repeat(19)}1` })
    await until(() => reader.got.length > 0)
    expect(reader.got[0]).toMatchObject({ _tag: 'dropped', reason: expect.stringContaining('is not of this store') as string })
    await reader.stop()
  })

  it('ESDB-13 with a filter the reader stands at the end although nothing passes, and each event left out is told', async () => {
    const [calls, shifts] = [stream('call'), stream('shift')]
    await put(calls, 'no-stream', several('out', 3))
    const reader = listening({ after: 'start', filter: { categories: ['shift'] } })
    await until(() => reader.has('caughtUp'))
    const told = () => reader.got.flatMap((d) => (d._tag === 'checkpoint' ? [d.position] : d._tag === 'event' ? [d.event.position] : []))
    const more = await put(calls, 2, several('more', 2))
    await until(() => told().at(-1) === more)
    const mine = await put(shifts, 'no-stream', [happened('in')])
    await until(() => told().at(-1) === mine)
    expect(reader.events()).toEqual([`${shifts}@0`])
    expect([...told()].sort()).toEqual(told())
    expect(new Set(told()).size).toBe(told().length)
    expect(reader.got.filter((d) => d._tag === 'caughtUp').length).toBe(1)
    await reader.stop()
  })

  it('ESDB-17 how far a subscription is behind is told, and nothing once it has seen all', async () => {
    const name = stream()
    await put(name, 'no-stream', several('lag', 5))
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
})
