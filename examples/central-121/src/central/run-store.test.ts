import { isRight } from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { CentreId, instant, storedPlans, type EventStore } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms } from '@disque/runtime'
import { central121 } from '../plan.js'
import { named } from '../plan/names.js'
import { storeOf } from './run-store.js'

const streams = async (store: EventStore, options?: Parameters<EventStore['readAll']>[0]) => {
  const found: string[] = []
  for await (const read of store.readAll(options)) if (isRight(read)) found.push(`${read.right.stream}@${read.right.revision}`)
  return found
}

test('of a store that several runs share a run reads its own events only, from where they begin', async () => {
  const [store, readModel, ids] = [memoryStore(), memoryReadModel(), seededIds()]
  const clock = heldClock(instant('2020-07-01T07:00:00-03:00'))
  const rooms = centreRooms({ store, readModel, clock, ids, plans: storedPlans(store) })
  const [one, two] = [named(CentreId)('one'), named(CentreId)('two')]
  const change = async (centre: CentreId) => {
    const done = await rooms.centre({ type: 'ChangePlan', centre, plan: { ...central121, centre, name: `${centre} ${ids.next()}` }, at: clock.now() }, { centre })()
    if (!isRight(done)) throw new Error(done.left._tag)
    return done.right.position
  }
  const first = await change(one)
  await change(two)
  const third = await change(one)
  await change(two)
  expect(await streams(storeOf(store, one, undefined))).toEqual(['centre-one@0', 'centre-one@1'])
  expect(await streams(storeOf(store, one, undefined), { max: 1 })).toEqual(['centre-one@0'])
  expect(await streams(storeOf(store, one, first))).toEqual(['centre-one@1'])
  expect(await streams(storeOf(store, two, third), { after: first })).toEqual(['centre-two@1'])
  expect(await streams(storeOf(store, two, first), { after: third })).toEqual(['centre-two@1'])
  expect(await streams(storeOf(store, two, undefined), { max: 0 })).toEqual([])
})
