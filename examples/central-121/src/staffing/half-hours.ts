import { plus, seconds, type Instant } from '@disque/core'
import type { ScheduledCall } from '../calls/schedule.js'
import { halfHourOf, wallTimeOf } from '../figures/intervals.js'
import type { WallClock } from '../figures/wall-clock.js'
import { presence } from './presence.js'

const halfHour = seconds(1800)

/** One half hour of one date. A call counts in the half hour in which its wait began. */
export interface Counted {
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly answeredWithin: number
  readonly handlingSeconds: number
  /** Attendants, on average over the half hour. */
  readonly present: number
}

const nothing: Counted = { offered: 0, answered: 0, abandoned: 0, answeredWithin: 0, handlingSeconds: 0, present: 0 }

export const sumOf = (all: readonly Counted[]): Counted =>
  all.reduce((a, b) => ({
    offered: a.offered + b.offered, answered: a.answered + b.answered, abandoned: a.abandoned + b.abandoned, answeredWithin: a.answeredWithin + b.answeredWithin,
    handlingSeconds: a.handlingSeconds + b.handlingSeconds, present: a.present + b.present,
  }), nothing)

export interface HalfHour {
  /** Wall-clock time at which it begins: `10:30`. */
  readonly time: string
  /** One for each date, also one without a call. */
  readonly dates: readonly Counted[]
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof weekdays)[number]
export const isWeekday = (word: string): word is Weekday => weekdays.some((day) => day === word)
const weekdayOf = (date: string): Weekday => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun'

const timeAt = (place: number): string => `${String(Math.floor(place / 2)).padStart(2, '0')}:${place % 2 === 0 ? '00' : '30'}`

/** Every half hour of the day in which calls came, from the first to the last, with each date of the log; only those of some weekdays, where any are named. */
export const halfHours = (calls: readonly ScheduledCall[], clock: WallClock, withinSeconds: number, days?: readonly Weekday[]) => {
  const [startOf, wallOf] = [halfHourOf(clock), wallTimeOf(clock)]
  const cells = new Map<string, Counted>()
  const add = (start: Instant, more: Partial<Counted>) => {
    const { date, time } = wallOf(start)
    cells.set(`${date} ${time}`, sumOf([cells.get(`${date} ${time}`) ?? nothing, { ...nothing, ...more }]))
  }
  const offered = calls.filter((call) => call.end !== 'leftInMenu')
  for (const { end, queued, waitEnded, served } of offered) {
    const answered = end === 'answered'
    add(startOf(queued), {
      offered: 1, answered: answered ? 1 : 0, abandoned: answered ? 0 : 1, answeredWithin: answered && waitEnded - queued <= seconds(withinSeconds) ? 1 : 0,
      handlingSeconds: answered ? (served - waitEnded) / 1000 : 0,
    })
  }
  for (const { from, until } of presence(offered, (at) => wallOf(at).date))
    for (let start = startOf(from); start < until; start = plus(start, halfHour))
      add(start, { present: (Math.min(until, start + halfHour) - Math.max(from, start)) / halfHour })

  const dates = [...new Set(offered.map((call) => wallOf(call.queued).date))].sort().filter((date) => days?.includes(weekdayOf(date)) ?? true)
  const rows = Array.from({ length: 48 }, (_, place): HalfHour => ({ time: timeAt(place), dates: dates.map((date) => cells.get(`${date} ${timeAt(place)}`) ?? nothing) }))
  const busy = rows.map((row) => sumOf(row.dates).offered > 0)
  return { dates, rows: rows.slice(busy.indexOf(true) === -1 ? 48 : busy.indexOf(true), busy.lastIndexOf(true) + 1) }
}
