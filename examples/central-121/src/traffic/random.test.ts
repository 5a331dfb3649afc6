import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { random } from './random.js'

const many = <A>(n: number, draw: () => A): A[] => Array.from({ length: n }, draw)
const meanOf = (all: readonly number[]) => all.reduce((sum, x) => sum + x, 0) / all.length

describe('seeded chance', () => {
  test.prop([fc.nat(), fc.string()])('the same seed and name give the same draws, another name others', (seed, name) => {
    const draws = (n: string) => many(8, random(seed, n).next)
    expect(draws(name)).toEqual(draws(name))
    expect(draws(name)).not.toEqual(draws(`${name}!`))
  })

  test.prop([fc.nat()])('draws lie in [0, 1) and are spread evenly', (seed) => {
    const draws = many(4000, random(seed, 'even').next)
    expect(draws.every((x) => x >= 0 && x < 1)).toBe(true)
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = draws.filter((x) => Math.floor(x * 10) === tenth).length
      expect(inside).toBeGreaterThan(270)
      expect(inside).toBeLessThan(530)
    }
  })

  test('the means are those asked for', () => {
    const r = random(1, 'means')
    expect(meanOf(many(40_000, () => r.exponential(90)))).toBeCloseTo(90, -1)
    expect(meanOf(many(40_000, () => r.lognormal(190, 0.7)))).toBeCloseTo(190, -1)
    expect(meanOf(many(40_000, () => r.poisson(12)))).toBeCloseTo(12, 0)
    expect(meanOf(many(40_000, () => r.between(10, 20)))).toBeCloseTo(15, 0)
    expect(meanOf(many(40_000, () => Number(r.chance(0.3))))).toBeCloseTo(0.3, 1)
  })

  test.prop([fc.nat(), fc.array(fc.tuple(fc.string(), fc.nat(20)), { minLength: 1 })])('what weighs nothing is not chosen while anything weighs', (seed, weighted) => {
    fc.pre(weighted.some(([, weight]) => weight > 0))
    const chosen = random(seed, 'one').oneOf(weighted.map((pair) => [pair, pair[1]]))
    expect(chosen[1]).toBeGreaterThan(0)
  })
})
