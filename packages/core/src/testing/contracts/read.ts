import type { NewEvent, NonEmpty } from '../../ports/event-store.js'
import { all, must, same, upTo, type Case } from './case.js'
import { append, batch, callA, callB, noted, shiftA, storeCase, type OpenStore, type StoreContractOptions } from './store-case.js'

export const readCases = (open: OpenStore, { long = 2000 }: StoreContractOptions): readonly Case[] => {
  const the = storeCase(open)
  return [
    the('a stream that does not exist is empty', async ({ store }) => {
      same(await all(store.read(callA)), [], 'the stream')
      same(await all(store.readAll()), [], 'the store')
    }),
    the('a stream is read from a place, and no more than asked', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 5))
      const revisions = async (options: { after?: number; max?: number }) => (await all(store.read(callA, options))).map((e) => e.revision)
      same(await revisions({ after: 0 }), [1, 2, 3, 4], 'after 0')
      same(await revisions({ after: 2, max: 1 }), [3], 'after 2, at most 1')
      same(await revisions({ max: 2 }), [0, 1], 'at most 2')
      same(await revisions({ max: 0 }), [], 'none')
      same(await revisions({ after: 4 }), [], 'after the last')
      same(await revisions({ after: 99 }), [], 'far after the last')
    }),
    the('STORE-05 the global order is total, stable, and agrees with each stream', async ({ store }) => {
      for (const n of upTo(12)) await append(store, n % 2 === 0 ? callA : callB, n < 2 ? 'no-stream' : n - (n % 2) - 1, batch(`order${n}`, 2))
      const found = await all(store.readAll())
      same(found.length, 24, 'events')
      for (const [i, event] of found.entries()) {
        const last = found[i - 1]
        must(last === undefined || (last.position < event.position && last.position.length === event.position.length), `position ${event.position} comes after ${last?.position ?? ''}`)
      }
      for (const stream of [callA, callB]) same(found.filter((e) => e.stream === stream), await all(store.read(stream)), `${stream} in the global order`)
      same(await all(store.readAll()), found, 'read again')
    }),
    the('all events are read from a position, filtered, and no more than asked', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 3))
      await append(store, shiftA, 'no-stream', [noted('s'), noted('s', 1, 'ContractEnded')])
      await append(store, 'information-request-x' as typeof callA, 'no-stream', [noted('i')])
      await append(store, callA, 2, [noted('b', 0, 'ContractEnded')])
      const found = await all(store.readAll())
      const third = found[2]?.position ?? ''
      same(await all(store.readAll({ after: third })), found.slice(3), 'after the third')
      same(await all(store.readAll({ after: third, max: 2 })), found.slice(3, 5), 'two after the third')
      same(await all(store.readAll({ after: found.at(-1)?.position ?? '' })), [], 'after the last')
      same(await all(store.readAll({ filter: { categories: ['shift'] } })), found.slice(3, 5), 'a category')
      same(await all(store.readAll({ filter: { categories: ['information-request'] } })), found.slice(5, 6), 'a category with a hyphen')
      same(await all(store.readAll({ filter: { types: ['ContractEnded'] } })), [found[4], found[6]], 'a type')
      same(await all(store.readAll({ filter: { types: ['ContractEnded'], categories: ['call'] } })), [found[6]], 'a type of a category')
      same(await all(store.readAll({ filter: { types: ['ContractNoted'] }, max: 4 })), [...found.slice(0, 4)], 'four of a type')
      same(await all(store.readAll({ filter: { types: ['NeverSeen'] } })), [], 'a type that never was')
    }),
    the('reading may be given up at any event', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 3))
      for await (const first of store.read(callA)) if (first._tag === 'Right') break
      for await (const first of store.readAll()) if (first._tag === 'Right') break
      await append(store, callA, 2, batch('b', 1))
      same((await all(store.read(callA))).length, 4, 'events')
    }),
    the(`a stream of ${long} events is read whole, and goes on`, async ({ store }) => {
      const step = Math.min(1000, long)
      for (let from = 0; from < long; from += step) {
        const events = upTo(step).map((n) => noted('long', from + n)) as unknown as NonEmpty<NewEvent>
        await append(store, callA, from === 0 ? 'no-stream' : from - 1, events)
      }
      let revision = -1
      for await (const event of store.read(callA)) {
        if (event._tag === 'Left' || event.right.revision !== ++revision || event.right.data['n'] !== revision) throw new Error(`at ${revision}: ${JSON.stringify(event)}`)
      }
      same(revision, long - 1, 'the last revision')
      same((await append(store, callA, long - 1, batch('next', 1))).revision, long, 'the next revision')
      same((await all(store.read(callA, { after: long - 2 }))).map((e) => e.revision), [long - 1, long], 'its end')
    }),
  ]
}
