import * as E from 'fp-ts/lib/Either.js'
import type { Delivery, EventStore, NewEvent, NonEmpty } from '../ports/event-store.js'

const through = <A>(value: A): A => JSON.parse(JSON.stringify(value)) as A

const each = <A, B>(items: AsyncIterable<A>, f: (item: A) => B): AsyncIterable<B> => ({
  [Symbol.asyncIterator]: () => {
    const inner = items[Symbol.asyncIterator]()
    return {
      next: async () => {
        const step = await inner.next()
        return step.done === true ? { done: true, value: undefined } : { done: false, value: f(step.value) }
      },
      return: async () => {
        await inner.return?.()
        return { done: true, value: undefined }
      },
    }
  },
})

const delivered = (delivery: Delivery): Delivery => (delivery._tag === 'event' ? { _tag: 'event', event: through(delivery.event) } : delivery)

/** A store behind JSON: what an event would lose on its way to a disk, it loses here too. */
export const throughJson = (store: EventStore): EventStore => ({
  append: (stream, expected, events) => store.append(stream, expected, events.map((event): NewEvent => through(event)) as unknown as NonEmpty<NewEvent>),
  read: (stream, options) => each(store.read(stream, options), E.map(through)),
  readAll: (options) => each(store.readAll(options), E.map(through)),
  subscribe: (options) => each(store.subscribe(options), delivered),
  close: store.close,
})
