import type { Instant } from '../shared/instant.js'
import { periodAfter, type HalfYear } from './half-year.js'
import type { Period } from './resolve.js'
import { halfAt, nextWithPeriods, numberAt, previousWithPeriods, shiftAt, type Timeline } from './timeline.js'

const periodOf = ({ starts, ends }: HalfYear, i: number, shift: number): Period => ({
  from: ((starts[i] ?? 0) + shift) as Instant,
  until: ((ends[i] ?? 0) + shift) as Instant,
})

/** Periods that end after the instant, uncut, oldest first. */
export function* forwards(t: Timeline, at: number): Generator<Period, void, undefined> {
  for (let n = nextWithPeriods(t, numberAt(t, at)); n !== undefined; n = nextWithPeriods(t, n + 1)) {
    const half = halfAt(t, n)
    const shift = shiftAt(t, n)
    for (let i = periodAfter(half, at - shift); i < half.starts.length; i++) yield periodOf(half, i, shift)
  }
}

/** Periods that begin before the instant, uncut, newest first. */
export function* backwards(t: Timeline, at: number): Generator<Period, void, undefined> {
  for (let n = previousWithPeriods(t, numberAt(t, at)); n !== undefined; n = previousWithPeriods(t, n - 1)) {
    const half = halfAt(t, n)
    const shift = shiftAt(t, n)
    for (let i = Math.min(half.starts.length - 1, periodAfter(half, at - shift)); i >= 0; i--) {
      const p = periodOf(half, i, shift)
      if (p.from < at) yield p
    }
  }
}
