import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultIn, type EventStore, type NewEvent, type Position, type StreamName } from '@disque/core'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import type { EventStoreDb } from '../index.js'
import { happened, opened, several, stream, until } from '../opened.test-kit.js'
import { appends, type Parts } from './append.js'

let server: TestServer
let db: EventStoreDb
beforeAll(async () => {
  server = await startTestServer()
  db = await opened(server.connectionString)
})
afterAll(async () => {
  await db.close()
  await server.stop()
})

const revisions = async (name: StreamName) => {
  const found: number[] = []
  for await (const event of db.store.read(name)) if (E.isRight(event)) found.push(event.right.revision)
  return found
}

const nothingBefore: Parts['end'] = { before: () => '', saw: () => undefined, stored: () => undefined, doubt: () => undefined }

/** Appends on the same connection, with other parts. */
const apart = ({ timeoutMs = 20, maxInFlight = 1, ...parts }: Partial<Omit<Parts, 'options'>> & { readonly timeoutMs?: number; readonly maxInFlight?: number }) =>
  appends({ connection: db.client, end: nothingBefore, read: db.store.read, ...parts, options: { maxInFlight, maxAppendBytes: 1000, fault: faultIn, timeoutMs } })

describe('appending', () => {
  it('ESDB-08 what cannot be stored is refused before anything is sent', async () => {
    const name = stream()
    const wrong: readonly (readonly [NewEvent, unknown])[] = [
      [{ ...happened('a'), id: 'A164DD3D-B2E7-8CB1-B54A-4ECEA6C93F42' as never }, { _tag: 'BadEvent', type: 'TestNoted', reason: 'its id is no UUID in small letters' }],
      [{ ...happened('a'), id: '00000000-0000-0000-0000-000000000000' as never }, { _tag: 'BadEvent' }],
      [happened('a', 0, {}, '$>'), { _tag: 'BadEvent', type: '$>' }],
      [{ ...happened('a'), data: { type: 'Other', at: 0 } }, { _tag: 'BadEvent', reason: 'its data say Other' }],
      [happened('a', 0, { big: 1n }), { _tag: 'BadEvent', type: 'TestNoted' }],
      [happened('a', 0, { text: 'x'.repeat(1_048_576) }), { _tag: 'EventTooLarge', type: 'TestNoted', limit: 1_048_576 }],
    ]
    for (const [event, failure] of wrong) expect(await db.store.append(name, 'no-stream', [happened('before'), event])()).toMatchObject({ left: failure })
    expect(await db.store.append(`$$${name}` as StreamName, 'no-stream', [happened('a')])()).toMatchObject({ left: { _tag: 'BadEvent' } })
    expect(await revisions(name)).toEqual([])
  })

  it('ESDB-08 events that are too large together are refused, by us and by the server', async () => {
    const name = stream()
    const half = { text: 'x'.repeat(600_000) }
    expect(await db.store.append(name, 'no-stream', [happened('a', 0, half), happened('a', 1, half)])()).toMatchObject({ left: { _tag: 'EventTooLarge', limit: 1_048_576 } })
    const trusting = await opened(server.connectionString, { maxAppendBytes: 10_000_000 })
    expect(await trusting.store.append(name, 'no-stream', [happened('a', 0, half), happened('a', 1, half)])()).toMatchObject({ left: { _tag: 'EventTooLarge', limit: 1_048_576 } })
    await trusting.close()
    expect(await revisions(name)).toEqual([])
  })

  it('ESDB-04 a lost answer is unknown, and the same sent again finds what was stored', async () => {
    const name = stream()
    server.loseNextAppendAnswer()
    expect(await db.store.append(name, 'no-stream', several('lost', 2))()).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
    expect(await db.store.append(name, 'no-stream', several('lost', 2))()).toMatchObject({ right: { revision: 1, already: true } })
    expect(await revisions(name)).toEqual([0, 1])
  })

  it('ESDB-04 an answer that does not come in time is unknown once it was sent, and nothing was stored before', async () => {
    const asking = apart({ end: { ...nothingBefore, before: () => new Promise<never>(() => undefined) } })
    expect(await asking.append(stream(), 'no-stream', [happened('asking')])()).toEqual(E.left({ _tag: 'StoreUnavailable', reason: 'no answer within 20 ms' }))
    const connecting = apart({ connection: { startBatch: () => new Promise<never>(() => undefined) } })
    expect(await connecting.append(stream(), 'no-stream', [happened('connecting')])()).toEqual(E.left({ _tag: 'StoreUnavailable', reason: 'no connection within 20 ms' }))
    server.pause()
    const sent = await apart({}).append(stream(), 'no-stream', [happened('sent')])()
    server.resume()
    expect(sent).toEqual(E.left({ _tag: 'OutcomeUnknown', reason: 'no answer within 20 ms' }))
  })

  it('ESDB-04 a server that is silent holds no append longer than told', async () => {
    const hasty = await opened(server.connectionString, { timeoutMs: 3000 })
    server.pause()
    const result = await hasty.store.append(stream(), 'no-stream', [happened('held')])()
    server.resume()
    expect(result).toMatchObject({ left: { _tag: 'StoreUnavailable' } })
    let tag = ''
    while (tag !== 'Right') tag = (await hasty.store.append(stream(), 'no-stream', [happened('again')])())._tag
    await hasty.close()
  })

  it('ESDB-10 of a repeat that the server cannot place, what lies there now tells whether it is still there', async () => {
    const name = stream()
    await db.store.append(name, 'no-stream', several('deleted', 2))()
    await db.client.deleteStream(name)
    await db.store.append(name, 1, [happened('instead')])()
    expect(await db.store.append(name, 'no-stream', several('deleted', 2))()).toEqual(E.left({ _tag: 'StreamDeleted', stream: name }))
    const reads: EventStore['read'][] = [
      async function* () {
        yield await Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason: 'away' } as const))
      },
      () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) }),
    ]
    for (const read of reads) {
      const { append } = apart({ read, timeoutMs: 2000 })
      expect(await append(name, 'no-stream', several('deleted', 2))()).toMatchObject({ left: { _tag: 'OutcomeUnknown', reason: expect.stringMatching(/^it is stored, but where/) as string } })
    }
  })

  it('ESDB-14 an append that closing overtakes before it is sent says so', async () => {
    const held: ((known: Position) => void)[] = []
    const { append, close } = apart({ end: { ...nothingBefore, before: () => new Promise((resolve) => held.push(resolve)) }, timeoutMs: 10_000 })
    const name = stream()
    const overtaken = append(name, 'no-stream', [happened('overtaken')])()
    close()
    held[0]?.('')
    expect(await overtaken).toEqual(E.left({ _tag: 'StoreClosed' }))
    expect(await revisions(name)).toEqual([])
  })

  it('ESDB-14 on a call that is open already, what is in flight when it closes is unknown, and what comes later is refused', async () => {
    const held: ((known: Position) => void)[] = []
    let holding = false
    const before: Parts['end']['before'] = () => (holding ? new Promise((resolve) => held.push(resolve)) : '')
    const { append, close } = apart({ end: { ...nothingBefore, before }, maxInFlight: 2, timeoutMs: 10_000 })
    const [name, other] = [stream(), stream()]
    expect(await append(name, 'no-stream', [happened('warm')])()).toMatchObject({ right: { revision: 0 } })
    server.pause()
    const flying = append(name, 0, [happened('flying')])()
    holding = true
    const overtaken = append(other, 'no-stream', [happened('overtaken')])()
    close()
    const later = append(other, 'no-stream', [happened('later')])()
    held[0]?.('')
    expect(await flying).toEqual(E.left({ _tag: 'OutcomeUnknown', reason: 'the store was closed before the answer came' }))
    expect(await overtaken).toEqual(E.left({ _tag: 'StoreClosed' }))
    expect(await later).toEqual(E.left({ _tag: 'StoreClosed' }))
    server.resume()
    expect(await revisions(other)).toEqual([])
  })

  it('ESDB-14 a call that comes about only after closing is given up', async () => {
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => (goOn = resolve))
    let ended = false
    const startBatch: Parts['connection']['startBatch'] = async (attach) => {
      await held
      return db.client.startBatch((call) => attach(call.on('error', () => (ended = true))))
    }
    const { append, close } = apart({ connection: { startBatch }, timeoutMs: 10_000 })
    const waiting = append(stream(), 'no-stream', [happened('late')])()
    close()
    goOn()
    expect(await waiting).toEqual(E.left({ _tag: 'StoreClosed' }))
    await until(() => ended)
  })

  it('ESDB-04 where no server is reached nothing was stored', async () => {
    const other = await startTestServer()
    const { store, close } = await opened(other.connectionString)
    await other.stop()
    const name = stream()
    let tag = ''
    while (tag !== 'StoreUnavailable') {
      const result = await store.append(name, 'no-stream', [happened('away')])()
      tag = E.isLeft(result) ? result.left._tag : 'Right'
      expect(tag).not.toBe('Right')
    }
    await close()
  })

  it('ESDB-09 a connection that breaks takes only its own appends with it', async () => {
    const other = await startTestServer()
    const { store, close } = await opened(other.connectionString)
    server.delay(50)
    const [mine, theirs] = [stream(), stream()]
    const slow = db.store.append(mine, 'no-stream', [happened('mine')])()
    other.loseNextAppendAnswer()
    expect(await store.append(theirs, 'no-stream', [happened('theirs')])()).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
    expect(await slow).toMatchObject({ right: { revision: 0, already: false } })
    server.delay(0)
    await close()
    await other.stop()
  })

  it('ESDB-10 a repeat of what another process stored before says so', async () => {
    const name = stream()
    const first = await db.store.append(name, 'no-stream', several('twice', 3))()
    await db.store.append(name, 2, [happened('after')])()
    const another = await opened(server.connectionString)
    expect(await another.store.append(name, 'no-stream', several('twice', 3))()).toEqual(E.isRight(first) ? E.right({ ...first.right, already: true }) : first)
    await another.close()
  })

  it('ESDB-11 no more appends are in flight than allowed, and the others come to their turn', async () => {
    const { store, close } = await opened(server.connectionString, { maxInFlight: 2 })
    const names = Array.from({ length: 40 }, () => stream())
    const results = await Promise.all(names.map((name) => store.append(name, 'no-stream', [happened('turn')])()))
    expect(results.every(E.isRight)).toBe(true)
    server.delay(100)
    const waiting = names.map((name) => store.append(name, 0, [happened('closed')])())
    await close()
    server.delay(0)
    const tags = (await Promise.all(waiting)).map((r) => (E.isLeft(r) ? r.left._tag : 'Right'))
    // The first two may be on their way already when the store is closed.
    expect(tags.filter((tag) => tag === 'StoreClosed').length).toBeGreaterThanOrEqual(names.length - 2)
  })

  it('a stream that was deleted for ever says so', async () => {
    const name = stream()
    await db.store.append(name, 'no-stream', [happened('gone')])()
    await db.client.tombstoneStream(name)
    expect(await db.store.append(name, 0, [happened('late')])()).toEqual(E.left({ _tag: 'StreamDeleted', stream: name }))
    const read: unknown[] = []
    for await (const item of db.store.read(name)) read.push(item)
    expect(read).toEqual([E.left({ _tag: 'StreamDeleted', stream: name })])
  })
})
