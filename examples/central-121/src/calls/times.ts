import { later, plus, seconds, type Instant } from '@disque/core'
import type { Row } from './form.js'
import type { WallClock } from '../figures/wall-clock.js'

const daySeconds = 86_400
/** A time more than this before the call's first is of the next day. */
const halfDay = 43_200
/** A service may begin so much before its queue ends without contradicting it. */
const earlySeconds = 5

/** When things happened, by the log's durations where they differ from its clocks. */
export interface Times {
  readonly received: Instant
  readonly queued: Instant
  /** The wait's end: answered, or abandoned. */
  readonly waitEnded: Instant
  /** The service's end. */
  readonly served: Instant
}

const onItsDay = (row: Row, time: number): number => (time < row.vruEntry - halfDay ? time + daySeconds : time)
const lasting = (duration: number): number => seconds(Math.max(0, duration))

export const timesOf = (row: Row, clock: WallClock): Times => {
  const at = (time: number) => clock.instantOf(row.day, onItsDay(row, time))
  const received = at(row.vruEntry)
  const queued = later(received, at(row.queueStart ?? row.vruExit))
  const waitEnded = row.queueStart === undefined ? queued : plus(queued, lasting(row.queueTime))
  return { received, queued, waitEnded, served: plus(waitEnded, lasting(row.serviceTime)) }
}

/** Whether a later time of the call is before an earlier one, or a duration below zero. */
export const clockRunsBackwards = (row: Row): boolean => {
  const on = (time: number) => onItsDay(row, time)
  return (
    on(row.vruExit) < row.vruEntry || row.vruTime < 0 || row.queueTime < 0 || row.serviceTime < 0 ||
    (row.queueStart !== undefined && (on(row.queueStart) < row.vruEntry || on(row.queueExit) < on(row.queueStart))) ||
    (row.serviceStart !== undefined && on(row.serviceExit) < on(row.serviceStart))
  )
}

export const servedTooEarly = (row: Row, times: Times, clock: WallClock): boolean =>
  row.outcome === 'AGENT' && row.serviceStart !== undefined && clock.instantOf(row.day, onItsDay(row, row.serviceStart)) < plus(times.waitEnded, -seconds(earlySeconds))
