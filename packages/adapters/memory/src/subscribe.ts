import { matches, stoppable, type Delivery, type EventStore, type Filter, type Position, type Recorded } from '@disque/core'
import { indexAfter } from './position.js'

/** After so many events that the filter leaves out, a subscriber is told where it stands. */
const skippedAtMost = 1000

// STORE-06 A subscriber gets what is stored and then what is new, each event once and in order: it holds its own index into the log.
// STORE-07 What a filter leaves out moves the checkpoint.
/** Deliveries over a growing log. */
export const subscriptions = (log: readonly Recorded[]) => {
  const sleepers = new Set<() => void>()
  let closed = false

  const wake = () => {
    if (sleepers.size === 0) return
    for (const waken of sleepers) waken()
    sleepers.clear()
  }

  const start = (after: Position | 'start' | 'end', filter: Filter | undefined): AsyncIterator<Delivery> => {
    let next = after === 'start' ? 0 : after === 'end' ? log.length : indexAfter(after)
    let stopped = false
    let waken: (() => void) | undefined

    async function* deliveries(): AsyncGenerator<Delivery, void> {
      if (next === undefined) {
        yield { _tag: 'dropped', reason: `position "${after}" is not of this store` }
        return
      }
      let caughtUp = false
      let skipped = 0
      while (!stopped) {
        if (closed) {
          yield { _tag: 'dropped', reason: 'the store was closed' }
          return
        }
        const event = log[next]
        if (event !== undefined) {
          next++
          if (matches(filter, event)) {
            skipped = 0
            yield { _tag: 'event', event }
          } else if (++skipped >= skippedAtMost) {
            skipped = 0
            yield { _tag: 'checkpoint', position: event.position }
          }
        } else if (skipped > 0) {
          skipped = 0
          const seen = log[next - 1]
          if (seen !== undefined) yield { _tag: 'checkpoint', position: seen.position }
        } else if (!caughtUp) {
          caughtUp = true
          yield { _tag: 'caughtUp' }
        } else {
          await new Promise<void>((resolve) => sleepers.add((waken = resolve)))
        }
      }
    }

    return stoppable(deliveries, () => {
      stopped = true
      if (waken !== undefined) sleepers.delete(waken)
      waken?.()
    })
  }

  const subscribe: EventStore['subscribe'] = ({ after, filter }) => ({ [Symbol.asyncIterator]: () => start(after, filter) })
  return {
    wake,
    subscribe,
    close: () => {
      closed = true
      wake()
    },
  }
}
