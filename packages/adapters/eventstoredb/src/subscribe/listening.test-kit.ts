import * as E from 'fp-ts/lib/Either.js'
import type { Delivery, EventStore } from '@disque/core'

/** Where it was stored. Clients of one process share a connection, which the last test's may just be closing: what was not stored is sent again. */
export const put = async (store: EventStore, ...what: Parameters<EventStore['append']>) => {
  let result = await store.append(...what)()
  while (E.isLeft(result) && result.left._tag === 'StoreUnavailable') result = await store.append(...what)()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right.position
}

/** Collects in the background. */
export const listening = (store: EventStore, options: Parameters<EventStore['subscribe']>[0]) => {
  const iterator = store.subscribe(options)[Symbol.asyncIterator]()
  const got: Delivery[] = []
  const done = (async () => {
    for (;;) {
      const step = await iterator.next()
      if (step.done === true) return
      got.push(step.value)
    }
  })()
  return {
    got,
    events: () => got.flatMap((d) => (d._tag === 'event' ? [`${d.event.stream}@${d.event.revision}`] : [])),
    /** Each position that was told, in order. */
    told: () => got.flatMap((d) => (d._tag === 'checkpoint' ? [d.position] : d._tag === 'event' ? [d.event.position] : [])),
    has: (tag: Delivery['_tag']) => got.some((d) => d._tag === tag),
    stop: async () => (await iterator.return?.(), done),
  }
}
