import type { Estimates, Instant } from '@disque/core'
import type { ScheduledCall } from '../../calls/schedule.js'
import { wallTimeOf } from '../../figures/intervals.js'
import type { WallClock } from '../../figures/wall-clock.js'
import { seenAttendants } from './attendants.js'
import { errorsOf, median, type Errors } from './errors.js'
import { watchedQueue } from './known.js'
import { queueMoments } from './moments.js'
import { ownChoices, ownEstimate, rules, usualOwn, type Asked, type Own } from './rules.js'

/** A call that waited and was answered: its wait, what every rule said as it joined, and our own for each choice. */
export interface Asking {
  readonly queued: Instant
  readonly date: string
  readonly waitSeconds: number
  readonly estimates: Readonly<Record<string, Estimates.WaitEstimate>>
  readonly own: readonly Estimates.WaitEstimate[]
}

/** Goes through a log moment by moment; a rule hears of nothing that comes later. With `types` each type is a queue of its own, else all are one. */
export const askingsOf = (calls: readonly ScheduledCall[], clock: WallClock, types: boolean): readonly Asking[] => {
  const dateOf = wallTimeOf(clock)
  const attendants = seenAttendants()
  const queues = new Map<string, ReturnType<typeof watchedQueue>>()
  const askings: Asking[] = []

  for (const { at, what, call } of queueMoments(calls)) {
    const { end, row: { type, server }, queued, waitEnded } = call
    const name = types ? type : ''
    const queue = queues.get(name) ?? watchedQueue()
    queues.set(name, queue)
    const answered = () => {
      queue.answered(call)
      if (server !== undefined) attendants.answered(server, type)
    }
    switch (what) {
      case 'served':
        queue.served(call)
        if (server !== undefined) attendants.served(server, at)
        break
      case 'gaveUp':
        queue.left(call)
        break
      case 'answered':
        queue.left(call)
        answered()
        break
      case 'atOnce':
        if (end === 'answered') answered()
        break
      case 'joined': {
        if (end === 'answered') {
          const ofQueue = types ? type : undefined
          const asked: Asked = {
            ...queue.known(call),
            attendants: (minutes) => attendants.count(at, minutes, ofQueue),
            sharedAttendants: (minutes) => attendants.count(at, minutes, ofQueue, types),
            allAttendants: (minutes) => attendants.count(at, minutes),
          }
          askings.push({
            queued, date: dateOf(queued).date, waitSeconds: (waitEnded - queued) / 1000,
            estimates: Object.fromEntries(Object.entries(rules).map(([rule, estimate]) => [rule, estimate(asked)])),
            own: ownChoices.map((choice) => ownEstimate(asked, choice)),
          })
        }
        queue.joined(call)
      }
    }
  }
  return askings
}

export interface Measured {
  readonly days: number
  /** The dates on which our own rule was chosen; the errors are of the others. */
  readonly chosenOn: number
  readonly chosen: Own
  readonly oneQueue: Readonly<Record<string, Errors>>
  readonly typeQueues: Readonly<Record<string, Errors>>
}

/** The choice with the smallest mean absolute error; the usual one where there is nothing to choose by. */
const bestChoice = (askings: readonly Asking[]): number => {
  let best = ownChoices.findIndex((own) => own.minutes === usualOwn.minutes && own.longestShare === usualOwn.longestShare)
  let least = Infinity
  for (const i of ownChoices.keys()) {
    const error = errorsOf(askings.map(({ own, waitSeconds }) => [own[i], waitSeconds])).meanAbsoluteSeconds ?? Infinity
    if (error < least) [best, least] = [i, error]
  }
  return best
}

/** Errors of every rule on the later dates, and of a constant, which every rule should beat: the median wait of the earlier ones. */
const errorsOn = (later: readonly Asking[], choice: number, medianWait: number | undefined): Readonly<Record<string, Errors>> => ({
  Disque: errorsOf(later.map(({ own, waitSeconds }) => [own[choice], waitSeconds])),
  ...Object.fromEntries(Object.keys(rules).map((rule) => [rule, errorsOf(later.map(({ estimates, waitSeconds }) => [estimates[rule], waitSeconds]))])),
  constant: errorsOf(later.map(({ waitSeconds }) => [medianWait, waitSeconds])),
})

export const measureWaits = (calls: readonly ScheduledCall[], clock: WallClock): Measured => {
  const [one, perType] = [askingsOf(calls, clock, false), askingsOf(calls, clock, true)]
  const dates = [...new Set(one.map((asking) => asking.date))].sort()
  const chosenOn = Math.floor(dates.length / 2)
  const earlier = new Set(dates.slice(0, chosenOn))
  const first = one.filter((asking) => earlier.has(asking.date))
  const choice = bestChoice(first)
  const medianWait = median(first.map((asking) => asking.waitSeconds))
  const errors = (askings: readonly Asking[]) => errorsOn(askings.filter((asking) => !earlier.has(asking.date)), choice, medianWait)
  return { days: dates.length, chosenOn, chosen: ownChoices[choice] ?? usualOwn, oneQueue: errors(one), typeQueues: errors(perType) }
}
