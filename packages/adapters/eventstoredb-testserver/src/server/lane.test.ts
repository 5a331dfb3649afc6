import { expect, test } from 'vitest'
import { faultState } from './faults.js'
import { lane } from './lane.js'

const recording = () => {
  const faults = faultState(() => undefined)
  const through = lane(faults)
  const done: number[] = []
  const step = (number: number) =>
    through(() => {
      done.push(number)
      return false
    })
  return { faults, done, step }
}

test('steps go through at once and say what they say, as long as nothing is wrong', () => {
  const { done, step } = recording()
  expect(step(1)).toBe(false)
  expect(done).toEqual([1])
})

test('a pause holds steps in their order, and those that come after it wait behind them', async () => {
  const { faults, done, step } = recording()
  faults.pause()
  expect(step(1)).toBe(true)
  faults.setDelay(1)
  step(2)
  faults.setDelay(0)
  step(3)
  expect(done).toEqual([])
  faults.resume()
  await expect.poll(() => done).toEqual([1, 2, 3])
  expect(step(4)).toBe(false)
})

test('a delay keeps the order, also when it is lifted while steps wait', async () => {
  const { faults, done, step } = recording()
  faults.setDelay(5)
  step(1)
  faults.setDelay(0)
  step(2)
  expect(done).toEqual([])
  await expect.poll(() => done).toEqual([1, 2])
})
