import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Hours } from '@disque/core'
import { calendarsIn } from './components.js'
import { readEvent, type ReadEvent } from './event.js'
import { Faulty, type ICalendarFault } from './faults.js'
import { dateText, dayLength, dayOf, endIn, startIn } from './moment.js'
import { occurrences, type Occurrence } from './occurrences.js'
import { isZone, type Wall } from './zone.js'

/** What a choice among events goes by. */
export interface ICalendarEvent {
  readonly uid: string
  readonly summary: string
  readonly categories: readonly string[]
}

export interface ICalendarOptions {
  /** The IANA zone of the calendar that the closures are for. */
  readonly timeZone: string
  /** The years whose dates are answered, both included. */
  readonly years: { readonly from: number; readonly until: number }
  /** Whether events that leave their owner free (`TRANSP:TRANSPARENT`) close too. Many holiday calendars mark every day so. */
  readonly transparent?: boolean
  /** Which events count; all, unless said. */
  readonly where?: (event: ICalendarEvent) => boolean
}

/** What a file takes out of a calendar's hours. */
export interface ICalendarClosures extends Pick<Hours.Calendar, 'holidays' | 'breaks'> {
  /** Why each date is closed, wholly or in part; in order. */
  readonly names: readonly { readonly date: Hours.LocalDate; readonly name: string }[]
  /** Events that closed nothing, by reason: so that an empty answer explains itself. */
  readonly leftOut: { readonly cancelled: number; readonly transparent: number; readonly notWanted: number }
}

interface Stretch {
  readonly from: Wall
  readonly until: Wall
}

const minute = 60_000
const wallTime = (sinceMidnight: number): Hours.WallTime => {
  const minutes = sinceMidnight / minute
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** ICAL-09 Parts of a date that overlap or touch become one; a part of a minute closes the whole of it. */
const united = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const found: Stretch[] = []
  for (const { from, until } of stretches.map((s) => ({ from: Math.floor(s.from / minute) * minute, until: Math.ceil(s.until / minute) * minute })).sort((a, b) => a.from - b.from)) {
    const last = found.at(-1)
    if (last === undefined || from > last.until) found.push({ from, until })
    else found[found.length - 1] = { from: last.from, until: Math.max(last.until, until) }
  }
  return found
}

/** The parts of each local day that a stretch covers; none where it has no time in it. */
function* byDay({ from, until }: Stretch): Generator<readonly [day: Wall, part: Stretch], void, undefined> {
  if (from < until) for (let day = dayOf(from); day < until; day += dayLength) yield [day, { from: Math.max(from, day), until: Math.min(until, day + dayLength) }]
}

const read = (text: string, timeZone: string, end: Wall): readonly Occurrence[] =>
  calendarsIn(text).flatMap((part) => {
    const events = part.map((event) => readEvent(event, timeZone))
    const changes = new Map<string, ReadEvent[]>()
    for (const event of events) if (event.replaces !== undefined) changes.set(event.uid, [...(changes.get(event.uid) ?? []), event])
    const told = new Set<string>()
    const whole = events
      .filter((event) => event.replaces === undefined)
      .flatMap((event) => {
        const own = told.has(event.uid) ? [] : (changes.get(event.uid) ?? [])
        told.add(event.uid)
        return occurrences(event, own, end)
      })
    // Changes whose event is not in the file stand for themselves.
    const alone = events.filter((event) => event.replaces !== undefined && !told.has(event.uid)).map((event): Occurrence => ({ start: event.start, event }))
    return [...whole, ...alone]
  })

const checkOptions = ({ timeZone, years: { from, until } }: ICalendarOptions) => {
  if (!isZone(timeZone)) throw new Faulty({ _tag: 'EventZoneUnknown', line: 0, timeZone })
  if (![from, until].every((year) => Number.isInteger(year) && year >= 1 && year <= 9999) || until < from || until - from >= 100)
    throw new Faulty({ _tag: 'YearsInvalid', from, until })
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const gather = (text: string, options: ICalendarOptions): ICalendarClosures => {
  checkOptions(options)
  const { timeZone, years, transparent = false, where = () => true } = options
  const [first, end] = [Date.parse(`${String(years.from).padStart(4, '0')}-01-01`), Date.parse(`${String(years.until).padStart(4, '0')}-12-31`) + dayLength]
  const holidays = new Set<Wall>()
  const parts = new Map<Wall, Stretch[]>()
  const names = new Map<string, { date: string; name: string }>()
  const leftOut = { cancelled: new Set<ReadEvent>(), transparent: new Set<ReadEvent>(), notWanted: new Set<ReadEvent>() }

  for (const { start, event } of read(text, timeZone, end + dayLength)) {
    const { uid, summary, categories } = event
    // ICAL-10 What is cancelled, leaves its owner free or is not wanted closes nothing.
    const why = event.cancelled ? 'cancelled' : event.transparent && !transparent ? 'transparent' : where({ uid, summary, categories }) ? undefined : 'notWanted'
    if (why !== undefined) {
      leftOut[why].add(event)
      continue
    }
    const from = startIn(timeZone, start)
    const until = endIn(timeZone, event.endOf(start))
    for (const [day, part] of byDay({ from: Math.max(from, first), until: Math.min(until, end) })) {
      // ICAL-11 An all-day event makes holidays of its dates in every zone, a timed one breaks in the calendar's zone.
      if (start.isDate) holidays.add(day)
      else parts.set(day, [...(parts.get(day) ?? []), part])
      const date = dateText(day)
      names.set(`${date} ${summary}`, { date, name: summary })
    }
  }
  const breaks = [...parts]
    .filter(([day]) => !holidays.has(day))
    .sort(([a], [b]) => a - b)
    .map(([day, found]) => ({ date: dateText(day), intervals: united(found).map((s) => ({ from: wallTime(s.from - day), until: wallTime(s.until - day) })) }))
  return {
    holidays: [...holidays].sort((a, b) => a - b).map(dateText),
    breaks,
    names: [...names.values()].sort((a, b) => order(a.date, b.date) || order(a.name, b.name)),
    leftOut: { cancelled: leftOut.cancelled.size, transparent: leftOut.transparent.size, notWanted: leftOut.notWanted.size },
  }
}

/**
 * What an iCalendar file (RFC 5545) closes: all-day events as holidays, timed ones as breaks, in a calendar's own zone.
 *
 * @example
 * const closures = closuresFrom(text, { timeZone: 'America/Sao_Paulo', years: { from: 2026, until: 2027 } })
 */
export const closuresFrom = (text: string, options: ICalendarOptions): Either<ICalendarFault, ICalendarClosures> => {
  try {
    return E.right(gather(text, options))
  } catch (error) {
    if (error instanceof Faulty) return E.left(error.fault)
    throw error
  }
}
