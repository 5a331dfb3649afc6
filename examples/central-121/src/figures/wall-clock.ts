import type { Instant } from '@disque/core'

const dayMs = 86_400_000

/** Wall-clock time of one zone as instants. */
export interface WallClock {
  /** `day`: days since 1970-01-01; `seconds` may pass into the next day. A time in a gap is moved by the gap's length, one that comes twice is the first. */
  readonly instantOf: (day: number, seconds: number) => Instant
  /** What to add to an instant for the wall clock's reading, in milliseconds. */
  readonly offsetAt: (at: Instant) => number
}

/** `undefined` when there is no such zone. */
export const wallClock = (zone: string): WallClock | undefined => {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    })
  } catch {
    return undefined
  }
  const readOffset = (ms: number): number => {
    const parts = new Map(format.formatToParts(ms).map((part) => [part.type, Number(part.value)]))
    const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((part) => parts.get(part))
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
  }
  // Clocks change at quarters of an hour; one reading serves all instants of a quarter.
  const known = new Map<number, number>()
  const offset = (ms: number): number => {
    const quarter = Math.floor(ms / 900_000)
    const found = known.get(quarter) ?? readOffset(quarter * 900_000)
    known.set(quarter, found)
    return found
  }
  return {
    offsetAt: (at) => offset(at),
    instantOf: (day, seconds) => {
      const wall = day * dayMs + seconds * 1000
      const before = offset(wall - dayMs)
      const after = offset(wall + dayMs)
      const earlier = wall - before
      if (before === after || offset(earlier) === before) return earlier as Instant
      const later = wall - after
      return (offset(later) === after ? later : earlier) as Instant
    },
  }
}
