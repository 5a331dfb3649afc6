import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binaryEvent, jsonEvent } from '@eventstore/db-client'
import type { ReadFailure, Recorded } from '@disque/core'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import type { EventStoreDb } from '../index.js'
import { happened, opened, several, stream, until } from '../opened.test-kit.js'
import { flow } from './flow.js'
import { flows, reads } from './reads.js'
import { readOfAll } from './request.js'

let server: TestServer
let db: EventStoreDb
beforeAll(async () => {
  server = await startTestServer({ standardProjections: true })
  db = await opened(server.connectionString)
})
afterAll(async () => {
  await db.close()
  await server.stop()
})

const items = async (reading: AsyncIterable<E.Either<ReadFailure, Recorded>>) => {
  const found: unknown[] = []
  for await (const item of reading) found.push(E.isRight(item) ? `${item.right.stream}@${item.right.revision}` : item.left)
  return found
}
/** Where the store ends now. */
const mark = async () => {
  const result = await db.store.append(stream('mark'), 'no-stream', [happened('mark')])()
  if (E.isLeft(result)) throw new Error(result.left._tag)
  return result.right.position
}

describe('reading', () => {
  it('ESDB-05 a filter lets through what its words say, whatever signs they hold', async () => {
    const after = await mark()
    const dotted = stream('a.b')
    const [call, request] = [stream('call'), stream('information-request')]
    for (const name of [dotted, stream('axb'), call, request]) await db.store.append(name, 'no-stream', [happened('f'), happened('f', 1, {}, 'Type+1')])()
    expect(await items(db.store.readAll({ after, filter: { categories: ['a.b'] } }))).toEqual([`${dotted}@0`, `${dotted}@1`])
    expect(await items(db.store.readAll({ after, filter: { categories: ['information-request', 'call'], types: ['Type+1', 'Typ'] } }))).toEqual([`${call}@1`, `${request}@1`])
    expect(await items(db.store.readAll({ after, filter: { categories: [] } }))).toEqual([])
    expect(await items(db.store.readAll({ after, filter: { types: [] } }))).toEqual([])
    expect(await items(db.store.readAll({ after, filter: { categories: ['information'] } }))).toEqual([])
  })

  it('ESDB-12 links and system events are left out', async () => {
    const after = await mark()
    const name = stream()
    await db.store.append(name, 'no-stream', several('seen', 2))()
    await db.client.setStreamMetadata(stream('technical'), { maxCount: 5 })
    expect(await items(db.store.readAll({ after }))).toEqual([`${name}@0`, `${name}@1`])
  })

  it('ESDB-06 an event that cannot be read is a failure with its place, and the last item', async () => {
    const after = await mark()
    const name = stream('call')
    await db.client.appendToStream(name, [jsonEvent({ type: 'Good', data: {} }), binaryEvent({ type: 'Bad', data: Buffer.from('secret text') })])
    await db.store.append(name, 1, [happened('next')])()
    const failure = { _tag: 'StoredEventUnreadable', stream: name, revision: 1, reason: 'its data are no JSON: SyntaxError' }
    expect(await items(db.store.read(name))).toEqual([`${name}@0`, failure])
    expect(await items(db.store.readAll({ after }))).toEqual([`${name}@0`, failure])
    const deliveries = db.store.subscribe({ after })[Symbol.asyncIterator]()
    expect(await deliveries.next()).toMatchObject({ value: { _tag: 'event' } })
    expect(await deliveries.next()).toMatchObject({ value: { _tag: 'dropped', reason: expect.stringContaining('"revision":1') as string } })
    await deliveries.return?.()
  })

  it('ESDB-15 what another application keeps here in its own form is left out, unless it is asked for', async () => {
    const after = await mark()
    const [theirs, ours] = [stream('theirs'), stream('call')]
    await db.client.appendToStream(theirs, binaryEvent({ type: 'Photo', data: Buffer.from([1, 2]) }))
    await db.store.append(ours, 'no-stream', [happened('ours')])()
    expect(await items(db.store.readAll({ after }))).toEqual([`${ours}@0`])
    expect(await items(db.store.readAll({ after, filter: { categories: ['theirs'] } }))).toMatchObject([{ _tag: 'StoredEventUnreadable' }])
    const deliveries = db.store.subscribe({ after })[Symbol.asyncIterator]()
    expect(await deliveries.next()).toMatchObject({ value: { _tag: 'event', event: { stream: ours } } })
    await deliveries.return?.()
  })

  it('a position of another store is refused', async () => {
    expect(await items(db.store.readAll({ after: '1000000000000001' }))).toEqual([{ _tag: 'StoreUnavailable', reason: 'position "1000000000000001" is not of this store' }])
    const dropped = db.store.subscribe({ after: '1000000000000001' })[Symbol.asyncIterator]()
    expect(await dropped.next()).toEqual({ done: false, value: { _tag: 'dropped', reason: 'position "1000000000000001" is not of this store' } })
    expect(await dropped.next()).toMatchObject({ done: true })
  })

  it('a position behind the end of the log is refused, and the end itself is not', async () => {
    const behind = `${'9'.repeat(18).padStart(20, '0')}-${'9'.repeat(18).padStart(20, '0')}`
    const last = await mark()
    expect(await items(db.store.readAll({ after: last }))).toEqual([])
    expect(await items(db.store.readAll({ after: behind }))).toEqual([{ _tag: 'StoreUnavailable', reason: `position "${behind}" is not of this store` }])
  })

  it('a look that the closing of the store cuts off is a failure, not an empty answer', async () => {
    const other = await opened(server.connectionString)
    const calls = flows(other.client)
    const reading = reads(calls, () => undefined)
    const asked = reading.end()
    calls.close()
    await expect(asked).rejects.toThrow('the store was closed')
    await other.close()
  })

  it('ESDB-07 a reader that is slow is waited for, and one that stops frees the call', async () => {
    const name = stream()
    for (let n = 0; n < 5; n++) await db.store.append(name, n === 0 ? 'no-stream' : n * 500 - 1, several(`many${n}`, 500))()
    let [cancelled, paused] = [false, false]
    const watched = Object.create(db.client) as typeof db.client
    Object.defineProperty(watched, 'startRead', {
      value: ((request, attach) => db.client.startRead(request, (call) => {
        const pause = call.pause.bind(call)
        call.pause = () => {
          paused = true
          return pause()
        }
        attach(call)
        call.on('close', () => (cancelled = true))
      })) satisfies typeof db.client.startRead,
    })
    const answers = flow(watched, readOfAll('start'))
    await until(() => paused)
    let taken = 0
    while (taken < 2000) {
      if (answers.take() === undefined) await answers.wait()
      else taken++
    }
    answers.stop()
    await until(() => cancelled)
    expect(answers.take()).toBeUndefined()
    expect(answers.end()).toEqual({})
  })
})
