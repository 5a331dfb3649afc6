import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../shared/instant.js'
import { dayLength, type Day } from './wall.js'

/** Days further than this from 1970 are beyond what dates can tell: nothing is open there. */
export const farthest: Day = 99_000_000

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
export const instantOf = (zone: string, day: Day, sinceMidnight: number): Instant | undefined => {
  if (Math.abs(day) > farthest) return undefined
  const w = new Date(day * dayLength + sinceMidnight)
  const wall = new Temporal.PlainDateTime(
    w.getUTCFullYear(), w.getUTCMonth() + 1, w.getUTCDate(), w.getUTCHours(), w.getUTCMinutes(), w.getUTCSeconds(), w.getUTCMilliseconds()
  )
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds as Instant
}
