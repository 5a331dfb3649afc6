import type { Instant } from '../shared/instant.js'
import type { Calendar, Timetable } from './calendar.js'
import { addDay, addPeriod, daysInHalf, halfYearOf, newDraft, type HalfYear } from './half-year.js'
import { calendarsOf, commonSource } from './intersect.js'
import { isDated, openOf, prepare, weeklyHours, type Prepared } from './resolve.js'
import { timelineFrom, type Source, type Timeline } from './timeline.js'
import { dayLength, type Day } from './wall.js'
import { instantOf, isZone, steadyOffsets } from './zone.js'

const minute = 60_000

/** HOURS-33 By arithmetic where no change of the clock is near and nothing is said of the date, else by the rules of the zone and of the calendar. */
const resolve = (c: Prepared, n: number): HalfYear => {
  const draft = newDraft()
  const [first, end] = [n * daysInHalf, (n + 1) * daysInHalf]
  const steady = steadyOffsets(c.zone, first, daysInHalf)
  for (let day = first; day < end; day++) {
    const offset = steady(day)
    const from = offset === undefined ? instantOf(c.zone, day, 0) : day * dayLength - offset
    addDay(draft, from)
    if (offset !== undefined && !isDated(c, day)) {
      for (const span of weeklyHours(c, day)) addPeriod(draft, from + span.from * minute, from + span.until * minute)
    } else {
      const until = offset === undefined ? instantOf(c.zone, day + 1, 0) : from + dayLength
      for (const p of openOf(c, { day, from: from as Instant, until: until as Instant })) addPeriod(draft, p.from, p.until)
    }
  }
  return halfYearOf(draft, instantOf(c.zone, end, 0))
}

const sourceOf = (c: Prepared): Source => {
  const given = [...c.exceptions].filter(([, found]) => found.some((e) => e.intervals.length > 0)).map(([day]) => day)
  const dated: readonly Day[] = [...c.exceptions.keys(), ...c.breaks.keys(), ...c.holidays, ...c.weeks.slice(1).map((w) => w.from)]
  const halves = new Set(given.map((day) => Math.floor(day / daysInHalf)))
  const ends = (i: number) => c.weeks[i + 1]?.from ?? Infinity
  return {
    zone: c.zone,
    firstDated: dated.reduce((a, b) => Math.min(a, b), Infinity),
    lastDated: dated.reduce((a, b) => Math.max(a, b), -Infinity),
    mayOpen: (n) => halves.has(n) || c.weeks.some((w, i) => w.hasHours && w.from < (n + 1) * daysInHalf && ends(i) > n * daysInHalf),
    resolve: (n) => resolve(c, n),
  }
}

/** A calendar made ready for questions. */
export interface Ready {
  readonly prepared: Prepared
  readonly timeline: Timeline
}

const ready = new WeakMap<Calendar, Ready | 'no zone'>()

/** The calendar made ready, or nothing where its zone is unknown: then it is never open. */
export const readyOf = (calendar: Calendar): Ready | undefined => {
  let found = ready.get(calendar)
  if (found === undefined) {
    const prepared = prepare(calendar)
    found = isZone(prepared.zone) ? { prepared, timeline: timelineFrom(sourceOf(prepared)) } : 'no zone'
    ready.set(calendar, found)
  }
  return found === 'no zone' ? undefined : found
}

const timelines = new WeakMap<Timetable, Timeline | 'no zone'>()

const makeTimeline = (timetable: Timetable): Timeline | undefined => {
  const [first, ...others] = calendarsOf(timetable).map((c) => readyOf(c)?.timeline)
  const known = others.flatMap((t) => t ?? [])
  if (first === undefined || known.length < others.length) return undefined
  return known.length === 0 ? first : timelineFrom(commonSource([first, ...known]))
}

/** The open time of a timetable, or nothing where a zone is unknown. */
export const timelineOf = (timetable: Timetable): Timeline | undefined => {
  let found = timelines.get(timetable)
  if (found === undefined) {
    found = makeTimeline(timetable) ?? 'no zone'
    timelines.set(timetable, found)
  }
  return found === 'no zone' ? undefined : found
}
