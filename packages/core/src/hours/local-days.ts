import { closuresOf, easter, type Closure } from './brazil.js'
import type { Calendar, LocalDate } from './calendar.js'
import { dateOf, dayOf } from './wall.js'

/** A day that comes every year, on a date (`MM-DD`) or so many days after Easter Sunday (before it, where negative). */
export type YearlyDay = Omit<Closure, 'date'> & ({ readonly on: string } | { readonly fromEaster: number }) & {
  /** The first and the last year in which it is kept. */
  readonly since?: number
  readonly last?: number
}

/** Text that makes no date goes on as it is, for validation to name; 29 February is left out of the years that have none. */
const dateIn = (year: number, day: YearlyDay): LocalDate | undefined => {
  if ('fromEaster' in day) return dateOf((dayOf(easter(year)) ?? 0) + day.fromEaster)
  const date = `${String(year).padStart(4, '0')}-${day.on}`
  return day.on === '02-29' && dayOf(date) === undefined ? undefined : date
}

/**
 * HOURS-30 Holidays of a state or a municipality come every year of a range, on a date or at a distance from Easter.
 *
 * @example
 * localDays({ first: 2020, last: 2025 }, [{ on: '01-25', name: 'Aniversário de São Paulo' }, { fromEaster: 60, name: 'Corpus Christi' }])
 */
export const localDays = (years: { readonly first: number; readonly last: number }, days: readonly YearlyDay[]): readonly Closure[] =>
  Array.from({ length: Math.max(0, years.last - years.first + 1) }, (_, i) => years.first + i).flatMap((year) =>
    days.flatMap((day) => {
      const { name, closedUntil, closedFrom, since = year, last = year } = day
      const date = since <= year && year <= last ? dateIn(year, day) : undefined
      return date === undefined ? [] : [{ date, name, ...(closedUntil === undefined ? {} : { closedUntil }), ...(closedFrom === undefined ? {} : { closedFrom }) }]
    })
  )

const same = (a: Calendar['breaks'][number], b: Calendar['breaks'][number]): boolean => a.date === b.date && JSON.stringify(a.intervals) === JSON.stringify(b.intervals)

/**
 * HOURS-31 Closures come on top of those that a calendar has: whole days as holidays, parts of days as breaks. Those that it has already change nothing.
 *
 * @example
 * const municipal = withClosures(calendar, [...federalDays(2020), ...localDays({ first: 2020, last: 2020 }, days)])
 */
export const withClosures = (calendar: Calendar, days: readonly Closure[]): Calendar => {
  const { holidays, breaks } = closuresOf(days)
  return {
    ...calendar,
    holidays: [...new Set([...calendar.holidays, ...holidays])],
    breaks: [...calendar.breaks, ...breaks.filter((b) => !calendar.breaks.some((other) => same(b, other)))],
  }
}
