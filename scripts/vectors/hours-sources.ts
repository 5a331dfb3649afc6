import { Hours, instant, toIso, type Instant } from '@disque/core'
import { instantOf, wallClock } from './wall-clock.js'

/** What a source answers by another rule than ours, and by which. */
export interface Otherwise {
  readonly answer: unknown
  readonly why: string
}

/** When the calendar's clocks show a time of a date, to the second. */
export const onWall = (calendar: Hours.Calendar, date: Hours.LocalDate, { time, second }: { readonly time: string; readonly second: string }): Instant | undefined => {
  const minute = Hours.instantOn(calendar, date, time)
  return minute === undefined ? undefined : ((minute + Number(second || 0) * 1000) as Instant)
}

/** Open time by what the clocks show, where they change in between: 24 hours of a day that has 23 or 25. */
export const wallClockSeconds = (calendar: Hours.Calendar, from: Instant, until: Instant): readonly Otherwise[] => {
  const shown = (at: Instant) => {
    const { date, time, second } = wallClock(calendar.timeZone, at)
    return instantOf('Etc/UTC', `${date}T${time}:${second}`)
  }
  if (shown(until) - shown(from) === until - from) return []
  return [{ answer: Hours.between({ ...calendar, timeZone: 'Etc/UTC' }, shown(from), shown(until)) / 1000, why: 'on a day when the clocks change, the source counts what they show' }]
}

/** The same with a period of no length at its end. */
export const emptyAt = (periods: readonly (readonly string[])[], at: string): readonly Otherwise[] => [
  { answer: [...periods, [at, at]], why: 'where time runs out as a period begins, the source tells it, without length' },
]

/** The instant to the nearest second, where it is between two. */
export const wholeSeconds = (answer: unknown): readonly Otherwise[] => {
  if (typeof answer !== 'string' || !/T.*[.](?!000Z)/.test(answer)) return []
  return [{ answer: toIso((Math.round(instant(answer) / 1000) * 1000) as Instant), why: 'the source answers whole seconds' }]
}
