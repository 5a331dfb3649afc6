import type { Instant } from '../shared/instant.js'
import type { Calendar, Exception, Interval, Weekly } from './calendar.js'
import { dayLength, dayOf, endOfDay, spanOf, weekdayOf, weekdays, type Day, type Span } from './wall.js'
import { instantOf } from './zone.js'

/** A stretch of open time, half-open. */
export interface Period {
  readonly from: Instant
  readonly until: Instant
}

/** Weekly hours, and the day from which on they count. */
interface Week {
  readonly from: Day
  /** By weekday; 0 is Sunday. In order; those that overlap have become one. */
  readonly spans: readonly (readonly Span[])[]
  readonly hasHours: boolean
}

/** A calendar read: days as numbers, hours as minutes; what is badly written is left out. */
export interface Prepared {
  readonly zone: string
  /** In order; the first counts from always. */
  readonly weeks: readonly [Week, ...Week[]]
  readonly holidays: ReadonlySet<Day>
  readonly breaks: ReadonlyMap<Day, readonly Span[]>
  readonly exceptions: ReadonlyMap<Day, readonly Exception[]>
}

const none: readonly never[] = []

const spansOf = (intervals: readonly Interval[]): readonly Span[] =>
  intervals.flatMap((i) => {
    const span = spanOf(i)
    return span === undefined ? [] : [span]
  })

/** In order; those that overlap become one, those that only touch stay two. */
const inOrder = <A extends Span>(spans: readonly A[]): readonly A[] => {
  const found: A[] = []
  for (const s of [...spans].sort((a, b) => a.from - b.from || a.until - b.until)) {
    const last = found.at(-1)
    if (last === undefined || s.from >= last.until) found.push(s)
    else if (s.until > last.until) found[found.length - 1] = { ...last, until: s.until }
  }
  return found
}

const byDay = <A extends { readonly date: string }>(entries: readonly A[]): ReadonlyMap<Day, readonly A[]> => {
  const found = new Map<Day, A[]>()
  for (const entry of entries) {
    const day = dayOf(entry.date)
    if (day === undefined) continue
    const others = found.get(day)
    if (others === undefined) found.set(day, [entry])
    else others.push(entry)
  }
  return found
}

const weekOf = (from: Day, weekly: Weekly): Week => {
  const spans = weekdays.map((name) => inOrder(spansOf(weekly[name] ?? none)))
  return { from, spans, hasHours: spans.some((s) => s.length > 0) }
}

/** HOURS-17 From the date of each change on, its weekly hours count in place of those before. */
const weeksOf = (calendar: Calendar): readonly [Week, ...Week[]] => {
  const changes = (calendar.weeks ?? none).flatMap(({ from, weekly }) => {
    const day = dayOf(from)
    return day === undefined ? [] : [weekOf(day, weekly)]
  })
  return [weekOf(-Infinity, calendar.weekly), ...changes.sort((a, b) => a.from - b.from)]
}

export const prepare = (calendar: Calendar): Prepared => ({
  zone: calendar.timeZone,
  weeks: weeksOf(calendar),
  holidays: new Set(calendar.holidays.flatMap((date) => dayOf(date) ?? none)),
  breaks: new Map([...byDay(calendar.breaks)].map(([day, entries]) => [day, spansOf(entries.flatMap((e) => e.intervals))])),
  exceptions: byDay(calendar.exceptions),
})

/** Whether anything but its week is said of the day. */
export const isDated = (c: Prepared, day: Day): boolean => c.holidays.has(day) || c.breaks.has(day) || c.exceptions.has(day)

/** Hours of the day's week alone. */
export const weeklyHours = (c: Prepared, day: Day): readonly Span[] => {
  let week = c.weeks[0]
  for (const later of c.weeks) if (later.from <= day) week = later
  return week.spans[weekdayOf(day)] ?? none
}

/** HOURS-02 An exception replaces its date's hours, adds to them or closes the date; a closure prevails, and a holiday over all. */
const hoursOf = (c: Prepared, day: Day): readonly Span[] => {
  if (c.holidays.has(day)) return none
  const week = weeklyHours(c, day)
  const exceptions = c.exceptions.get(day)
  if (exceptions === undefined) return week
  if (exceptions.some((e) => e.change === 'close')) return none
  const given = (change: Exception['change']) => exceptions.filter((e) => e.change === change)
  const replacing = given('replace')
  const base = replacing.length === 0 ? week : spansOf(replacing.flatMap((e) => e.intervals))
  return [...base, ...spansOf(given('add').flatMap((e) => e.intervals))]
}

/** HOURS-03 A break is taken out of the open time that it meets. */
const without = (periods: readonly Period[], breaks: readonly Period[]): readonly Period[] =>
  breaks.reduce(
    (left, b) =>
      left.flatMap((p) => {
        if (b.until <= p.from || p.until <= b.from) return [p]
        return [{ from: p.from, until: b.from }, { from: b.until, until: p.until }].filter((rest) => rest.from < rest.until)
      }),
    periods
  )

/** A local day as instants. */
export interface LocalDay extends Period {
  readonly day: Day
}

/** HOURS-04 A day's periods lie within that local day; one that a change of the clock leaves without time is dropped. */
const periodsOf = (zone: string, { day, from, until }: LocalDay, spans: readonly Span[]): readonly Period[] => {
  const steady = until - from === dayLength
  const at = (minute: number): Instant => {
    if (minute === endOfDay) return until
    const wall = minute * 60_000
    return (steady ? from + wall : Math.min(until, Math.max(from, instantOf(zone, day, wall)))) as Instant
  }
  return inOrder(spans.map((s) => ({ from: at(s.from), until: at(s.until) })).filter((p) => p.from < p.until))
}

export const breaksOf = (c: Prepared, local: LocalDay): readonly Period[] => periodsOf(c.zone, local, c.breaks.get(local.day) ?? none)

/** The open time of one local day. */
export const openOf = (c: Prepared, local: LocalDay): readonly Period[] => without(periodsOf(c.zone, local, hoursOf(c, local.day)), breaksOf(c, local))

/** The bounds of a local day, by the rules of its zone. */
export const localDay = (zone: string, day: Day): LocalDay => ({ day, from: instantOf(zone, day, 0), until: instantOf(zone, day + 1, 0) })
