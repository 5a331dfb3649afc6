import type { Either } from 'fp-ts/lib/Either.js'
import { firstInvalid, unless, type StaffingInputInvalid } from './input.js'
import { palmSums } from './palm.js'
import type { SteadyQueue } from './queue.js'
import { boundary } from './search.js'

/** Share of callers whose wait lasts longer, whether they are answered after it or give up; with `answered` only those whom an attendant then serves. */
const longer = ({ erlangs, agents, handlingSeconds, patienceSeconds, waitProbability }: SteadyQueue, seconds: number, answered = false): number => {
  if (waitProbability === 0 || patienceSeconds === 0) return 0
  if (patienceSeconds === Infinity) return waitProbability * Math.exp((-(agents - erlangs) * seconds) / handlingSeconds)
  const u = seconds / patienceSeconds
  const x = (agents * patienceSeconds) / handlingSeconds
  const y = (erlangs * patienceSeconds) / handlingSeconds
  const grown = palmSums(answered ? x + 1 : x, y * Math.exp(-u)).logSum - palmSums(x, y).logSum
  return waitProbability * (answered ? x / (x + 1) : 1) * Math.exp(-(x + 1) * u - y * Math.expm1(-u) + grown)
}

/** The same of figures that have been checked. */
export const answeredBy = (queue: SteadyQueue, seconds: number): number => Math.max(0, 1 - queue.abandonment - longer(queue, seconds, true))

/**
 * STAFF-07 The service level: the share of all callers who are answered within a time; who gives up is a miss (SL-3 of the figures).
 *
 * @param seconds from 0 on; a wait of exactly so long is within it
 * @example
 * // 1 − C·e^(−(n−a)T/AHT) in Erlang C
 * answeredWithin(queue, 20) // right(0.888…) with 14 attendants for 10 erlangs of 180 s
 */
export const answeredWithin = (queue: SteadyQueue, seconds: number): Either<StaffingInputInvalid, number> =>
  unless(firstInvalid({ seconds: [seconds, 'notNegative'] }), () => answeredBy(queue, seconds))

/** The wait that a share of callers does not exceed, of a share that has been checked. */
const waitOf = (queue: SteadyQueue, share: number): number => {
  const rest = 1 - share
  if (queue.waitProbability <= rest) return 0
  if (queue.patienceSeconds === Infinity) return (queue.handlingSeconds / (queue.agents - queue.erlangs)) * Math.log(queue.waitProbability / rest)
  // Nobody's wait outlasts his patience.
  return boundary(0, -queue.patienceSeconds * Math.log(rest), (seconds) => longer(queue, seconds) <= rest)
}

/**
 * STAFF-08 A percentile of the wait: how long a share of all callers wait at most, those who give up included.
 *
 * @param share between 0 and 1: 0.9 asks for the 90th percentile
 * @returns seconds; 0 where so many do not wait at all
 * @example
 * waitPercentile(queue, 0.9) // right(58.1…) with 50 attendants for 48 erlangs of 60 s
 */
export const waitPercentile = (queue: SteadyQueue, share: number): Either<StaffingInputInvalid, number> =>
  unless(firstInvalid({ share: [share, 'share'] }), () => waitOf(queue, share))
