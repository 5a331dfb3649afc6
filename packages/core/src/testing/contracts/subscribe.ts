import type { Delivery } from '../../ports/event-store.js'
import { all, must, same, upTo, type Case } from './case.js'
import { append, batch, callA, callB, countTo, eventsIn, isCaughtUp, noted, shiftA, storeCase, takeUntil, type OpenStore } from './store-case.js'

const open$ = (deliveries: AsyncIterable<Delivery>) => deliveries[Symbol.asyncIterator]()

export const subscribeCases = (open: OpenStore): readonly Case[] => {
  const the = storeCase(open)
  return [
    the('a subscription gives what is stored, says so, and then gives what is new', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 3))
      const deliveries = open$(store.subscribe({ after: 'start' }))
      const stored = await takeUntil(deliveries, isCaughtUp)
      same(eventsIn(stored), await all(store.readAll()), 'what was stored')
      await append(store, callB, 'no-stream', batch('b', 2))
      const live = await takeUntil(deliveries, countTo(2))
      same(eventsIn(live), await all(store.read(callB)), 'what is new')
      await deliveries.return?.()
    }),
    the('an empty store is caught up with at once', async ({ store }) => {
      const deliveries = open$(store.subscribe({ after: 'start' }))
      same(eventsIn(await takeUntil(deliveries, isCaughtUp)), [], 'events')
      await deliveries.return?.()
    }),
    the('a subscription starts after a position, or at the end', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 4))
      const found = await all(store.readAll())
      const [middle, end] = [open$(store.subscribe({ after: found[1]?.position ?? '' })), open$(store.subscribe({ after: 'end' }))]
      same(eventsIn(await takeUntil(middle, isCaughtUp)), found.slice(2), 'after the second')
      same(eventsIn(await takeUntil(end, isCaughtUp)), [], 'from the end')
      await append(store, callA, 3, batch('b', 1))
      const last = (await all(store.readAll())).slice(4)
      same(eventsIn(await takeUntil(middle, countTo(1))), last, 'what is new, from the middle')
      same(eventsIn(await takeUntil(end, countTo(1))), last, 'what is new, from the end')
      await middle.return?.()
      await end.return?.()
    }),
    the('STORE-06 under writers that go on, nothing is missed, repeated or out of order', async ({ store, another }) => {
      const second = (await another?.()) ?? store
      const write = async (handle: typeof store, name: string) => {
        for (const n of upTo(60)) {
          const stream = `call-${name}${n % 5}` as typeof callA
          await append(handle, stream, n < 5 ? 'no-stream' : (Math.floor(n / 5) - 1) * 2 + 1, batch(`${name}${n}`, 2))
        }
      }
      await write(store, 'before')
      const subscribers = upTo(3).map(() => open$(store.subscribe({ after: 'start' })))
      const total = 120 * 4
      const [seen] = await Promise.all([
        Promise.all(subscribers.map((s) => takeUntil(s, countTo(total)))),
        write(store, 'one'),
        write(store, 'two'),
        write(second, 'three'),
      ])
      const expected = (await all(store.readAll())).map((e) => e.position)
      for (const deliveries of seen) same(eventsIn(deliveries).map((e) => e.position), expected, 'what a subscriber saw')
      must(seen.every((d) => d.every((x) => x._tag !== 'dropped')), 'no subscriber was dropped')
      for (const s of subscribers) await s.return?.()
      if (second !== store) await second.close()
    }),
    the('STORE-07 what a filter leaves out moves the checkpoint', async ({ store }) => {
      await append(store, shiftA, 'no-stream', batch('s', 2))
      await append(store, callA, 'no-stream', [noted('a'), noted('a', 1, 'ContractEnded')])
      await append(store, shiftA, 1, batch('t', 3))
      const found = await all(store.readAll())
      const deliveries = open$(store.subscribe({ after: 'start', filter: { categories: ['call'], types: ['ContractEnded'] } }))
      const first = await takeUntil(deliveries, isCaughtUp)
      same(eventsIn(first), found.slice(3, 4), 'what passed')
      const reached = (ds: readonly Delivery[]) => ds.flatMap((d) => (d._tag === 'checkpoint' ? [d.position] : d._tag === 'event' ? [d.event.position] : []))
      same(reached(first).at(-1), found.at(-1)?.position, 'the checkpoint once caught up')
      await append(store, shiftA, 4, batch('u', 2))
      const last = (await all(store.readAll())).at(-1)?.position ?? ''
      const live = await takeUntil(deliveries, (d) => d._tag === 'checkpoint' && d.position === last)
      same(eventsIn(live), [], 'events that the filter leaves out')
      const rising = reached([...first, ...live])
      must(rising.every((p, i) => i === 0 || (rising[i - 1] ?? '') < p), `checkpoints rise: ${rising.join(' ')}`)
      await deliveries.return?.()
    }),
    the('a subscription that waits can be ended by its reader', async ({ store }) => {
      const deliveries = open$(store.subscribe({ after: 'start' }))
      await takeUntil(deliveries, isCaughtUp)
      const waiting = deliveries.next()
      await deliveries.return?.()
      same((await waiting).done, true, 'the wait is over')
      same((await deliveries.next()).done, true, 'it stays ended')
    }),
    the('closing the store drops its subscriptions', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 1))
      const deliveries = open$(store.subscribe({ after: 'start' }))
      await takeUntil(deliveries, isCaughtUp)
      const waiting = deliveries.next()
      await store.close()
      const step = await waiting
      must(step.done !== true && step.value._tag === 'dropped', `the last delivery says dropped: ${JSON.stringify(step)}`)
      same((await deliveries.next()).done, true, 'then it ends')
    }),
  ]
}
