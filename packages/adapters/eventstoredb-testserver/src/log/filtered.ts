import type { EventFilter } from './event-filter.js'
import type { Direction, Log, Position, Stored } from './model.js'

/** A page of a filtered read. `considered` counts the records looked at; `atEnd` says that there were no more. */
interface FilteredPage {
  readonly events: readonly Stored[]
  readonly considered: number
  readonly next: Position
  readonly atEnd: boolean
}

const chunk = 256

/** Reads until `max` records have passed the filter or `window` have been looked at. */
export const filteredPage = (
  log: Pick<Log, 'readAll' | 'end'>,
  from: Position | 'start' | 'end',
  { max, window, filter, direction }: { readonly max: number; readonly window: number; readonly filter: EventFilter; readonly direction: Direction }
): FilteredPage => {
  const events: Stored[] = []
  let considered = 0
  let at = from
  while (events.length < max && considered < window) {
    const records = log.readAll(at, Math.min(chunk, window - considered), direction)
    for (const stored of records) {
      considered += 1
      if (filter(stored)) events.push(stored)
      // Backwards a position stands behind the record that is read next.
      at = direction === 'forwards' ? { commit: stored.commit + 1n, prepare: 0n } : { commit: stored.commit, prepare: stored.prepare }
      if (events.length === max) break
    }
    if (records.length === 0) return { events, considered, next: beginning(log, at), atEnd: true }
  }
  return { events, considered, next: direction === 'forwards' ? beginning(log, at) : positionOf(at, log), atEnd: false }
}

const positionOf = (at: Position | 'start' | 'end', log: Pick<Log, 'end'>): Position => {
  if (at === 'start') return { commit: 0n, prepare: 0n }
  return at === 'end' ? log.end() : at
}

/** Where the next record begins; the server has 0 as its prepare position. */
const beginning = (log: Pick<Log, 'readAll' | 'end'>, at: Position | 'start' | 'end'): Position => ({
  commit: log.readAll(at, 1, 'forwards')[0]?.commit ?? log.end().commit,
  prepare: 0n,
})
