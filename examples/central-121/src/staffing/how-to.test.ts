// #region erlang
import { expect, it } from 'vitest'
import { Staffing } from '@disque/core'

it('staffs half an hour of 100 calls', () => {
  const traffic = { erlangs: (100 * 180) / 1800, handlingSeconds: 180, patienceSeconds: 300 }
  const agents = Staffing.agentsFor(traffic, { answered: { share: 0.8, withinSeconds: 20 } })
  expect(agents).toEqual({ _tag: 'Right', right: 13 })

  const queue = Staffing.erlangA(traffic, 13)
  if (queue._tag === 'Left') throw new Error(`${queue.left.field} is ${queue.left.value}`)
  if (queue.right._tag === 'GrowsWithoutBound') throw new Error('more agents are needed')
  expect(queue.right.abandonment).toBeCloseTo(0.025, 3)
  expect(queue.right.meanWaitSeconds).toBeCloseTo(7.5, 1)
})
// #endregion erlang
