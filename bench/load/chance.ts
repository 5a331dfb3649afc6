/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const chanceFrom = (seed: number) => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + next() * (to - from)
  return {
    next, between,
    happens: (share: number): boolean => next() < share,
    oneOf: <A>(list: readonly A[]): A => list[Math.floor(next() * list.length)] as A,
    /** Time to the next of events that come at random, so many a millisecond. */
    untilNext: (perMs: number): number => -Math.log(1 - next()) / perMs,
  }
}
export type Chance = ReturnType<typeof chanceFrom>
