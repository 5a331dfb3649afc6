import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { storedPlans, type CentreId, type StoredPlans } from '@disque/core'
import { memoryStore } from '@disque/memory'
import { start } from '../scene.test-kit.js'
import { attentive } from './attentive-plans.js'

const damaged = { _tag: 'StoreUnavailable', reason: 'centre-b at 3: plan.queues', damaged: true } as const
const away = { _tag: 'StoreUnavailable', reason: 'no answer' } as const

/** Plans of which those of `b` fail in a way. */
const watched = () => {
  const state: { failure: typeof damaged | typeof away | undefined } = { failure: damaged }
  const plans: StoredPlans = { ...storedPlans(memoryStore()), refresh: (centre) => () => Promise.resolve(state.failure !== undefined && centre === 'b' ? E.left(state.failure) : E.right(undefined)) }
  const told: string[] = []
  return { state, told, ...attentive(plans, (centre, reason) => void told.push(`${centre}: ${reason}`)) }
}

const [a, b] = ['a', 'b'] as CentreId[] as [CentreId, CentreId]

test('PLANS-05 a centre whose plans are damaged is told of once, and holds up no other; where the store is away all wait', async () => {
  const { state, told, plans, fetch } = watched()
  for (const centre of [a, b]) plans.inForce(centre, start)
  expect(await fetch()).toEqual(E.right(true))
  expect(await fetch()).toEqual(E.right(false))
  expect(await plans.refresh(b)()).toEqual(E.right(undefined))
  expect(told).toEqual(['b: centre-b at 3: plan.queues'])
  state.failure = away
  expect(await plans.refresh(b)()).toEqual(E.left(away))
  state.failure = undefined
  expect(await plans.refresh(b)()).toEqual(E.right(undefined))
  state.failure = damaged
  await plans.refresh(b)()
  expect(told).toHaveLength(2)
})
