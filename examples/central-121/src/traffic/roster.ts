import { minutes, plus, type Instant, type Milliseconds } from '@disque/core'
import type { Random } from './random.js'

/** A person's working day. */
export interface Duty {
  readonly from: Instant
  readonly until: Instant
  readonly breaks: readonly { readonly at: Instant; readonly reason: 'rest' | 'meal'; readonly seconds: number }[]
  /** Leaves without a word, and for how long. */
  readonly wandersOff?: { readonly at: Instant; readonly seconds: number }
}

const hours = (n: number): Milliseconds => minutes(60 * n)

/** Six hours and a meal, as the rules for telephone work want it (NR-17, annex II): two rests of 10 minutes and a meal of 20. */
const length = hours(6) + minutes(20)

/** After the opening: who opens, who comes later, who closes. */
const starts: readonly { readonly below: number; readonly after: Milliseconds }[] = [
  { below: 0.35, after: 0 },
  { below: 0.5, after: hours(1) },
  { below: 0.6, after: hours(2.5) },
  { below: 1, after: hours(12) - length },
]

const wandering = 0.06

/** When someone works between opening and closing; a centre that is open shorter than a working day has everyone all the time. */
export const dutyOf = (place: number, open: { readonly from: Instant; readonly until: Instant }, chance: Random): Duty => {
  const short = open.until - open.from <= length
  const begin = short ? open.from : plus(open.from, starts.find((s) => place < s.below)?.after ?? 0)
  // A few minutes early, and never two at one instant.
  const from = plus(begin, -Math.round(chance.between(30, 480) * 1000))
  const until = short ? open.until : plus(begin, length)
  const part = (least: number, most: number): Instant => plus(begin, Math.round((until - begin) * chance.between(least, most)))
  return {
    from,
    until,
    breaks: short ? [] : [
      { at: part(0.16, 0.3), reason: 'rest', seconds: 600 },
      { at: part(0.42, 0.6), reason: 'meal', seconds: 1200 },
      { at: part(0.7, 0.86), reason: 'rest', seconds: 600 },
    ],
    ...(chance.chance(wandering) ? { wandersOff: { at: part(0.33, 0.38), seconds: chance.between(300, 780) } } : {}),
  }
}
