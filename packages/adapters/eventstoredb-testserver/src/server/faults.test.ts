import { once } from 'node:events'
import { CancelledError, DeadlineExceededError, jsonEvent, UnavailableError, type EventStoreDBClient } from '@eventstore/db-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testServer } from '../vitest.js'
import { classic, connect, eventually, placed, rejection, typesIn } from './connected.test-kit.js'

const server = testServer()
let client: EventStoreDBClient
let stream = ''
let streams = 0

beforeEach(() => {
  client = connect(server().connectionString)
  stream = `order-${++streams}`
})

afterEach(async () => {
  await client.dispose()
})

/** As from JavaScript, which checks no types. */
const untyped: (method: (value: never) => unknown, ...given: readonly unknown[]) => unknown = (method, ...given) => Reflect.apply(method, undefined, given)

const appended = async () => client.appendToStream(stream, placed(1), classic)

/** The client notices a destroyed connection by a failing call, and makes a new one for the next. */
const stored = async () => eventually(async () => typesIn(client.readStream(stream)))

describe('TESTSERVER-52 a lost answer', () => {
  test('of a classic append leaves the event stored and the client without a connection', async () => {
    await appended()
    server().loseNextAppendAnswer()
    expect(await rejection(appended())).toBeInstanceOf(UnavailableError)
    expect(await stored()).toEqual(['OrderPlaced', 'OrderPlaced'])
    await appended()
    expect(await stored()).toHaveLength(3)
  })

  test('of a batch append does so too, and the same append again is answered as the first would have been', async () => {
    const event = placed(1)
    server().loseNextAppendAnswer()
    await rejection(client.appendToStream(stream, event, { expectedRevision: 'no_stream' }))
    const answer = await eventually(async () => client.appendToStream(stream, event, { expectedRevision: 'no_stream' }))
    expect(answer).toMatchObject({ success: true, nextExpectedRevision: 0n })
    expect(await stored()).toHaveLength(1)
  })

  test('spares other connections', async () => {
    // Clients with the same settings share a connection, so this one has others.
    const other = connect(`${server().connectionString}&keepAliveInterval=20000`)
    await other.appendToStream(stream, placed(1), classic)
    const subscription = other.subscribeToStream(stream)
    const seen = typesIn(subscription)
    server().loseNextAppendAnswer()
    await rejection(appended())
    expect(await other.appendToStream(stream, placed(2), classic)).toMatchObject({ success: true })
    await subscription.unsubscribe()
    await seen
    await other.dispose()
  })
})

test('dropped connections end calls under way, and the next ones connect again', async () => {
  await appended()
  const subscription = client.subscribeToStream(stream)
  const ended = rejection(
    (async () => {
      for await (const _ of subscription) server().dropConnections()
    })()
  )
  expect(await ended).toBeInstanceOf(UnavailableError)
  await eventually(appended)
  expect(await stored()).toHaveLength(2)
})

describe('a restart', () => {
  test('TESTSERVER-53 cancels the calls that stream answers, also one whose reader is slow', async () => {
    // More than the client takes in before it reads on.
    await client.appendToStream(stream, Array.from({ length: 100 }, () => jsonEvent({ type: 'Scanned', data: { page: 'x'.repeat(8000) } })), classic)
    const live = connect(`${server().connectionString}&keepAliveInterval=20000`)
    const subscription = live.subscribeToStream(stream, { fromRevision: 'end' })
    const ended = rejection(typesIn(subscription))
    await once(subscription, 'confirmation')
    const reading = (async () => {
      for await (const { event } of client.readStream(stream)) if (event?.revision === 12n) await server().restart()
    })()
    expect(await rejection(reading)).toBeInstanceOf(CancelledError)
    expect(await ended).toBeInstanceOf(CancelledError)
    expect(await stored()).toHaveLength(100)
    await live.dispose()
  })


  test('keeps the port and the data', async () => {
    await appended()
    const { port } = server()
    await server().restart()
    expect(server().port).toBe(port)
    expect(await stored()).toEqual(['OrderPlaced'])
  })

  test('leaves time to look at a server that is down', async () => {
    await appended()
    await server().restart(async () => {
      expect(await rejection(appended())).toBeInstanceOf(UnavailableError)
      await expect(fetch(`http://127.0.0.1:${server().port}/ping`)).rejects.toThrow()
    })
    expect(await stored()).toEqual(['OrderPlaced'])
  })

  test('opens the port again, whatever happens while it is down', async () => {
    await expect(server().restart(() => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck')
    expect((await fetch(`http://127.0.0.1:${server().port}/ping`)).status).toBe(200)
  })
})

describe('TESTSERVER-44 whatever the service', () => {
  test('the next calls are refused as unavailable, then all is well', async () => {
    await appended()
    server().refuse(2)
    expect(await rejection(appended())).toBeInstanceOf(UnavailableError)
    expect(await rejection(typesIn(client.readStream(stream)))).toBeInstanceOf(UnavailableError)
    await appended()
    server().refuse(1)
    expect((await fetch(`http://127.0.0.1:${server().port}/ping`)).status).toBe(503)
    expect(await stored()).toHaveLength(2)
  })

  test('TESTSERVER-56 appends of an open call for batches are refused one at a time, then all is well', async () => {
    await client.appendToStream(stream, placed(1))
    server().refuse(2)
    expect(await rejection(client.appendToStream(stream, placed(2)))).toBeInstanceOf(UnavailableError)
    // The refusal ended the call, so this one opens another, which is refused as a whole.
    expect(await rejection(client.appendToStream(stream, placed(3)))).toBeInstanceOf(UnavailableError)
    expect(await client.appendToStream(stream, placed(4))).toMatchObject({ success: true, nextExpectedRevision: 1n })
    server().refuse(1)
    expect(await rejection(client.appendToStream(stream, [5, 6, 7].map(placed), { batchAppendSize: 1 }))).toBeInstanceOf(UnavailableError)
    expect(await client.appendToStream(stream, placed(8))).toMatchObject({ success: true, nextExpectedRevision: 2n })
  })

  test('TESTSERVER-56 appends that come by the same open call fall with the refused one, and are not stored', async () => {
    await client.appendToStream(stream, placed(1))
    server().refuse(1)
    const errors = await Promise.all([2, 3, 4].map(async (order) => rejection(client.appendToStream(stream, placed(order)))))
    expect(errors).toEqual(Array.from({ length: 3 }, (): unknown => expect.any(UnavailableError)))
    expect(await client.appendToStream(stream, placed(5))).toMatchObject({ success: true, nextExpectedRevision: 1n })
  })

  test('TESTSERVER-57 a number that makes no sense is refused with a sentence, and changes nothing', async () => {
    const wrong: readonly (readonly [() => unknown, string])[] = [
      [() => server().refuse(-1), 'refuse takes a whole number of calls from 0 up, or Infinity, not -1.'],
      [() => server().refuse(1.5), 'refuse takes a whole number of calls from 0 up, or Infinity, not 1.5.'],
      [() => server().refuse(NaN), 'refuse takes a whole number of calls from 0 up, or Infinity, not NaN.'],
      [() => server().delay(-1), 'delay takes a number of milliseconds from 0 to 2147483647, not -1.'],
      [() => server().delay(NaN), 'delay takes a number of milliseconds from 0 to 2147483647, not NaN.'],
      [() => server().delay(Infinity), 'delay takes a number of milliseconds from 0 to 2147483647, not Infinity.'],
      [() => untyped(server().delay, '5'), 'delay takes a number of milliseconds from 0 to 2147483647, not "5".'],
      [() => untyped(server().refuse), 'refuse takes a whole number of calls from 0 up, or Infinity, not nothing.'],
    ]
    for (const [ask, sentence] of wrong) expect(ask).toThrow(sentence)
    expect(await rejection(Promise.resolve(untyped(server().restart, 'now')))).toMatchObject({ message: 'restart takes a function, or nothing, not "now".' })
    expect(await appended()).toMatchObject({ success: true })
  })

  test('answers come later than a deadline by a delay, and the append is stored all the same', async () => {
    await appended()
    server().delay(60_000)
    try {
      expect(await rejection(client.appendToStream(stream, placed(2), { ...classic, deadline: 50 }))).toBeInstanceOf(DeadlineExceededError)
    } finally {
      server().delay(0)
    }
    expect(await stored()).toHaveLength(2)
  })

  test('a delay keeps the answers of a call in order', async () => {
    await client.appendToStream(stream, [1, 2, 3, 4, 5].map(placed))
    server().delay(2)
    try {
      const orders: unknown[] = []
      for await (const { event } of client.readStream(stream)) orders.push(event?.data)
      expect(orders).toEqual([1, 2, 3, 4, 5].map((order) => ({ order })))
      expect(await client.appendToStream(stream, placed(6), classic)).toMatchObject({ success: true })
      expect((await fetch(`http://127.0.0.1:${server().port}/ping`)).status).toBe(200)
    } finally {
      server().delay(0)
    }
  })

  test('a pause stores nothing and answers nothing until traffic goes on', async () => {
    await appended()
    // The call for batches is open now: what comes in by it must wait as well.
    await client.appendToStream(stream, placed(2))
    server().pause()
    const [single, batch, http] = [appended(), client.appendToStream(stream, placed(3)), fetch(`http://127.0.0.1:${server().port}/ping`)]
    expect(await rejection(client.appendToStream(`${stream}-b`, placed(1), { ...classic, deadline: 50 }))).toBeInstanceOf(DeadlineExceededError)
    server().resume()
    expect(await single).toMatchObject({ success: true })
    expect(await batch).toMatchObject({ success: true })
    expect((await http).status).toBe(200)
    expect(await stored()).toHaveLength(4)
  })
})
