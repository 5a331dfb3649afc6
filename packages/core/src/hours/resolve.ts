import type { Instant } from '../shared/instant.js'
import type { Calendar, Exception, Interval } from './calendar.js'
import { dayLength, dayOf, endOfDay, spanOf, weekdayOf, weekdays, type Day, type Span } from './wall.js'
import { instantOf, isZone } from './zone.js'

/** A stretch of open time, half-open. */
export interface Period {
  readonly from: Instant
  readonly until: Instant
}

/** A calendar made ready for questions: each local day is resolved once, while it is remembered. */
export interface Resolved {
  readonly zone: string
  /** By weekday; 0 is Sunday. */
  readonly weekly: readonly (readonly Span[])[]
  readonly holidays: ReadonlySet<Day>
  readonly breaks: ReadonlyMap<Day, readonly Span[]>
  readonly exceptions: ReadonlyMap<Day, readonly Exception[]>
  /** Whether any weekday has hours. */
  readonly recurs: boolean
  /** Days to which an exception gives hours, in order. */
  readonly special: readonly Day[]
  /** From the day after it on, only the week counts. */
  readonly lastDated: Day
  readonly days: Map<Day, ResolvedDay>
}

/** One local day: its bounds, its open time and its breaks. */
export interface ResolvedDay extends Period {
  readonly open: readonly Period[]
  readonly breaks: readonly Period[]
}

const remembered = 2000
const none: readonly never[] = []
const never: ResolvedDay = { from: 0 as Instant, until: 0 as Instant, open: none, breaks: none }

const spansOf = (intervals: readonly Interval[]): readonly Span[] =>
  intervals.flatMap((i) => {
    const span = spanOf(i)
    return span === undefined ? [] : [span]
  })

const byDay = <A extends { readonly date: string }>(entries: readonly A[]): ReadonlyMap<Day, readonly A[]> => {
  const found = new Map<Day, A[]>()
  for (const entry of entries) {
    const day = dayOf(entry.date)
    if (day !== undefined) found.set(day, [...(found.get(day) ?? []), entry])
  }
  return found
}

const prepare = (calendar: Calendar): Resolved => {
  const weekly = weekdays.map((name) => spansOf(calendar.weekly[name] ?? none))
  const exceptions = byDay(calendar.exceptions)
  const breaks = new Map([...byDay(calendar.breaks)].map(([day, entries]) => [day, spansOf(entries.flatMap((e) => e.intervals))]))
  const holidays = new Set(calendar.holidays.flatMap((date) => dayOf(date) ?? none))
  const special = [...exceptions].filter(([, found]) => found.some((e) => e.intervals.length > 0)).map(([day]) => day).sort((a, b) => a - b)
  const lastDated = [...exceptions.keys(), ...breaks.keys(), ...holidays].reduce((a, b) => (a > b ? a : b), -Infinity)
  return { zone: calendar.timeZone, weekly, holidays, breaks, exceptions, recurs: weekly.some((spans) => spans.length > 0), special, lastDated, days: new Map() }
}

const prepared = new WeakMap<Calendar, Resolved | 'no zone'>()

/** The calendar made ready, or nothing where its zone is unknown: then it is never open. */
export const resolved = (calendar: Calendar): Resolved | undefined => {
  let found = prepared.get(calendar)
  if (found === undefined) {
    found = isZone(calendar.timeZone) ? prepare(calendar) : 'no zone'
    prepared.set(calendar, found)
  }
  return found === 'no zone' ? undefined : found
}

/** HOURS-02 An exception replaces its date's hours, adds to them or closes the date; a closure prevails, and a holiday over all. */
const hoursOf = (c: Resolved, day: Day): readonly Span[] => {
  if (c.holidays.has(day)) return none
  const week = c.weekly[weekdayOf(day)] ?? none
  const exceptions = c.exceptions.get(day)
  if (exceptions === undefined) return week
  if (exceptions.some((e) => e.change === 'close')) return none
  const given = (change: Exception['change']) => exceptions.filter((e) => e.change === change)
  const replacing = given('replace')
  const base = replacing.length === 0 ? week : spansOf(replacing.flatMap((e) => e.intervals))
  return [...base, ...spansOf(given('add').flatMap((e) => e.intervals))]
}

/** Periods in order; those that overlap become one, those that only touch stay two. */
const inOrder = (periods: readonly Period[]): readonly Period[] => {
  const found: Period[] = []
  for (const p of [...periods].sort((a, b) => a.from - b.from || a.until - b.until)) {
    const last = found.at(-1)
    if (last === undefined || p.from >= last.until) found.push(p)
    else if (p.until > last.until) found[found.length - 1] = { from: last.from, until: p.until }
  }
  return found
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

/** HOURS-04 A day's periods lie within that local day; one that a change of the clock leaves without time is dropped. */
const resolveDay = (c: Resolved, day: Day): ResolvedDay => {
  const from = instantOf(c.zone, day, 0)
  const until = instantOf(c.zone, day + 1, 0)
  if (from === undefined || until === undefined) return never
  const steady = until - from === dayLength
  const at = (minute: number): number => {
    if (minute === endOfDay) return until
    const wall = minute * 60_000
    return steady ? from + wall : Math.min(until, Math.max(from, instantOf(c.zone, day, wall) ?? from))
  }
  const periodsOf = (spans: readonly Span[]) =>
    inOrder(spans.map((s) => ({ from: at(s.from) as Instant, until: at(s.until) as Instant })).filter((p) => p.from < p.until))
  const breaks = periodsOf(c.breaks.get(day) ?? none)
  return { from, until, open: without(periodsOf(hoursOf(c, day)), breaks), breaks }
}

export const dayIn = (c: Resolved, day: Day): ResolvedDay => {
  const known = c.days.get(day)
  if (known !== undefined) return known
  if (c.days.size >= remembered) c.days.clear()
  const found = resolveDay(c, day)
  c.days.set(day, found)
  return found
}
