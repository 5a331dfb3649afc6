import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Database } from 'better-sqlite3'
import type { AppendFailure, EventStore, Filter, NewEvent, ReadFailure, Recorded } from '@disque/core'
import { appender } from './append.js'
import { reasonOf } from './failures.js'
import { pages, pageSize, turnAfter } from './pages.js'
import { recentEvents, type Slice } from './recent.js'
import { positionNumber, recordedFrom, rowOf, type NewRow } from './rows.js'
import { subscriptions } from './subscribe.js'
import type { Writer } from './writer.js'

type Read = AsyncGenerator<Either<ReadFailure, Recorded>, void>

interface Parts {
  readonly db: Database
  readonly writer: Writer
  readonly fault: (event: NewEvent) => AppendFailure | undefined
  readonly isClosed: () => boolean
}

/** The events of one file. Whoever opened it closes it. */
export const eventStore = ({ db, writer, fault, isClosed }: Parts) => {
  const append = appender(db)
  const reading = pages(db)
  const recent = recentEvents()

  const unavailable = (error: unknown): Either<ReadFailure, never> => E.left({ _tag: 'StoreUnavailable', reason: reasonOf(error) })

  /** Page after page, until one is empty or there are enough. */
  async function* inPages(from: number, max: number, page: (after: number, limit: number) => Slice): Read {
    let after = from
    let left = max
    while (left > 0) {
      if (isClosed()) {
        yield E.left({ _tag: 'StoreClosed' })
        return
      }
      let got: Slice
      try {
        got = page(after, Math.min(pageSize, left))
      } catch (error) {
        yield unavailable(error)
        return
      }
      for (const recorded of got.events) {
        yield recorded
        if (recorded._tag === 'Left') return
      }
      if (got.end === after) return
      await turnAfter(got.end - after)
      after = got.end
      left -= got.events.length
    }
  }

  const slice = (after: number, filter: Filter | undefined, limit: number): Slice => {
    const kept = recent.after(after, filter, limit)
    if (kept !== undefined) return kept
    const { rows, end } = reading.all(after, filter, limit)
    return { events: rows.map(recordedFrom), end }
  }

  const feed = subscriptions(slice, reading.end, isClosed)

  async function* refused(reason: string): Read {
    yield await Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason }))
  }

  const prepare = (events: Parameters<EventStore['append']>[2]): Either<AppendFailure, readonly NewRow[]> => {
    const rows: NewRow[] = []
    for (const event of events) {
      const row = rowOf(event, fault)
      if (row._tag === 'Left') return row
      rows.push(row.right)
    }
    return E.right(rows)
  }

  const store: Omit<EventStore, 'close'> = {
    append: (stream, expected, events) => async () => {
      if (isClosed()) return E.left({ _tag: 'StoreClosed' })
      const rows = prepare(events)
      if (rows._tag === 'Left') return rows
      const result = await writer.submit(() => append(stream, expected, rows.right))
      if (result._tag === 'Right' && !result.right.already) {
        recent.add(stream, result.right.revision, result.right.position, rows.right)
        feed.wake()
      }
      return result
    },
    read: (stream, { after = -1, max = Infinity } = {}) => ({
      [Symbol.asyncIterator]: () =>
        inPages(after, max, (from, limit) => {
          const rows = reading.stream(stream, from, limit)
          return { events: rows.map(recordedFrom), end: rows.at(-1)?.[2] ?? from }
        }),
    }),
    readAll: ({ after, filter, max = Infinity } = {}) => ({
      [Symbol.asyncIterator]: () => {
        const from = after === undefined ? 0 : positionNumber(after)
        return from === undefined ? refused(`position "${after ?? ''}" is not of this store`) : inPages(from, max, (at, limit) => slice(at, filter, limit))
      },
    }),
    subscribe: feed.subscribe,
  }
  return { store, closeFeed: feed.close }
}
