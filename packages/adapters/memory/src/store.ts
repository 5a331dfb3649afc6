import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import {
  faultIn, matches,
  type AppendFailure, type Appended, type EventStore, type NewEvent, type NonEmpty, type ReadFailure, type Recorded, type Revision, type StreamName,
} from '@disque/core'
import { indexAfter, positionText } from './position.js'
import { subscriptions } from './subscribe.js'

export interface MemoryStoreOptions {
  /** Why an event is refused; by default what core's catalogue says. */
  readonly fault?: (event: NewEvent) => AppendFailure | undefined
}

const nothing: readonly Recorded[] = []
const closedNow: Either<{ readonly _tag: 'StoreClosed' }, never> = E.left({ _tag: 'StoreClosed' })

const refusalOf = (event: NewEvent, fault: (event: NewEvent) => AppendFailure | undefined): AppendFailure | undefined => {
  if (event.id.length !== 36) return { _tag: 'BadEvent', type: event.type, reason: 'its id is no UUID' }
  if (event.data.type !== event.type) return { _tag: 'BadEvent', type: event.type, reason: `its data say ${event.data.type}` }
  return fault(event)
}

/** `next` answers one event after the other, then nothing. */
const iterate = (next: () => Recorded | undefined, isClosed: () => boolean): AsyncIterator<Either<ReadFailure, Recorded>> => {
  let over = false
  return {
    next: () => {
      if (!over && isClosed()) {
        over = true
        return Promise.resolve({ done: false, value: closedNow })
      }
      const event = over ? undefined : next()
      return Promise.resolve(event === undefined ? { done: true, value: undefined } : { done: false, value: E.right(event) })
    },
    return: () => {
      over = true
      return Promise.resolve({ done: true, value: undefined })
    },
  }
}

/** Events in this process's memory: for tests, simulations and a first try. It keeps the very objects it is given. */
export const memoryStore = ({ fault = faultIn }: MemoryStoreOptions = {}): EventStore => {
  const log: Recorded[] = []
  const streams = new Map<string, Recorded[]>()
  const feed = subscriptions(log)
  let closed = false
  const isClosed = () => closed

  const before = (stream: StreamName, held: readonly Recorded[], expected: 'no-stream' | Revision, events: NonEmpty<NewEvent>): Either<AppendFailure, Appended> => {
    const from = expected === 'no-stream' ? 0 : expected + 1
    const last = held[from + events.length - 1]
    // STORE-01 The same events sent again with the same expectation answer the first result and store nothing.
    if (last !== undefined && events.every((event, i) => held[from + i]?.id === event.id)) {
      return E.right({ revision: last.revision, position: last.position, already: true })
    }
    // STORE-02 An append that expects another revision than the stream's is refused, and says both.
    return E.left({ _tag: 'WrongRevision', stream, expected, actual: held.length === 0 ? 'no-stream' : held.length - 1 })
  }

  const append = (stream: StreamName, expected: 'no-stream' | Revision, events: NonEmpty<NewEvent>): Either<AppendFailure, Appended> => {
    if (closed) return closedNow
    // STORE-03 Plaintext in a personal field is refused.
    // STORE-08 What its own codec could not read again is refused.
    // STORE-04 All events of an append are stored, or none: whatever can be wrong is looked at before the first is kept.
    for (const event of events) {
      const refusal = refusalOf(event, fault)
      if (refusal !== undefined) return E.left(refusal)
    }
    let held = streams.get(stream)
    const next = held === undefined ? 0 : held.length
    if (next !== (expected === 'no-stream' ? 0 : expected + 1)) return before(stream, held ?? nothing, expected, events)
    let revision = next - 1
    let position = ''
    for (const event of events) {
      // STORE-05 The global order is total and stable, and agrees with the order of each stream.
      position = positionText(log.length)
      revision++
      const recorded: Recorded = { id: event.id, type: event.type, data: event.data, metadata: event.metadata, stream, revision, position }
      log.push(recorded)
      if (held === undefined) streams.set(stream, (held = [recorded]))
      else held.push(recorded)
    }
    feed.wake()
    return E.right({ revision, position, already: false })
  }

  return {
    append: (stream, expected, events) => () => Promise.resolve(append(stream, expected, events)),
    read: (stream, { after = -1, max = Infinity } = {}) => ({
      [Symbol.asyncIterator]: () => {
        const held = streams.get(stream) ?? nothing
        const end = Math.min(held.length, after + 1 + max)
        let place = after + 1
        return iterate(() => (place < end ? held[place++] : undefined), isClosed)
      },
    }),
    readAll: ({ after, filter, max = Infinity } = {}) => ({
      [Symbol.asyncIterator]: () => {
        const from = indexAfter(after)
        if (from === undefined) return iterateOne(E.left({ _tag: 'StoreUnavailable', reason: `position "${after ?? ''}" is not of this store` }))
        const end = log.length
        let place = from
        let left = max
        return iterate(() => {
          while (left > 0 && place < end) {
            const event = log[place++]
            if (event !== undefined && matches(filter, event)) {
              left--
              return event
            }
          }
          return undefined
        }, isClosed)
      },
    }),
    subscribe: feed.subscribe,
    close: () => {
      closed = true
      feed.close()
      return Promise.resolve()
    },
  }
}

async function* iterateOne<A>(value: A): AsyncGenerator<A, void> {
  yield await Promise.resolve(value)
}
