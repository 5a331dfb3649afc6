import * as E from 'fp-ts/lib/Either.js'
import { storedPlans } from '@disque/core'
import { heldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms } from '@disque/runtime'
import { heldCentre } from '../traffic/held-centre.js'
import { Unexpected } from '../traffic/send.js'
import { outcomes, type Outcomes } from './outcomes.js'
import type { Setting } from './setting.js'
import { idsOf, stage } from './stage.js'

/** The same people under a held clock, in memory: what happens when nothing takes any time. */
export const reference = async (setting: Setting): Promise<Outcomes> => {
  const [store, readModel, clock, ids] = [memoryStore(), memoryReadModel(), heldClock(setting.begins), idsOf(setting)]
  const plans = storedPlans(store)
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const world = await stage({ rooms, plans, ids, clock }, setting)
  await heldCentre({ store, readModel, clock, ids, rooms, plans }, world).passTime()
  const { see, found } = outcomes()
  for await (const read of store.readAll()) {
    if (E.isLeft(read)) throw new Unexpected('reading the reference', read.left)
    see(read.right)
  }
  return found
}
