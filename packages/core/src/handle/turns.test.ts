import { expect } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { turns } from './turns.js'

const ticks = async (n: number) => {
  for (let i = 0; i < n; i++) await Promise.resolve()
}
const asking = fc.record({ key: fc.constantFrom('a', 'b', 'c'), after: fc.nat({ max: 12 }), holds: fc.nat({ max: 4 }) })

test.prop([fc.array(asking, { maxLength: 30 })])('one at a time holds a key, in the order in which they asked; other keys do not wait', async (all) => {
  const queue = turns()
  /** Who waits or is inside, and who is inside. */
  const [holding, inside] = [new Map<string, number>(), new Map<string, number>()]
  const [asked, got]: [Record<string, number[]>, Record<string, number[]>] = [{ a: [], b: [], c: [] }, { a: [], b: [], c: [] }]
  let most = 0
  await Promise.all(
    all.map(async ({ key, after, holds }, n) => {
      await ticks(after)
      asked[key]?.push(n)
      const turn = queue.take(key)
      expect(turn === undefined).toBe((holding.get(key) ?? 0) === 0)
      if (turn !== undefined) {
        holding.set(key, (holding.get(key) ?? 0) + 1)
        await turn
      } else holding.set(key, 1)
      inside.set(key, (inside.get(key) ?? 0) + 1)
      most = Math.max(most, inside.get(key) ?? 0)
      got[key]?.push(n)
      await ticks(holds)
      inside.set(key, (inside.get(key) ?? 0) - 1)
      holding.set(key, (holding.get(key) ?? 0) - 1)
      queue.give(key)
    })
  )
  expect(most).toBeLessThanOrEqual(1)
  expect(got).toEqual(asked)
  for (const key of ['a', 'b', 'c']) expect(queue.take(key)).toBeUndefined()
})
