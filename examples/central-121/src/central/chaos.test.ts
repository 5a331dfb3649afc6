import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { strokes } from './chaos.js'

const some = (seed: number, many = 200) => Array.from({ length: many }, strokes(seed, 1000))

describe('what befalls workers', () => {
  test.prop([fc.nat()])('the same seed gives the same strokes, in time and within bounds', (seed) => {
    const all = some(seed)
    expect(some(seed)).toEqual(all)
    expect(some(seed + 1)).not.toEqual(all)
    for (const { afterMs, whom, forMs } of all) {
      expect(afterMs).toBeGreaterThanOrEqual(1500)
      expect(whom >= 0 && whom < 1).toBe(true)
      expect(forMs).toBeGreaterThanOrEqual(200)
    }
  })

  test('single ones are killed or held still, some shorter than a lease and some longer, and now and then all are killed', () => {
    const all = some(1)
    expect(new Set(all.map(({ does }) => does))).toEqual(new Set(['kill', 'freeze', 'all']))
    const frozen = all.filter(({ does }) => does === 'freeze').map(({ forMs }) => forMs)
    expect([Math.min(...frozen) < 1000, Math.max(...frozen) > 1000]).toEqual([true, true])
  })
})
