import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
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

describe('TESTSERVER-54 a delay', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('keeps the order, and holds each step as long as it says', () => {
    const { faults, done, step } = recording()
    faults.setDelay(5)
    step(1)
    vi.advanceTimersByTime(3)
    step(2)
    vi.advanceTimersByTime(2)
    expect(done).toEqual([1])
    vi.advanceTimersByTime(3)
    expect(done).toEqual([1, 2])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that is changed counts for what waits, and lets it go when it ends', () => {
    const { faults, done, step } = recording()
    faults.setDelay(60_000)
    step(1)
    step(2)
    faults.setDelay(7)
    vi.advanceTimersByTime(6)
    expect(done).toEqual([])
    faults.setDelay(0)
    expect(done).toEqual([1, 2])
    expect(vi.getTimerCount()).toBe(0)
    expect(step(3)).toBe(false)
  })

  test('or a pause that is given up does nothing any more, and leaves no timer', () => {
    const { faults, done, step } = recording()
    faults.setDelay(5)
    step(1)
    faults.pause()
    step(2)
    faults.giveUp()
    expect(vi.getTimerCount()).toBe(0)
    faults.resume()
    faults.setDelay(0)
    vi.advanceTimersByTime(60_000)
    expect(done).toEqual([])
    step(3)
    expect(done).toEqual([3])
  })
})
