import type { Either } from 'fp-ts/lib/Either.js'
import { inverseBlocking } from './erlang-b.js'
import { patientQueue } from './erlang-c.js'
import { firstInvalid, invalid, unless, type StaffingInputInvalid } from './input.js'
import { palmSums } from './palm.js'
import { idleQueue, type GrowsWithoutBound, type ImpatientTraffic, type SteadyQueue } from './queue.js'

/** Calls that may come within one mean patience: a sum over them ends soon enough. */
const mostArrivals = 100_000_000

/** What is wrong with the traffic, if anything. */
export const invalidTraffic = ({ erlangs, handlingSeconds, patienceSeconds }: ImpatientTraffic): StaffingInputInvalid | undefined =>
  firstInvalid({ erlangs: [erlangs, 'load'], handlingSeconds: [handlingSeconds, 'aboveZero'], patienceSeconds: [patienceSeconds, 'patience'] }) ??
  (patienceSeconds < Infinity && (erlangs / handlingSeconds) * patienceSeconds > mostArrivals ? invalid('patienceSeconds', patienceSeconds, 'patience') : undefined)

/** Erlang A of figures that have been checked. */
export const impatientQueue = (traffic: ImpatientTraffic, agents: number): SteadyQueue | GrowsWithoutBound => {
  const { erlangs, handlingSeconds, patienceSeconds } = traffic
  if (patienceSeconds === Infinity) return patientQueue(traffic, agents)
  if (erlangs === 0) return idleQueue(traffic, agents)
  const { first, sum, waiting, leaving } = palmSums((agents * patienceSeconds) / handlingSeconds, (erlangs * patienceSeconds) / handlingSeconds)
  // The states with a free attendant, by Erlang B, and those without.
  const states = (first === 0 ? 0 : (inverseBlocking(erlangs, agents) - 1) * first) + sum
  const [abandonment, meanQueue] = [leaving / states, waiting / states]
  return {
    _tag: 'SteadyQueue', ...traffic, agents, waitProbability: sum / states, abandonment,
    meanWaitSeconds: (meanQueue * handlingSeconds) / erlangs,
    meanQueue,
    occupancy: agents === 0 ? 0 : (erlangs * (1 - abandonment)) / agents,
  }
}

/**
 * STAFF-06 Erlang A: whoever finds no attendant free waits until one is, or gives up after a patience of his own. Such a queue never grows without bound.
 *
 * Assumes random arrivals, exponential handling times and exponential patience.
 * Source: C. Palm (1957); Garnett, Mandelbaum and Reiman, "Designing a call center with impatient customers" (2002).
 *
 * @example
 * // 48 calls a minute, 60 s each, 50 attendants, a patience of two minutes
 * erlangA({ erlangs: 48, handlingSeconds: 60, patienceSeconds: 120 }, 50) // right({ abandonment: 0.0309…, meanWaitSeconds: 3.70…, … })
 */
export const erlangA = (traffic: ImpatientTraffic, agents: number): Either<StaffingInputInvalid, SteadyQueue | GrowsWithoutBound> =>
  unless(invalidTraffic(traffic) ?? firstInvalid({ agents: [agents, 'whole'] }), () => impatientQueue(traffic, agents))
