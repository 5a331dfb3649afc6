import { expect, test } from 'vitest'
import { settings, simulate } from './simulation.test-kit.js'

const group = (changes: Parameters<typeof settings>[0]) => {
  const simulation = simulate(settings({ startFrom: { revision: -1n }, checkpointAfter: 1_000, ...changes }))
  simulation.connect('a')
  simulation.append(8)
  return simulation
}

test('TESTSERVER-26 the maximum counts the events before the first unanswered one, and not that one', () => {
  const answered = group({ maxCheckpoint: 3 })
  answered.ack('a', 2)
  expect(answered.checkpoints).toEqual([])
  answered.ack('a', 1)
  expect(answered.checkpoints).toEqual([2n])
  answered.ack('a', 2)
  expect(answered.checkpoints).toEqual([2n])
  answered.ack('a', 1)
  expect(answered.checkpoints).toEqual([2n, 5n])
})

test('TESTSERVER-26 so does the minimum at a tick', () => {
  const answered = group({ minCheckpoint: 3 })
  answered.ack('a', 2)
  answered.pass(2_000)
  expect(answered.checkpoints).toEqual([])
  answered.ack('a', 1)
  answered.pass(2_000)
  expect(answered.checkpoints).toEqual([2n])
})

test('TESTSERVER-26 what waits to be retried is as unanswered as what is delivered', () => {
  const waits = group({ maxCheckpoint: 3 })
  const [first = '', ...others] = waits.unanswered('a')
  waits.tell({ _tag: 'Leave', consumer: 'a' })
  waits.connect('b', 1)
  waits.tell({ _tag: 'Ack', ids: [first] })
  expect(others).toHaveLength(7)
  expect(waits.checkpoints).toEqual([])
})
