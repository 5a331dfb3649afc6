import { describe, expect, test } from 'vitest'
import { slopeOf, spreadOf, tally } from './tally.js'

describe('figures of a load', () => {
  test('of a hundred spans the 50th, the 99th and the last are told, whatever their order', () => {
    const spans = Array.from({ length: 100 }, (_, n) => ((n * 37) % 100) + 1)
    expect(spreadOf(spans)).toEqual({ count: 100, p50: 50, p99: 99, max: 100 })
  })

  test('what was never measured has no spread', () => {
    expect(spreadOf([])).toEqual({ count: 0, p50: NaN, p99: NaN, max: NaN })
  })

  test('a trend is what is gained for each step, whatever lies beside the line', () => {
    expect(slopeOf([[0, 5], [1, 7], [2, 9]])).toBe(2)
    expect(slopeOf([[0, 1], [1, 0], [2, 1]])).toBe(0)
    expect(slopeOf([[3, 4]])).toBe(0)
  })

  test('counts are told in the order of their names', () => {
    const counts = tally()
    counts.add('b')
    counts.add('a', 2)
    counts.add('b')
    expect(Object.entries(counts.all())).toEqual([['a', 2], ['b', 2]])
  })
})
