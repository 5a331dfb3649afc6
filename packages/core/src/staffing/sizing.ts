import type { Either } from 'fp-ts/lib/Either.js'
import { impatientQueue, invalidTraffic } from './erlang-a.js'
import { firstInvalid, invalid, mostAgents, unless, type StaffingInputInvalid } from './input.js'
import type { SteadyQueue, Traffic } from './queue.js'
import { smallest } from './search.js'
import { answeredBy } from './waits.js'

/** What is asked of the queue; all of it that is given must hold. */
export interface StaffingTarget {
  /** At least this share of all callers is answered within so many seconds: 80/20 is `{ share: 0.8, withinSeconds: 20 }`. */
  readonly answered?: { readonly share: number; readonly withinSeconds: number }
  /** Callers wait at most so long on average, those without a wait included. */
  readonly meanWaitSeconds?: number
  /** At most this share gives up. In Erlang C nobody does. */
  readonly abandonment?: number
  /** Attendants handle calls for at most this share of their time. */
  readonly occupancy?: number
}

const meetsTarget = (queue: SteadyQueue, { answered, meanWaitSeconds, abandonment, occupancy }: StaffingTarget): boolean =>
  (answered === undefined || answeredBy(queue, answered.withinSeconds) >= answered.share) &&
  (meanWaitSeconds === undefined || queue.meanWaitSeconds <= meanWaitSeconds) &&
  (abandonment === undefined || queue.abandonment <= abandonment) &&
  (occupancy === undefined || queue.occupancy <= occupancy)

/** Every other target is met by so many: of at most half as many erlangs nobody waits. */
const unattainable = (erlangs: number, occupancy: number | undefined): StaffingInputInvalid | undefined =>
  occupancy !== undefined && erlangs / mostAgents > occupancy ? invalid('occupancy', occupancy, 'attainable') : undefined

/**
 * STAFF-09 The fewest attendants who meet a target: they do, one less does not. Without a call nobody is needed.
 *
 * @param traffic with `patienceSeconds` by Erlang A, without it by Erlang C
 * @example
 * agentsFor({ erlangs: 81.7, handlingSeconds: 430 }, { answered: { share: 0.8, withinSeconds: 20 } }) // right(90)
 */
export const agentsFor = (traffic: Traffic & { readonly patienceSeconds?: number }, target: StaffingTarget): Either<StaffingInputInvalid, number> => {
  const { erlangs, handlingSeconds, patienceSeconds = Infinity } = traffic
  const impatient = { erlangs, handlingSeconds, patienceSeconds }
  const refused = invalidTraffic(impatient) ?? firstInvalid({
    share: [target.answered?.share, 'share'], withinSeconds: [target.answered?.withinSeconds, 'notNegative'],
    meanWaitSeconds: [target.meanWaitSeconds, 'aboveZero'], abandonment: [target.abandonment, 'share'], occupancy: [target.occupancy, 'share'],
  }) ?? unattainable(erlangs, target.occupancy)
  return unless(refused, () =>
    smallest(0, (agents) => {
      const queue = impatientQueue(impatient, agents)
      return queue._tag === 'SteadyQueue' && meetsTarget(queue, target)
    })
  )
}
