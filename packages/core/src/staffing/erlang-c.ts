import type { Either } from 'fp-ts/lib/Either.js'
import { inverseBlocking } from './erlang-b.js'
import { firstInvalid, unless, type StaffingInputInvalid } from './input.js'
import { growsWithoutBound, idleQueue, type GrowsWithoutBound, type SteadyQueue, type Traffic } from './queue.js'

/** Erlang C of figures that have been checked. */
export const patientQueue = ({ erlangs, handlingSeconds }: Traffic, agents: number): SteadyQueue | GrowsWithoutBound => {
  const traffic = { erlangs, handlingSeconds, patienceSeconds: Infinity }
  if (erlangs === 0) return idleQueue(traffic, agents)
  if (erlangs >= agents) return growsWithoutBound(erlangs, agents)
  // C = nB / (n − a(1 − B)), both sides divided by nB.
  const waitProbability = 1 / (1 + (inverseBlocking(erlangs, agents) - 1) * (1 - erlangs / agents))
  return {
    _tag: 'SteadyQueue', ...traffic, agents, waitProbability, abandonment: 0,
    meanWaitSeconds: (waitProbability * handlingSeconds) / (agents - erlangs),
    meanQueue: (waitProbability * erlangs) / (agents - erlangs),
    occupancy: erlangs / agents,
  }
}

/**
 * STAFF-05 Erlang C: whoever finds no attendant free waits until one is. Where the load is not below the number of attendants, the queue grows without bound.
 *
 * Assumes random arrivals and exponential handling times. Nobody gives up in it, so it asks for more attendants than a busy centre needs.
 * Source: A. K. Erlang, "Solution of some problems in the theory of probabilities" (1917).
 *
 * @example
 * // 100 calls in half an hour, 180 s each, 14 attendants
 * erlangC({ erlangs: 10, handlingSeconds: 180 }, 14) // right({ waitProbability: 0.174…, meanWaitSeconds: 7.83…, … })
 */
export const erlangC = (traffic: Traffic, agents: number): Either<StaffingInputInvalid, SteadyQueue | GrowsWithoutBound> =>
  unless(firstInvalid({ erlangs: [traffic.erlangs, 'load'], handlingSeconds: [traffic.handlingSeconds, 'aboveZero'], agents: [agents, 'whole'] }), () =>
    patientQueue(traffic, agents)
  )
