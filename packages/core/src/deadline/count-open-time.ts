import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { add, between, nextOpen, type NoOpenTime, type Timetable } from '../hours/hours.js'
import { later, type Instant, type Milliseconds } from '../shared/instant.js'
import { bounded, type CountOfOpenTime, type Extension } from './rule.js'
import type { Pause, Step } from './steps.js'

/** A count of open time, with what an explanation needs. */
export interface CountedOpenTime {
  readonly unit: 'openTime'
  /** The first moment that counts. */
  readonly runsFrom: Instant
  /** Of each finished pause, how much open time it took out. */
  readonly pauses: readonly Milliseconds[]
  readonly until: Instant
}

/** TERM-07 Open time is due when that much of it has passed outside the pauses; where it runs out exactly at closing, at the closing instant. */
export const countOpenTime = (count: CountOfOpenTime, extension: Extension | undefined, startedAt: Instant, steps: readonly Step[], calendar: Timetable): Either<NoOpenTime, CountedOpenTime> => {
  let [from, left] = [startedAt, bounded('openTime', count.amount)]
  const pauses: Milliseconds[] = []
  for (const step of steps) {
    if (step.type === 'extension') left += bounded('openTime', extension?.amount ?? 0)
    else {
      left = Math.max(0, left - between(calendar, from, step.from))
      pauses.push(between(calendar, step.from, step.until))
      from = step.until
    }
  }
  const runsFrom = nextOpen(calendar, startedAt)
  if (E.isLeft(runsFrom)) return runsFrom
  return E.map((until: Instant): CountedOpenTime => ({ unit: 'openTime', runsFrom: runsFrom.right, pauses, until }))(add(calendar, from, left))
}

/**
 * Open time between two instants that lies in none of the pauses, in milliseconds; they may overlap and come in any order.
 *
 * @example
 * Math.floor(openTime(calendar, opened, answered, pauses) / 60_000) // whole minutes
 */
export const openTime = (calendar: Timetable, from: Instant, until: Instant, pauses: readonly Pause[]): Milliseconds => {
  let [total, at] = [0, from]
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    if (pause.from >= until) break
    if (pause.from > at) total += between(calendar, at, pause.from)
    at = later(at, pause.until)
  }
  return at < until ? total + between(calendar, at, until) : total
}
