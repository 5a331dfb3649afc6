import { describe, expect, test } from 'vitest'
import { event, settings, simulate } from './simulation.test-kit.js'
import { bucketOf } from './pinned.js'
import type { StrategyName } from './settings.js'

const group = (strategy: StrategyName) => simulate(settings({ strategy, startFrom: { revision: -1n } }))

const receivers = (simulation: ReturnType<typeof group>) => simulation.pushed.map(({ consumer }) => consumer).join('')

describe('TESTSERVER-22 who gets the next event', () => {
  test('RoundRobin: each in turn, those without room are passed over', () => {
    const turns = group('RoundRobin')
    turns.connect('a', 1)
    turns.connect('b', 3)
    turns.append(4)
    expect(receivers(turns)).toBe('abbb')
  })

  test('DispatchToSingle: one until it is full', () => {
    const single = group('DispatchToSingle')
    single.connect('a', 2)
    single.connect('b', 3)
    single.append(5)
    expect(receivers(single)).toBe('aabbb')
  })

  test('Pinned: always the same for a stream; events of other streams pass one that waits', () => {
    const pinned = group('Pinned')
    pinned.connect('a', 2)
    pinned.connect('b', 9)
    // Streams 0, 1, 2, 0, 1, 2, …: a has 0 and 2, b has 1.
    pinned.append(9)
    expect(pinned.pushed.map(({ consumer, message }) => [consumer, message.id])).toEqual([
      ['a', 'event-0'],
      ['b', 'event-1'],
      ['a', 'event-2'],
      ['b', 'event-4'],
      ['b', 'event-7'],
    ])
    pinned.ack('a')
    expect(pinned.pushed.slice(5).map(({ message }) => message.id)).toEqual(['event-3', 'event-5'])
  })

  test('PinnedByCorrelation: by the correlation id of the metadata, else by the stream', () => {
    const correlated = (n: number, id: string) => ({ event: { ...event(n), metadata: Buffer.from(JSON.stringify({ $correlationId: id })) } })
    expect(bucketOf('correlation', correlated(0, 'x'))).toBe(bucketOf('correlation', correlated(1, 'x')))
    expect(bucketOf('correlation', correlated(0, 'x'))).not.toBe(bucketOf('correlation', correlated(0, 'y')))
    expect(bucketOf('correlation', { event: event(1) })).toBe(bucketOf('stream', { event: event(1) }))
  })

  test('Pinned: a link that cannot be resolved counts for the stream it points at', () => {
    const link = { ...event(0), stream: '$ce-order', type: '$>', data: Buffer.from('7@stream-1') }
    expect(bucketOf('stream', { link })).toBe(bucketOf('stream', { event: event(1) }))
  })
})

test('TESTSERVER-21 a consumer that joins takes over its share of the streams, one that leaves gives up all', () => {
  const pinned = group('Pinned')
  pinned.connect('a', 9)
  pinned.append(3)
  pinned.ack('a')
  pinned.connect('b', 9)
  pinned.append(3)
  expect(receivers(pinned).slice(3).split('').toSorted().join('')).toBe('aab')
  pinned.ack('a')
  pinned.ack('b')
  pinned.tell({ _tag: 'Leave', consumer: 'a' })
  pinned.append(3)
  expect(receivers(pinned).slice(6)).toBe('bbb')
})
