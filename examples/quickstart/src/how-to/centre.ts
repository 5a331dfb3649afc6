// #region open
import { instant, storedPlans } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms, createRuntime, type RuntimeOptions } from '@disque/runtime'

/** A centre in memory, at a time that stands still until it is moved. */
export const openCentre = (options: Partial<RuntimeOptions> = {}) => {
  const [store, readModel] = [memoryStore(), memoryReadModel()]
  const clock = heldClock(instant('2020-07-01T13:00:00Z'))
  const ids = seededIds('how-to')
  const plans = storedPlans(store)
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms, ...options })
  return { store, readModel, clock, ids, plans, rooms, runtime }
}
// #endregion open
export type Centre = ReturnType<typeof openCentre>

// #region must
/** Where any failure is a bug: in set-up and tests. */
export const must = async <A>(task: () => Promise<{ readonly _tag: 'Left'; readonly left: unknown } | { readonly _tag: 'Right'; readonly right: A }>): Promise<A> => {
  const r = await task()
  if (r._tag === 'Left') throw new Error(JSON.stringify(r.left))
  return r.right
}
// #endregion must
