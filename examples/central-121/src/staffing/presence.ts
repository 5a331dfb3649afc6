import { seconds, type Instant } from '@disque/core'
import type { ScheduledCall } from '../calls/schedule.js'

export interface Present {
  readonly from: Instant
  readonly until: Instant
}

/** A pause between two services that lasts longer is a break. */
const breakAfter = seconds(1800)

/** Services that follow each other, without the breaks. */
const joined = (services: readonly Present[]): readonly Present[] => {
  const periods: Present[] = []
  for (const { from, until } of [...services].sort((a, b) => a.from - b.from)) {
    const last = periods.at(-1)
    if (last === undefined || from - last.until > breakAfter) periods.push({ from, until })
    else if (until > last.until) periods[periods.length - 1] = { from: last.from, until }
  }
  return periods
}

/** When each attendant was there, as far as a log shows it: on each date from the first service to the end of the last, without the breaks. Whom the log does not name is not there. */
export const presence = (calls: readonly ScheduledCall[], dateOf: (at: Instant) => string): readonly Present[] => {
  const days = new Map<string, Present[]>()
  for (const { end, row: { server }, waitEnded, served } of calls) {
    if (end !== 'answered' || server === undefined) continue
    const day = `${dateOf(waitEnded)} ${server}`
    const services = days.get(day) ?? []
    services.push({ from: waitEnded, until: served })
    days.set(day, services)
  }
  return [...days.values()].flatMap(joined)
}
