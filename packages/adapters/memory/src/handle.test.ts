import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { shiftDecider, handler, type EventStore, type NewEvent } from '@disque/core'
import { throughJson } from '@disque/core/testing'
import { memoryStore } from './index.js'
import { allOf, as, at, coinsIn, limit, put, purses, rowOfIds, stillClock, stream, upTo, watched } from './handle.test-kit.js'

const coin = (coins: number) => ({ type: 'CoinPut', at, coins })
const right = <L, A>(result: E.Either<L, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const stores: readonly (readonly [string, () => EventStore])[] = [
  ['in memory', () => memoryStore()],
  ['behind JSON', () => throughJson(memoryStore())],
]

describe.each(stores)('handle, the store %s', (_, open) => {
  it('what was decided is stored with its place, and answered', async () => {
    const store = open()
    const handle = purses(store)
    expect(right(await handle(put(2), as('a'))())).toEqual({ events: [coin(1), coin(2)], revision: 1, position: (await allOf(store))[1]?.position, already: false })
    expect(right(await handle(put(1), as('b'))())).toMatchObject({ events: [coin(3)], revision: 2, already: false })
    expect(await coinsIn(store)).toEqual([1, 2, 3])
  })

  it('who asked, in which connection, is kept beside every event', async () => {
    const store = open()
    const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }
    const context = { actor: 'supervisor', correlation: 'call-1', causation: 'e1', centre: 'c1' as never, trace }
    await purses(store)(put(2), { ...context, ...as('a') })()
    await purses(store)(put(1), as('b'))()
    const [first, second, third] = (await allOf(store)).map((e) => e.metadata)
    expect(first).toEqual({ schema: 1, commandId: 'a', recordedAt: at, ...context })
    expect(second).toEqual(first)
    expect(third).toEqual({ schema: 1, commandId: 'b', recordedAt: at, correlation: stream })
  })

  it('HANDLE-01 a command sent twice is carried out once, and answered with the same events', async () => {
    const store = open()
    const handle = purses(store)
    const first = right(await handle(put(3), as('a'))())
    expect(right(await handle(put(3), as('a'))())).toEqual({ ...first, already: true })
    expect(right(await purses(store)(put(3), as('a'))())).toEqual({ ...first, already: true })
    expect(right(await purses(store, { cache: 0 })(put(3), as('a'))())).toEqual({ ...first, already: true })
    expect(await coinsIn(store)).toEqual([1, 2, 3])
  })

  it('HANDLE-01 a command sent again after 1,000 later appends is carried out once', async () => {
    const store = open()
    const warm = purses(store)
    await warm(put(1), as('first'))()
    await warm(put(2), as('a'))()
    for (const n of upTo(1000)) await warm(put(1), as(`later${n}`))()
    const there = (await allOf(store)).at(-1)
    const again = { events: [coin(2), coin(3)], revision: 1002, position: there?.position, already: true }
    expect(right(await warm(put(2), as('a'))())).toEqual(again)
    expect(right(await purses(store)(put(2), as('a'))())).toEqual(again)
    expect(await coinsIn(store)).toEqual(upTo(1003).map((n) => n + 1))
  })

  it('HANDLE-01 the same command sent many times at once is carried out once', async () => {
    const store = open()
    const [one, two] = [purses(store), purses(store)]
    const results = (await Promise.all(upTo(20).map((n) => (n % 2 === 0 ? one : two)(put(2), as('a'))()))).map(right)
    expect(results.filter((r) => !r.already)).toHaveLength(1)
    expect(new Set(results.map((r) => JSON.stringify(r.events)))).toEqual(new Set([JSON.stringify([coin(1), coin(2)])]))
    expect(await coinsIn(store)).toEqual([1, 2])
  })

  it('HANDLE-01 two command ids with the same hash are two commands', async () => {
    const store = open()
    const handle = purses(store)
    expect(right(await handle(put(1), as('command-08e9c9af19c2d4'))()).already).toBe(false)
    expect(right(await handle(put(1), as('command-059fb7237d14d8'))()).already).toBe(false)
    expect(right(await handle(put(1), as('command-059fb7237d14d8'))())).toMatchObject({ events: [coin(2)], already: true })
    expect(await coinsIn(store)).toEqual([1, 2])
  })

  it('a command id that came to nothing is decided anew, and so is one of another stream', async () => {
    const store = open()
    const handle = purses(store)
    expect(right(await handle(put(0), as('a'))())).toEqual({ events: [], revision: -1, position: '', already: false })
    expect(await handle(put(limit + 1), as('a'))()).toEqual(E.left({ _tag: 'PurseFull', limit }))
    expect(right(await handle(put(1), as('a'))())).toMatchObject({ events: [coin(1)], already: false })
    expect(right(await handle(put(1, { purse: 'q' }), as('a'))())).toMatchObject({ events: [coin(1)], already: false })
  })

  it('a command without an id gets a fresh one', async () => {
    const store = open()
    const handle = purses(store)
    await handle(put(1))()
    await handle(put(1))()
    expect((await allOf(store)).map((e) => e.metadata.commandId)).toEqual(['id-0', 'id-1'])
  })

  it('HANDLE-02 an answer without events is never given from memory alone', async () => {
    const store = open()
    const [here, elsewhere] = [purses(store), purses(store)]
    await here(put(1), as('a'))()
    await elsewhere(put(1), as('b'))()
    // Here one coin is remembered, two lie there.
    expect(right(await here(put(1, { ifAtLeast: 2 }), as('c'))())).toMatchObject({ events: [coin(3)] })
    await elsewhere(put(limit - 4), as('d'))()
    expect(await here(put(2), as('e'))()).toEqual(E.left({ _tag: 'PurseFull', limit }))
    expect(right(await here(put(0), as('f'))())).toMatchObject({ events: [], revision: limit - 2 })
    await elsewhere(put(1), as('g'))()
    expect(right(await here(put(0), as('h'))())).toMatchObject({ events: [], revision: limit - 1 })
    // A refusal that memory would have given, but that no longer holds, is none.
    expect(right(await here(put(1), as('g'))())).toMatchObject({ events: [coin(limit)], already: true })
  })

  it('HANDLE-03 deciding again gives the same event ids, and no two events share one', async () => {
    const [one, two] = [open(), open()]
    for (const store of [one, two]) {
      const handle = purses(store)
      if (store === two) await handle(put(1), as('others were first'))()
      for (const n of upTo(50)) await handle(put(1 + (n % 3)), as(`a${n}`))()
      await handle(put(2, { purse: 'q' }), as('a1'))()
    }
    const idsOf = async (store: EventStore) => [...(await allOf(store)), ...(await allOf(store, 'purse-q' as never))].map((e) => e.id)
    const ids = await idsOf(one)
    expect((await idsOf(two)).slice(1)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('a command that claims an earlier time counts from the last event on, and keeps the claim', async () => {
    const store = open()
    const handle = purses(store)
    await handle(put(1), as('a'))()
    const result = right(await handle(put(1, { at: (at - 5000) as never }), as('b'))())
    expect(result.events).toEqual([{ ...coin(2), reportedAt: at - 5000 }])
    expect(right(await handle(put(1), as('b'))())).toEqual({ ...result, already: true })
  })

  it('a real shift is signed out with all that it ends in one append, once', async () => {
    const store = open()
    const shift = handler(shiftDecider, { store, clock: stillClock(), ids: rowOfIds() })
    const of = { shift: 's' as never, attendant: 'a' as never, at }
    await shift({ type: 'StartShift', ...of, centre: 'c' as never, capacity: 2, training: [] }, as('1'))()
    const terms = { queue: 'q' as never, channel: 'voice', cost: 1, interrupts: [], until: (at + 1000) as never, confirmSeconds: 5, wrapUpSeconds: 0, missLimit: 0, delays: {} }
    for (const n of [1, 2]) await shift({ type: 'Reserve', ...of, offer: `o${n}` as never, contact: `call-${n}` as never, terms }, as(`r${n}`))()
    const out = right(await shift({ type: 'SignOut', ...of }, as('out'))())
    expect(out.events.map((e) => e.type)).toEqual(['SignOutAsked', 'ReservationEnded', 'ReservationEnded', 'ShiftEnded'])
    expect(right(await shift({ type: 'SignOut', ...of }, as('out'))())).toEqual({ ...out, already: true })
  })

  it('HANDLE-07 a stream without its first event is a failure', async () => {
    const inner = open()
    await purses(inner)(put(3), as('a'))()
    const cut: EventStore = { ...inner, read: (name, options) => inner.read(name, { after: Math.max(0, options?.after ?? 0) }) }
    expect(await purses(cut)(put(1), as('b'))()).toEqual(E.left({ _tag: 'StreamTruncated', stream, first: 1 }))
    expect(await coinsIn(inner)).toEqual([1, 2, 3])
  })

  it('a stored event that is not what its codec says is named by its place, not by its value', async () => {
    const store = open()
    const handle = purses(store)
    await handle(put(1), as('a'))()
    const [first] = await allOf(store)
    const bad = (type: string, data: object): NewEvent => ({ ...first!, id: first!.id.replace(/^./, 'x') as never, type, data: { type, at, ...data } })
    for (const [event, path] of [[bad('CoinPut', { coins: 'Maria' }), 'coins: Whole'], [bad('CoinPut', {}), 'coins: Whole'], [bad('CoinStolen', { coins: 1 }), 'PurseEvent']] as const) {
      const spoilt = open()
      await spoilt.append(stream, 'no-stream', [first!, event])()
      const failure = { _tag: 'EventUndecodable', stream, revision: 1, type: event.type, path }
      expect(await purses(spoilt)(put(1), as('b'))()).toEqual(E.left(failure))
    }
  })

  it('who may not send a command is told why, before anything is read', async () => {
    const { store, reads, seen } = watched(open())
    const handle = purses(store, { authorise: (actor, command) => (actor === 'owner' ? undefined : `${actor ?? 'nobody'} may not ${command.type}`) })
    expect(await handle(put(1), { actor: 'thief' })()).toEqual(E.left({ _tag: 'NotAllowed', reason: 'thief may not Put' }))
    expect(await handle(put(1))()).toEqual(E.left({ _tag: 'NotAllowed', reason: 'nobody may not Put' }))
    expect([reads, seen.appends]).toEqual([[], 0])
    expect(right(await handle(put(1), { actor: 'owner' })()).revision).toBe(0)
  })

  it('what the store refuses is answered as it says, and the next command goes on', async () => {
    const store = open()
    const full: EventStore = { ...store, append: (...args) => (args[2].length > 2 ? () => Promise.resolve(E.left({ _tag: 'StoreFull', reason: 'no room' })) : store.append(...args)) }
    const handle = purses(full)
    expect(await handle(put(3), as('a'))()).toEqual(E.left({ _tag: 'StoreFull', reason: 'no room' }))
    expect(right(await handle(put(2), as('a'))())).toMatchObject({ events: [coin(1), coin(2)], already: false })
    await store.close()
    expect(await handle(put(1), as('b'))()).toEqual(E.left({ _tag: 'StoreClosed' }))
    expect(await handle(put(0), as('c'))()).toEqual(E.left({ _tag: 'StoreClosed' }))
  })
})
