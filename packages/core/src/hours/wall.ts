import type { Interval, LocalDate, WallTime, Weekly } from './calendar.js'

/** A local day as the number of days since 1970-01-01. */
export type Day = number

/** Wall-clock minutes of a day, half-open. */
export interface Span {
  readonly from: number
  readonly until: number
}

export const dayLength = 86_400_000
export const endOfDay = 1440

const dateText = /^(\d{4})-(\d{2})-(\d{2})$/
const timeText = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

/** With more digits, and a sign, for years that {@link dayOf} does not read. */
export const dateOf = (day: Day): LocalDate => new Date(day * dayLength).toISOString().slice(0, -14)

/** Days since 1970-01-01 of a date of the Gregorian calendar; years begin in March here, so that a leap day is their last. */
const dayNumber = (year: number, month: number, dayOfMonth: number): Day => {
  const y = month > 2 ? year : year - 1
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return 365 * y + leaps + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 719_469
}

/** The day that the text names, if there is such a day. */
export const dayOf = (date: LocalDate): Day | undefined => {
  const found = dateText.exec(date)
  if (found === null) return undefined
  const [year, month, dayOfMonth] = [Number(found[1]), Number(found[2]), Number(found[3])]
  if (month < 1 || month > 12 || dayOfMonth < 1) return undefined
  const day = dayNumber(year, month, dayOfMonth)
  return dayOfMonth <= 28 || day < (month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)) ? day : undefined
}

/** Minutes since 00:00; 1440 is `24:00`. */
export const minuteOf = (time: WallTime): number | undefined => {
  const found = timeText.exec(time)
  if (found === null) return undefined
  const [, hour, minute] = found
  return hour === undefined || minute === undefined ? endOfDay : Number(hour) * 60 + Number(minute)
}

/** What an interval says, unless its text is bad or it holds no time. */
export const spanOf = (interval: Interval): Span | undefined => {
  const from = minuteOf(interval.from)
  const until = minuteOf(interval.until)
  return from === undefined || until === undefined || from >= until ? undefined : { from, until }
}

export const weekdays: readonly (keyof Weekly)[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7
