import { expect, test } from 'vitest'
import { settings, simulate } from './simulation.test-kit.js'

test('TESTSERVER-20 a live event that finds the buffer full sends the group back to history, and all come in order', () => {
  const group = simulate(settings({ startFrom: { revision: -1n }, bufferSize: 3, readBatchSize: 1, liveBufferSize: 2 }))
  group.append(3)
  expect(group.group()).toMatchObject({ live: true, behind: false })
  group.append(4)
  expect(group.group()).toMatchObject({ live: false, behind: true })
  group.connect('a', 3)
  for (let rounds = 0; rounds < 20; rounds++) {
    group.ack('a')
    group.answerRead()
  }
  expect(group.order()).toEqual([0, 1, 2, 3, 4, 5, 6].map(BigInt))
  expect(group.group()).toMatchObject({ live: true, behind: false })
})

test('retries come before what waits, by their place in the stream', () => {
  const group = simulate(settings({ startFrom: { revision: -1n } }))
  group.connect('a', 3)
  group.append(5)
  group.nack('a', 'retry', 3)
  expect(group.pushed.map(({ message }) => message.id)).toEqual([0, 1, 2, 0, 1, 2].map((n) => `event-${n}`))
  expect(group.pushed.slice(3).map(({ message }) => message.retries)).toEqual([1, 1, 1])
})

test('TESTSERVER-23 a group goes on behind its checkpoint', () => {
  const group = simulate(settings(), () => false, '3')
  group.append(6)
  group.connect('a')
  while (group.answerRead());
  expect(group.order()).toEqual([4n, 5n])
})

test('a group whose stream can no longer be read drops its consumers, and those who come later', () => {
  const group = simulate(settings())
  group.connect('a')
  group.tell({ _tag: 'ReadFailed' })
  group.connect('b')
  expect(group.dropped).toEqual(['a', 'b'])
})
