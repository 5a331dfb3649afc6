import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { CentreId, StoredPlans } from '@disque/core'
import type { StoreTrouble } from '../failures.js'

/** Plans that note which centres were asked for in vain: a worker that takes over has not read them yet. */
export const attentive = (plans: StoredPlans, onUnreadable: (centre: CentreId, reason: string) => void) => {
  const wanted = new Set<CentreId>()
  const asked = new Set<CentreId>()
  const told = new Map<CentreId, string>()

  /**
   * PLANS-05 A centre whose plans are damaged is told of once, goes by what was read before, and holds up no other; it is read again with its next plan, and by whoever takes work over.
   */
  const refresh: StoredPlans['refresh'] = (centre) => async () => {
    const read = await plans.refresh(centre)()
    if (E.isRight(read)) told.delete(centre)
    else if (read.left.damaged !== true) return read
    else if (told.get(centre) !== read.left.reason) {
      told.set(centre, read.left.reason)
      onUnreadable(centre, read.left.reason)
    }
    return E.right(undefined)
  }

  return {
    plans: {
      ...plans, refresh,
      inForce: (centre, at) => {
        const found = plans.inForce(centre, at)
        if (found === undefined && !asked.has(centre)) wanted.add(centre)
        return found
      },
    } satisfies StoredPlans,
    /** Reads what was wanted, once for each centre: a plan that comes later is told by its event. Answers whether there was any. */
    fetch: async (): Promise<Either<StoreTrouble, boolean>> => {
      if (wanted.size === 0) return E.right(false)
      for (const centre of wanted) {
        const read = await refresh(centre)()
        if (E.isLeft(read)) return read
        wanted.delete(centre)
        asked.add(centre)
      }
      return E.right(true)
    },
  }
}
