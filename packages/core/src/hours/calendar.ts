import * as t from 'io-ts'

/** Wall-clock text `HH:MM`; `24:00` only as an end. Badly written text is a fault that {@link validate} names, and opens nothing. */
export const WallTime = t.string
export type WallTime = string

/** A local day as `YYYY-MM-DD`. */
export const LocalDate = t.string
export type LocalDate = string

/** Wall-clock time of one day: `from` included, `until` excluded. What passes midnight is written as two. */
export const Interval = t.type({ from: WallTime, until: WallTime }, 'Interval')
export type Interval = t.TypeOf<typeof Interval>

const intervals = t.readonlyArray(Interval)

export const Weekly = t.partial({ mon: intervals, tue: intervals, wed: intervals, thu: intervals, fri: intervals, sat: intervals, sun: intervals }, 'Weekly')
export type Weekly = t.TypeOf<typeof Weekly>

/** Time of one date that is taken away from its hours. */
export const Break = t.type({ date: LocalDate, intervals }, 'Break')
export type Break = t.TypeOf<typeof Break>

/** Hours of one date that replace the week's, come on top of them, or the closure of that date (without intervals). */
export const Exception = t.type({ date: LocalDate, change: t.keyof({ replace: null, add: null, close: null }), intervals }, 'Exception')
export type Exception = t.TypeOf<typeof Exception>

/** Weekly hours from a date on, in place of those before. */
export const Weeks = t.type({ from: LocalDate, weekly: Weekly }, 'Weeks')
export type Weeks = t.TypeOf<typeof Weeks>

/** When something is open, in the wall-clock time of one IANA zone. */
export const Calendar = t.intersection(
  [
    t.type({
      timeZone: t.string,
      weekly: Weekly,
      breaks: t.readonlyArray(Break),
      /** Local days without any hours, whatever the week or an exception says. */
      holidays: t.readonlyArray(LocalDate),
      exceptions: t.readonlyArray(Exception),
    }),
    t.partial({
      /** Changes of the weekly hours, by date; before the first of them `weekly` counts. */
      weeks: t.readonlyArray(Weeks),
    }),
  ],
  'Calendar'
)
export type Calendar = t.TypeOf<typeof Calendar>

/** Open when all of its calendars are; its dates are those of the first one's zone. */
export interface Intersection {
  readonly all: readonly [Calendar, ...Calendar[]]
}

/** What can be asked about open time: one calendar, or several at once. */
export type Timetable = Calendar | Intersection
