import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { storedPlans, type CentreId, type StoredPlans } from '@disque/core'
import { memoryStore } from '@disque/memory'
import { start } from '../scene.test-kit.js'
import { attentive } from './attentive-plans.js'

const damaged = { _tag: 'StoreUnavailable', reason: 'centre-b at 3: plan.queues' } as const

/** Plans of which those of `b` are damaged until they are mended. */
const watched = () => {
  const state = { damaged: true }
  const plans: StoredPlans = { ...storedPlans(memoryStore()), refresh: (centre) => () => Promise.resolve(state.damaged && centre === 'b' ? E.left(damaged) : E.right(undefined)) }
  const told: string[] = []
  return { state, told, ...attentive(plans, (centre, reason) => void told.push(`${centre}: ${reason}`)) }
}

const [a, b] = ['a', 'b'] as CentreId[] as [CentreId, CentreId]

test('PLANS-05 a centre whose plans cannot be read is told of once, waits until they can, and holds up no other', async () => {
  const { state, told, plans, fetch, refreshAll } = watched()
  for (const centre of [a, b]) plans.inForce(centre, start)
  expect(await fetch()).toBe(true)
  expect(await fetch()).toBe(false)
  expect(await refreshAll([a, b])).toEqual(E.right(undefined))
  expect(await refreshAll([b])).toEqual(E.left(damaged))
  expect(told).toEqual(['b: centre-b at 3: plan.queues'])
  state.damaged = false
  expect(await fetch()).toBe(true)
  state.damaged = true
  expect(await refreshAll([b])).toEqual(E.left(damaged))
  expect(told).toHaveLength(2)
})
