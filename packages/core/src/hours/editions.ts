import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Instant } from '../shared/instant.js'
import type { Calendar, LocalDate, Weeks } from './calendar.js'
import { dateOf, dayOf, type Day } from './wall.js'

/** A calendar as it was made known at an instant, for dates from a day on. */
export interface CalendarEdition {
  readonly knownAt: Instant
  readonly validFrom: LocalDate
  readonly calendar: Calendar
}

/** Why editions do not make one calendar. */
export type EditionFault =
  /** None was known by then. */
  | { readonly _tag: 'NoEditionKnown'; readonly knownAt: Instant }
  | { readonly _tag: 'EditionZonesDiffer'; readonly timeZone: string; readonly other: string }
  | { readonly _tag: 'EditionDateInvalid'; readonly validFrom: string }

/** An edition and the days on which it is the one that counts: from the first, up to but without the last. */
interface Reign {
  readonly from: Day
  readonly until: Day
  readonly calendar: Calendar
}

/** HOURS-29 Of the editions known by then, the one that is valid since last counts on a date; of several with one start, the last made known. */
const reignsOf = (known: readonly CalendarEdition[]): readonly Reign[] => {
  const starts = new Map<Day, CalendarEdition>()
  for (const edition of known) {
    const day = dayOf(edition.validFrom)
    if (day === undefined) continue
    const other = starts.get(day)
    if (other === undefined || other.knownAt <= edition.knownAt) starts.set(day, edition)
  }
  const ordered = [...starts].sort(([a], [b]) => a - b)
  return ordered.map(([from, { calendar }], i) => ({ from, until: ordered[i + 1]?.[0] ?? Infinity, calendar }))
}

/** Dated entries of a reign. */
const own = <A>({ from, until }: Reign, entries: readonly A[], dateOfEntry: (entry: A) => LocalDate): readonly A[] =>
  entries.filter((entry) => {
    const day = dayOf(dateOfEntry(entry))
    return day !== undefined && from <= day && day < until
  })

/** Weekly hours of a reign: those that count on its first day, and their changes while it lasts. */
const weeksIn = (reign: Reign): readonly Weeks[] => {
  const { from, calendar } = reign
  const changes = [...(calendar.weeks ?? [])].filter((w) => dayOf(w.from) !== undefined).sort((a, b) => (dayOf(a.from) ?? 0) - (dayOf(b.from) ?? 0))
  const atFirst = changes.filter((w) => (dayOf(w.from) ?? 0) <= from).at(-1)?.weekly ?? calendar.weekly
  return [{ from: dateOf(from), weekly: atFirst }, ...own(reign, changes, (w) => w.from).filter((w) => (dayOf(w.from) ?? 0) > from)]
}

/**
 * The calendar as it was known at an instant: one plain calendar, whose every date has the hours of the edition that counts on it.
 * Before the first of them nothing is open. So a term counted last month is explained with what was known last month.
 *
 * @example
 * const calendar = asKnown(editions, instant('2020-07-01T12:00:00-03:00'))
 * if (calendar._tag === 'Right') add(calendar.right, start, hours(40))
 */
export const asKnown = (editions: readonly CalendarEdition[], knownAt: Instant): Either<EditionFault, Calendar> => {
  const known = editions.filter((e) => e.knownAt <= knownAt)
  const [first] = known
  if (first === undefined) return left({ _tag: 'NoEditionKnown', knownAt })
  for (const { validFrom, calendar } of known) {
    if (dayOf(validFrom) === undefined) return left({ _tag: 'EditionDateInvalid', validFrom })
    if (calendar.timeZone !== first.calendar.timeZone) return left({ _tag: 'EditionZonesDiffer', timeZone: first.calendar.timeZone, other: calendar.timeZone })
  }
  const reigns = reignsOf(known)
  return right({
    timeZone: first.calendar.timeZone,
    weekly: {},
    weeks: reigns.flatMap(weeksIn),
    breaks: reigns.flatMap((r) => own(r, r.calendar.breaks, (b) => b.date)),
    holidays: reigns.flatMap((r) => own(r, r.calendar.holidays, (date) => date)),
    exceptions: reigns.flatMap((r) => own(r, r.calendar.exceptions, (e) => e.date)),
  })
}
