import { hash53 } from '@disque/core'

/** Chance that comes out the same for the same seed and name. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number
  readonly chance: (probability: number) => boolean
  readonly between: (from: number, to: number) => number
  readonly whole: (below: number) => number
  /** One of them, as likely as its weight. */
  readonly oneOf: <A>(weighted: readonly (readonly [A, number])[]) => A
  readonly exponential: (mean: number) => number
  /** `spread` is the standard deviation of the logarithm. */
  readonly lognormal: (mean: number, spread: number) => number
  readonly poisson: (mean: number) => number
}

/** SplitMix32: spreads a seed over the generator's state. */
const splitMix = (seed: number) => {
  let s = seed | 0
  return () => {
    s = (s + 0x9e3779b9) | 0
    let z = Math.imul(s ^ (s >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
}

const turned = (x: number, by: number): number => (x << by) | (x >>> (32 - by))

/** xoshiro128** of Blackman and Vigna: 32 bits a step. */
const xoshiro = (seed: number): (() => number) => {
  const fill = splitMix(seed)
  let [a, b, c, d] = [fill(), fill(), fill(), fill()]
  return () => {
    const result = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = turned(d, 11)
    return result
  }
}

/** A generator of its own for each name, so that one more draw here changes nothing there. */
export const random = (seed: number, name: string): Random => {
  const bits = xoshiro(hash53(`${seed}/${name}`))
  const next = () => bits() / 2 ** 32
  const open = () => (bits() + 0.5) / 2 ** 32
  const exponential = (mean: number) => -mean * Math.log(open())
  const normal = () => Math.sqrt(-2 * Math.log(open())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    chance: (probability) => next() < probability,
    between: (from, to) => from + (to - from) * next(),
    whole: (below) => Math.floor(next() * below),
    oneOf: (weighted) => {
      let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of weighted) if ((left -= weight) < 0) return value
      const last = weighted.at(-1)
      if (last === undefined) throw new RangeError('there is nothing to choose from')
      return last[0]
    },
    exponential,
    lognormal: (mean, spread) => Math.exp(Math.log(mean) - (spread * spread) / 2 + spread * normal()),
    poisson: (mean) => {
      let [n, left] = [-1, mean]
      while (left >= 0) {
        n++
        left -= exponential(1)
      }
      return n
    },
  }
}
