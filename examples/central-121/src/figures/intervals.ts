import type { Instant } from '@disque/core'
import type { WallClock } from './wall-clock.js'

const halfHourMs = 1_800_000

/** The start of the half hour of the wall clock in which an instant lies. */
export const halfHourOf = (clock: WallClock) => (at: Instant): Instant => (at - ((((at + clock.offsetAt(at)) % halfHourMs) + halfHourMs) % halfHourMs)) as Instant

/** What the wall clock shows: `2020-07-01` and `10:30`. */
export const wallTimeOf = (clock: WallClock) => (at: Instant): { readonly date: string; readonly time: string } => {
  const text = new Date(at + clock.offsetAt(at)).toISOString()
  return { date: text.slice(0, 10), time: text.slice(11, 16) }
}
