import { categoryOf, streamName, uuidFrom, type CommandId, type Delivery, type EventStore, type Instant, type NewEvent, type Position, type Recorded, type StreamName } from '@disque/core'

type Reads = ReturnType<EventStore['readAll']>
type Read = Reads extends AsyncIterable<infer R> ? R : never

/** One case's part of a store that others use too. */
export interface Begun {
  /** Stands in the name of each stream of the case: `call-a` is `call-{name}.a` in the store. */
  readonly name: string
  /** Where the store stood when the case began. */
  readonly from: Position
}

const mark = (name: string): NewEvent => ({
  id: uuidFrom(name, 0),
  type: 'ContractBegan',
  data: { type: 'ContractBegan', at: 0 },
  metadata: { schema: 1, commandId: name as CommandId, correlation: 'contract', recordedAt: 0 as Instant },
})

/** Begins a case: one event on a stream of its own marks the place. `name` is used once for ever. Throws where the store takes no events. */
export const begin = async (store: EventStore, name: string): Promise<Begun> => {
  const marked = await store.append(streamName('contract', name), 'no-stream', [mark(name)])()
  if (marked._tag === 'Left') throw new Error(`The case cannot begin: ${JSON.stringify(marked.left)}`)
  return { name, from: marked.right.position }
}

/** Names as the case knows them, and as the store does. */
const names = (name: string) => {
  const prefix = `${name}.`
  const idOf = (stream: string) => stream.slice(categoryOf(stream).length + 1)
  return {
    inStore: (stream: StreamName): StreamName => streamName(categoryOf(stream), `${prefix}${idOf(stream)}`),
    inCase: (stream: string): StreamName | undefined => {
      const id = idOf(stream)
      return id.startsWith(prefix) ? streamName(categoryOf(stream), id.slice(prefix.length)) : undefined
    },
  }
}

/**
 * A store in which only the case's own events seem to exist: empty when the case begins, however much the store holds and whoever else
 * writes to it. Positions are the store's own. A checkpoint is told as the case's last event up to it.
 *
 * @example
 * const view = viewOf(store, await begin(store, 'run-1'))
 * await view.append(streamName('call', 'a'), 'no-stream', events)()
 */
export const viewOf = (store: EventStore, { name, from }: Begun): EventStore => {
  const { inStore, inCase } = names(name)
  const own = (event: Recorded): Recorded | undefined => {
    const stream = inCase(event.stream)
    return stream === undefined ? undefined : { ...event, stream }
  }
  const ownRead = (read: Read): Read | undefined => {
    if (read._tag === 'Right') {
      const event = own(read.right)
      return event === undefined ? undefined : { _tag: 'Right', right: event }
    }
    if (read.left._tag !== 'StoredEventUnreadable') return read
    const stream = inCase(read.left.stream)
    return stream === undefined ? undefined : { _tag: 'Left', left: { ...read.left, stream } }
  }

  async function* reading(source: Reads, max: number) {
    let left = max
    if (left <= 0) return
    for await (const read of source) {
      const mine = ownRead(read)
      if (mine === undefined) continue
      yield mine
      if (--left <= 0) return
    }
  }

  /** The case's last event behind `after` and up to `to`. */
  const lastOwn = async (after: Position, to: Position): Promise<Position | undefined> => {
    let last: Position | undefined
    for await (const read of store.readAll({ after })) {
      if (read._tag === 'Left') continue
      if (read.right.position > to) break
      if (own(read.right) !== undefined) last = read.right.position
    }
    return last
  }

  const delivering = (inner: AsyncIterator<Delivery>, after: Position): AsyncIterator<Delivery> => {
    let reached = after
    const translated = async (delivery: Delivery): Promise<Delivery | undefined> => {
      if (delivery._tag === 'event') {
        const event = own(delivery.event)
        if (event !== undefined) reached = event.position
        return event === undefined ? undefined : { _tag: 'event', event }
      }
      if (delivery._tag !== 'checkpoint') return delivery
      const last = await lastOwn(reached, delivery.position)
      if (last !== undefined) reached = last
      return last === undefined ? undefined : { _tag: 'checkpoint', position: last }
    }
    return {
      next: async () => {
        for (;;) {
          const step = await inner.next()
          if (step.done === true) return { done: true, value: undefined }
          const value = await translated(step.value)
          if (value !== undefined) return { done: false, value }
        }
      },
      return: async () => {
        await inner.return?.()
        return { done: true, value: undefined }
      },
    }
  }

  return {
    append: (stream, expected, events) => async () => {
      const appended = await store.append(inStore(stream), expected, events)()
      return appended._tag === 'Left' && appended.left._tag === 'WrongRevision' ? { _tag: 'Left', left: { ...appended.left, stream } } : appended
    },
    read: (stream, options) => reading(store.read(inStore(stream), options), Infinity),
    readAll: ({ after, filter, max = Infinity } = {}) => reading(store.readAll({ after: after === undefined || after === '' ? from : after, ...(filter && { filter }) }), max),
    subscribe: ({ after, filter }) => ({
      [Symbol.asyncIterator]: () => {
        const start = after === 'start' || after === '' ? from : after
        const deliveries = store.subscribe({ after: start, ...(filter && { filter }) })
        return delivering(deliveries[Symbol.asyncIterator](), start === 'end' ? from : start)
      },
    }),
    close: store.close,
  }
}
