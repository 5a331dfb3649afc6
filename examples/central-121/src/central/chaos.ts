import { random } from '../traffic/random.js'

/** What befalls the workers next. All times are the wall's, in milliseconds. */
export interface Stroke {
  /** Since the stroke before it, or since the clock began to go. */
  readonly afterMs: number
  /** `kill` ends one without a word; `freeze` holds one still, which then goes on as if nothing had been; `all` kills every one. */
  readonly does: 'kill' | 'freeze' | 'all'
  /** In [0, 1): which of those that live. */
  readonly whom: number
  /** Until another is started in its place, or until it goes on. */
  readonly forMs: number
}

const kinds: readonly (readonly [Stroke['does'], number])[] = [['kill', 72], ['freeze', 23], ['all', 5]]
const pauses = { first: [1500, 4000], between: [12_000, 60_000], untilAnother: [200, 3000] } as const

/** The same seed gives the same strokes. `leaseMs`, of the wall's time: who is held still may wake before or after its leases have gone to others. */
export const strokes = (seed: number, leaseMs: number): (() => Stroke) => {
  const chance = random(seed, 'chaos')
  const between = ([least, most]: readonly [number, number]) => chance.between(least, most)
  let first = true
  return () => {
    const afterMs = Math.round(between(first ? pauses.first : pauses.between))
    first = false
    const does = chance.oneOf(kinds)
    const whom = chance.next()
    const forMs = Math.round(does === 'freeze' ? leaseMs * chance.between(0.5, 2.5) : between(pauses.untilAnother))
    return { afterMs, does, whom, forMs }
  }
}
