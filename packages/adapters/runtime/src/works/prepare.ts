import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { CentreId, Instant, ReadModel, ReadModelFailure, StoredPlans, WaitingNow } from '@disque/core'
import { waitingWith } from '../views.js'

const centreOf = (state: unknown): CentreId | undefined =>
  typeof state === 'object' && state !== null && 'centre' in state && typeof state.centre === 'string' ? (state.centre as CentreId) : undefined

/** A timer's command gets the configuration in force at its moment, and the queues' lengths where a queue has a limit. */
export const prepareWith =
  (plans: StoredPlans, readModel: ReadModel, unwritten: () => ReadonlyMap<string, WaitingNow | undefined>) =>
  async (command: unknown, state: unknown, now: Instant): Promise<Either<ReadModelFailure, unknown>> => {
    if (typeof command !== 'object' || command === null || !('type' in command) || command.type !== 'TimeOutMenu') return E.right(command)
    const centre = centreOf(state)
    if (centre === undefined) return E.right(command)
    // TIMER-03 A worker that has not read the centre's plans yet reads them first: what is live is never taken from the pinned one.
    const read = plans.inForce(centre, now) === undefined ? await plans.refresh(centre)() : E.right(undefined)
    if (E.isLeft(read)) return read
    const inForce = plans.inForce(centre, now)
    if (inForce === undefined) return E.right(command)
    const prepared = { ...command, planNow: inForce.version }
    if (inForce.plan.queues.every((queue) => queue.maxWaiting === undefined)) return E.right(prepared)
    const lengths = await waitingWith(readModel, unwritten())()
    return E.isLeft(lengths) ? lengths : E.right({ ...prepared, waitingNow: lengths.right })
  }
