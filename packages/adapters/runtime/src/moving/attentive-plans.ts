import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { CentreId, StoredPlans } from '@disque/core'
import type { StoreTrouble } from '../failures.js'

/** Plans that note which centres were asked for in vain: a worker that takes over has not read them yet. */
export const attentive = (plans: StoredPlans, onUnreadable: (centre: CentreId, reason: string) => void) => {
  const wanted = new Set<CentreId>()
  const asked = new Set<CentreId>()
  const told = new Map<CentreId, string>()

  /** Reads what is new of a centre's plans; whether that went well. What is damaged is told of once. */
  const refresh = async (centre: CentreId): Promise<Either<StoreTrouble, void>> => {
    const read = await plans.refresh(centre)()
    if (E.isRight(read)) told.delete(centre)
    else if (told.get(centre) !== read.left.reason) {
      told.set(centre, read.left.reason)
      onUnreadable(centre, read.left.reason)
    }
    return read
  }
  return {
    plans: {
      ...plans,
      inForce: (centre, at) => {
        const found = plans.inForce(centre, at)
        if (found === undefined && !asked.has(centre)) wanted.add(centre)
        return found
      },
    } satisfies StoredPlans,
    /**
     * Reads what was wanted, once for each centre: a plan that comes later is told by its event. Answers whether there was any.
     *
     * PLANS-05 A centre whose plans cannot be read waits for somebody to see to it, and all others go on.
     */
    fetch: async (): Promise<boolean> => {
      let any = false
      for (const centre of wanted) {
        if (E.isLeft(await refresh(centre))) continue
        wanted.delete(centre)
        asked.add(centre)
        any = true
      }
      return any
    },
    /** The same for all of these; the failure where none could be read. */
    refreshAll: async (centres: readonly CentreId[]): Promise<Either<StoreTrouble, void>> => {
      const reads: Either<StoreTrouble, void>[] = []
      for (const centre of centres) reads.push(await refresh(centre))
      return reads.find(E.isRight) ?? reads[0] ?? E.right(undefined)
    },
  }
}
