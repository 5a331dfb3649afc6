import { stoppable, type Delivery, type Filter, type Position } from '@disque/core'
import { reasonOf } from './failures.js'
import { pageSize, turnAfter } from './pages.js'
import type { Slice } from './recent.js'
import { positionNumber, positionText } from './rows.js'

const pauseAtMostMs = 50

interface Sleeper {
  readonly after: number
  readonly waken: () => void
}

/** Subscriptions over a file that other processes write too: woken by own appends at once, by others' within moments. */
export const subscriptions = (slice: (after: number, filter: Filter | undefined, limit: number) => Slice, end: () => number, isClosed: () => boolean) => {
  const sleepers = new Set<Sleeper>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let pauseMs = 1

  const wake = (upTo = Infinity) => {
    for (const sleeper of sleepers) {
      if (sleeper.after >= upTo) continue
      sleepers.delete(sleeper)
      sleeper.waken()
    }
  }

  const look = () => {
    timer = undefined
    if (sleepers.size === 0) return
    const asleep = sleepers.size
    try {
      wake(isClosed() ? Infinity : end())
    } catch {
      // The subscriber's own reading says what is wrong.
      wake()
    }
    pauseMs = sleepers.size < asleep ? 1 : Math.min(pauseAtMostMs, pauseMs * 2)
    watch()
  }

  const watch = () => {
    if (timer === undefined && sleepers.size > 0) timer = setTimeout(look, pauseMs)
  }

  const sleep = (after: number, hold: (waken: () => void) => void) =>
    new Promise<void>((resolve) => {
      const sleeper: Sleeper = { after, waken: resolve }
      sleepers.add(sleeper)
      hold(() => {
        sleepers.delete(sleeper)
        resolve()
      })
      watch()
    })

  async function* deliveries(from: number, filter: Filter | undefined, isStopped: () => boolean, hold: (waken: () => void) => void): AsyncGenerator<Delivery, void> {
    let after = from
    let caughtUp = false
    // SQLITE-03 Each page begins where the last one ended, stored or new alike, whoever wrote it.
    while (!isStopped()) {
      let next: Slice
      try {
        if (isClosed()) throw new Error('the store was closed')
        next = slice(after, filter, pageSize)
      } catch (error) {
        yield { _tag: 'dropped', reason: reasonOf(error) }
        return
      }
      let seen = after
      for (const event of next.events) {
        if (event._tag === 'Left') {
          yield { _tag: 'dropped', reason: `an event cannot be read: ${JSON.stringify(event.left)}` }
          return
        }
        seen = positionNumber(event.right.position) ?? seen
        yield { _tag: 'event', event: event.right }
      }
      if (next.end > seen) yield { _tag: 'checkpoint', position: positionText(next.end) }
      if (next.end > after) {
        await turnAfter(next.end - after)
        after = next.end
      } else if (!caughtUp) {
        caughtUp = true
        yield { _tag: 'caughtUp' }
      } else await sleep(after, hold)
    }
  }

  async function* dropped(reason: string): AsyncGenerator<Delivery, void> {
    yield await Promise.resolve({ _tag: 'dropped', reason })
  }

  const subscribe = ({ after, filter }: { readonly after: Position | 'start' | 'end'; readonly filter?: Filter }): AsyncIterable<Delivery> => ({
    [Symbol.asyncIterator]: () => {
      let stopped = false
      let waken: (() => void) | undefined
      const begin = (): AsyncGenerator<Delivery, void> => {
        try {
          const from = after === 'start' ? 0 : after === 'end' && !isClosed() ? end() : after === 'end' ? 0 : positionNumber(after)
          if (from === undefined) return dropped(`position "${after}" is not of this store`)
          return deliveries(from, filter, () => stopped, (w) => (waken = w))
        } catch (error) {
          return dropped(reasonOf(error))
        }
      }
      return stoppable(begin, () => {
        stopped = true
        waken?.()
      })
    },
  })

  return {
    subscribe,
    wake: () => wake(),
    close: () => {
      clearTimeout(timer)
      timer = undefined
      wake()
    },
  }
}
