import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../shared/instant.js'
import { dayLength, type Day } from './wall.js'

/** Whether IANA knows the zone by this name; a bare offset is no zone. */
export const isZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId.length > 0
  } catch {
    return false
  }
}

/** HOURS-01 Wall time in a gap moves on by the gap's length; where it comes twice, the first counts. */
export const instantOf = (zone: string, day: Day, sinceMidnight: number): Instant => {
  const w = new Date(day * dayLength + sinceMidnight)
  const wall = new Temporal.PlainDateTime(
    w.getUTCFullYear(), w.getUTCMonth() + 1, w.getUTCDate(), w.getUTCHours(), w.getUTCMinutes(), w.getUTCSeconds(), w.getUTCMilliseconds()
  )
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds as Instant
}

/** What a clock in the zone is ahead of UTC, in milliseconds. */
export const offsetAt = (zone: string, at: number): number => zoned(zone, at).offsetNanoseconds / 1e6

const zoned = (zone: string, at: number) => new Temporal.ZonedDateTime(BigInt(at) * 1_000_000n, zone)

/** A stretch without a change of the clock. */
interface Calm {
  readonly from: number
  readonly until: number
  readonly offset: number
}

/** The zone's stretches between two instants, in order: the first begins and the last ends somewhere beyond. */
const calms = (zone: string, from: number, until: number): readonly Calm[] => {
  const found: Calm[] = []
  let start = from
  let at = zoned(zone, from)
  while (start < until) {
    const next = at.getTimeZoneTransition('next')
    const end = next === null ? until : Math.min(next.epochMilliseconds, until)
    found.push({ from: start, until: end, offset: at.offsetNanoseconds / 1e6 })
    start = end
    if (next !== null) at = next
  }
  return found
}

/** The offset of a day that begins and ends far from any change of the clock; nothing for the others, which only the zone's rules resolve. */
export const steadyOffsets = (zone: string, first: Day, count: number): ((day: Day) => number | undefined) => {
  const stretches = calms(zone, (first - 4) * dayLength, (first + count + 4) * dayLength)
  let i = 0
  return (day) => {
    for (; i < stretches.length; i++) {
      const calm = stretches[i]
      if (calm === undefined) return undefined
      const start = day * dayLength - calm.offset
      if (start + 2 * dayLength > calm.until) continue
      return start - dayLength >= calm.from ? calm.offset : undefined
    }
    return undefined
  }
}
