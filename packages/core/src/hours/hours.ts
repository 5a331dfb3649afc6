import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Instant } from '../shared/instant.js'
import type { Calendar } from './calendar.js'
import { dayIn, resolved, type Period, type Resolved, type ResolvedDay } from './resolve.js'
import { dayLength, type Day } from './wall.js'
import { farthest } from './zone.js'

export { Break, Calendar, Exception, Interval, LocalDate, WallTime, Weekly } from './calendar.js'
export { easter, federalClosures, type FederalDay, type FederalDayKind, federalDays } from './brazil.js'
export type { Period } from './resolve.js'
export { type Fault, validate } from './validate.js'
export { isZone } from './zone.js'

/** The calendar does not open (or close) any more after this instant. */
export interface NoOpenTime {
  readonly _tag: 'NoOpenTime'
  readonly after: Instant
}

const utcDay = (at: Instant): Day => Math.min(farthest, Math.max(-farthest, Math.floor(at / dayLength)))
const within = (p: Period, at: Instant): boolean => p.from <= at && at < p.until

/** The local day that an instant belongs to: no zone is a whole day away from UTC. */
const localDay = (c: Resolved, at: Instant): { readonly day: Day; readonly found: ResolvedDay } | undefined => {
  const utc = utcDay(at)
  for (const day of [utc, utc - 1, utc + 1]) {
    const found = dayIn(c, day)
    if (within(found, at)) return { day, found }
  }
  return undefined
}

/** HOURS-05 It is open exactly while a resolved period holds the instant: the start belongs to it, the end does not. */
export const isOpen = (calendar: Calendar, at: Instant): boolean => {
  const c = resolved(calendar)
  return c !== undefined && (localDay(c, at)?.found.open.some((p) => within(p, at)) ?? false)
}

/** Whether the instant lies in a break, also one outside the hours. */
export const isOnBreak = (calendar: Calendar, at: Instant): boolean => {
  const c = resolved(calendar)
  return c !== undefined && (localDay(c, at)?.found.breaks.some((p) => within(p, at)) ?? false)
}

/** Whether the instant's local day is a holiday. */
export const isHoliday = (calendar: Calendar, at: Instant): boolean => {
  const c = resolved(calendar)
  const local = c === undefined ? undefined : localDay(c, at)
  return c !== undefined && local !== undefined && c.holidays.has(local.day)
}

/** In two weeks every weekday comes twice: no change of the clock takes both away. */
const longEnough = 15

const dayAfter = (c: Resolved, day: Day): Day | undefined => (c.recurs ? day + 1 : c.special.find((d) => d > day))

/** HOURS-06 A search ends: past the last dated entry and two weeks without open time there is none. */
function* ahead(calendar: Calendar, at: Instant): Generator<Period, void, undefined> {
  const c = resolved(calendar)
  if (c === undefined) return
  const start = utcDay(at) - 2
  let idleSince = start
  for (let day = dayAfter(c, start); day !== undefined; day = dayAfter(c, day)) {
    const { open } = dayIn(c, day)
    for (const p of open) if (p.until > at) yield p
    if (open.length > 0) idleSince = day
    else if (day - Math.max(idleSince, c.lastDated) > longEnough) return
  }
}

/** HOURS-07 The next opening is the first start of a period strictly after the instant. Adjoining periods, as over midnight, are two. */
export const nextOpening = (calendar: Calendar, at: Instant): Either<NoOpenTime, Instant> => {
  for (const p of ahead(calendar, at)) if (p.from > at) return E.right(p.from)
  return E.left({ _tag: 'NoOpenTime', after: at })
}

/** The instant itself while open, else the next opening. */
export const nextOpen = (calendar: Calendar, at: Instant): Either<NoOpenTime, Instant> => (isOpen(calendar, at) ? E.right(at) : nextOpening(calendar, at))

/** HOURS-08 The next closing is the first end of a period strictly after the instant. */
export const nextClosing = (calendar: Calendar, at: Instant): Either<NoOpenTime, Instant> => {
  const first = ahead(calendar, at).next()
  return first.done === true ? E.left({ _tag: 'NoOpenTime', after: at }) : E.right(first.value.until)
}

/** Open time from an instant on, oldest first, without end where the week has hours: take what you need. */
export function* periodsFrom(calendar: Calendar, from: Instant): Generator<Period, void, undefined> {
  for (const p of ahead(calendar, from)) yield p.from < from ? { from, until: p.until } : p
}

/** HOURS-09 Between two instants the open time is cut at both; periods that adjoin, as over midnight, stay two. */
export const periods = (calendar: Calendar, from: Instant, until: Instant): readonly Period[] => {
  const found: Period[] = []
  for (const p of periodsFrom(calendar, from)) {
    if (p.from >= until) break
    found.push(p.until > until ? { from: p.from, until } : p)
  }
  return found
}
