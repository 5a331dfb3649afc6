import { fc } from '@fast-check/vitest'
import { countEnd, countOffer, countTalk, noCounts, type Counts, type Limits, type WaitEnd } from './figures.js'

/** One caller's wait in one queue; `end` absent: still waiting. */
export interface Wait {
  readonly end?: WaitEnd | undefined
  readonly wait: number
  readonly talk?: number | undefined
}

export const limits: fc.Arbitrary<Limits> = fc
  .record({ withinSeconds: fc.integer({ min: 0, max: 60 }), shortSeconds: fc.integer({ min: 0, max: 60 }) })
  .map((l) => ({ ...l, shortSeconds: Math.min(l.shortSeconds, l.withinSeconds) }))

const end = fc.constantFrom<WaitEnd | undefined>('answered', 'answered', 'abandoned', 'flowedOut', undefined)
const span = fc.integer({ min: 0, max: 90 }).map((s) => s * 1000)

export const waits: fc.Arbitrary<readonly Wait[]> = fc.array(fc.record({ end, wait: span, talk: fc.option(span, { nil: undefined }) }), { maxLength: 60 })

export const counted = (of: readonly Wait[], asked: Limits): Counts =>
  of.reduce((c, { end: ended, wait, talk }) => {
    const offered = countOffer(c)
    const left = ended === undefined ? offered : countEnd(offered, ended, wait, asked)
    return ended === 'answered' && talk !== undefined ? countTalk(left, talk) : left
  }, noCounts)
