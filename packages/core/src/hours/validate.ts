import type { Calendar, Exception, Interval, Weekly, Weeks } from './calendar.js'
import { dayOf, endOfDay, minuteOf, spanOf, weekdays } from './wall.js'
import { isZone } from './zone.js'

/** What is wrong with a calendar, and where: `weekly.mon.0.from`, `exceptions.2`. */
export type Fault =
  | { readonly _tag: 'ZoneUnknown'; readonly path: string; readonly timeZone: string }
  | { readonly _tag: 'NoHours'; readonly path: string }
  | { readonly _tag: 'TimeInvalid'; readonly path: string; readonly text: string }
  | { readonly _tag: 'DateInvalid'; readonly path: string; readonly text: string }
  | { readonly _tag: 'IntervalEmpty'; readonly path: string; readonly time: string }
  | { readonly _tag: 'IntervalInverted'; readonly path: string; readonly from: string; readonly until: string }
  | { readonly _tag: 'IntervalsOverlap'; readonly path: string; readonly other: string }
  /** Two exceptions of one date, and not both add hours. */
  | { readonly _tag: 'ExceptionsContradict'; readonly path: string; readonly other: string; readonly date: string }
  /** A date is to be replaced or extended, but by nothing: to close it is a change of its own. */
  | { readonly _tag: 'ExceptionWithoutHours'; readonly path: string; readonly date: string }
  | { readonly _tag: 'ClosureWithHours'; readonly path: string; readonly date: string }
  /** Weekly hours that begin no later than those before them in the list. */
  | { readonly _tag: 'WeeksOutOfOrder'; readonly path: string; readonly other: string; readonly date: string }

/** HOURS-10 A time is `HH:MM`, with `24:00` only as an end; an interval has time in it. */
const intervalFaults = ({ from, until }: Interval, path: string): readonly Fault[] => {
  const start = minuteOf(from)
  const end = minuteOf(until)
  const badly: Fault[] = []
  if (start === undefined || start === endOfDay) badly.push({ _tag: 'TimeInvalid', path: `${path}.from`, text: from })
  if (end === undefined) badly.push({ _tag: 'TimeInvalid', path: `${path}.until`, text: until })
  if (badly.length > 0 || start === undefined || end === undefined || start < end) return badly
  return start === end ? [{ _tag: 'IntervalEmpty', path, time: from }] : [{ _tag: 'IntervalInverted', path, from, until }]
}

/** HOURS-11 Intervals of one list do not overlap; they may touch. */
const overlaps = (intervals: readonly Interval[], path: string): readonly Fault[] => {
  const spans = intervals.flatMap((interval, i) => {
    const span = spanOf(interval)
    return span === undefined ? [] : [{ ...span, path: `${path}.${i}` }]
  })
  return spans.flatMap((a, i) =>
    spans.slice(0, i).filter((b) => a.from < b.until && b.from < a.until).map((b): Fault => ({ _tag: 'IntervalsOverlap', path: a.path, other: b.path }))
  )
}

const listFaults = (intervals: readonly Interval[], path: string): readonly Fault[] => [
  ...intervals.flatMap((interval, i) => intervalFaults(interval, `${path}.${i}`)),
  ...overlaps(intervals, path),
]

const dateFaults = (date: string, path: string): readonly Fault[] => (dayOf(date) === undefined ? [{ _tag: 'DateInvalid', path, text: date }] : [])

/** HOURS-12 A closure has no hours, any other exception has some; of one date there are several only if all add. */
const exceptionFaults = (all: readonly Exception[]): readonly Fault[] =>
  all.flatMap(({ date, change, intervals }, i) => {
    const path = `exceptions.${i}`
    const found: Fault[] = [...dateFaults(date, `${path}.date`), ...listFaults(intervals, `${path}.intervals`)]
    if (change === 'close' && intervals.length > 0) found.push({ _tag: 'ClosureWithHours', path, date })
    if (change !== 'close' && intervals.length === 0) found.push({ _tag: 'ExceptionWithoutHours', path, date })
    const other = all.slice(0, i).findIndex((e) => e.date === date && (e.change !== 'add' || change !== 'add'))
    if (other >= 0) found.push({ _tag: 'ExceptionsContradict', path, other: `exceptions.${other}`, date })
    return found
  })

const weekFaults = (weekly: Weekly, path: string): readonly Fault[] => weekdays.flatMap((day) => listFaults(weekly[day] ?? [], `${path}.${day}`))

/** HOURS-32 Changes of the weekly hours come in order, each from a date of its own. */
const weeksFaults = (weeks: readonly Weeks[]): readonly Fault[] =>
  weeks.flatMap(({ from, weekly }, i) => {
    const path = `weeks.${i}`
    const [day, previous] = [dayOf(from), dayOf(weeks[i - 1]?.from ?? '')]
    const late: readonly Fault[] = day === undefined || previous === undefined || previous < day ? [] : [{ _tag: 'WeeksOutOfOrder', path, other: `weeks.${i - 1}`, date: from }]
    return [...dateFaults(from, `${path}.from`), ...late, ...weekFaults(weekly, `${path}.weekly`)]
  })

/** HOURS-13 A calendar has hours: in one of its weeks, or on a date of its own. */
const hasHours = (c: Calendar): boolean =>
  [c, ...(c.weeks ?? [])].some(({ weekly }) => weekdays.some((day) => (weekly[day] ?? []).length > 0)) ||
  c.exceptions.some((e) => e.change !== 'close' && e.intervals.length > 0)

/** Every fault of a calendar with its place; none when it may be used. */
export const validate = (c: Calendar): readonly Fault[] => [
  ...(isZone(c.timeZone) ? [] : [{ _tag: 'ZoneUnknown' as const, path: 'timeZone', timeZone: c.timeZone }]),
  ...(hasHours(c) ? [] : [{ _tag: 'NoHours' as const, path: 'weekly' }]),
  ...weekFaults(c.weekly, 'weekly'),
  ...weeksFaults(c.weeks ?? []),
  ...c.breaks.flatMap((b, i) => [...dateFaults(b.date, `breaks.${i}.date`), ...listFaults(b.intervals, `breaks.${i}.intervals`)]),
  ...c.holidays.flatMap((date, i) => dateFaults(date, `holidays.${i}`)),
  ...exceptionFaults(c.exceptions),
]
