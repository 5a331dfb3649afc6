import { dayAt, daysInHalf, halfLength, halvesInTurn, last, openUntil, periodAfter, type HalfYear } from './half-year.js'
import { firstWhere, sumsOf, type Sums } from './sums.js'
import type { Day } from './wall.js'

/** Days further than this from 1970 are beyond what instants can tell: nothing is open there. */
const farthest = Math.floor(99_000_000 / daysInHalf)
const bound = farthest * halfLength
/** Half-years that are remembered at once, three hundred years. */
export const remembered = 600
/** Before 1800 no zone had changed its clock, and after 2100 each follows one yearly rule. */
const oldest = Math.floor(-62_091 / daysInHalf)
const newest = Math.ceil(47_482 / daysInHalf)
/** Half-years in 40 years, among which there is every kind of year: leap or not, beginning on any weekday. */
const halvesOfAllYears = 78

/** What a timeline is made from. Half-years are counted from the one that begins on 1970-01-01. */
export interface Source {
  readonly zone: string
  /** Days beyond which only the weekly hours count. */
  readonly firstDated: Day
  readonly lastDated: Day
  /** False only where the half-year has no open time at all. */
  readonly mayOpen: (n: number) => boolean
  readonly resolve: (n: number) => HalfYear
}

/**
 * All the open time of a calendar: half-years that are resolved when they are first needed, and their sums.
 * Before `early` and from `late` on the weeks alone count, by rules of the clock that stay the same.
 * Before `low` and after `high`, 400 years further on, each half-year is like that one 400 years nearer.
 */
export interface Timeline extends Source {
  readonly early: number
  readonly late: number
  readonly low: number
  readonly high: number
  readonly halves: Map<number, HalfYear>
  readonly open: Sums
  readonly businessDays: Sums
}

export const timelineFrom = (source: Source): Timeline => {
  const early = Math.min(oldest, Math.floor(source.firstDated / daysInHalf))
  const late = Math.max(newest, Math.floor(source.lastDated / daysInHalf) + 1)
  const halves = new Map<number, HalfYear>()
  const sums = (of: (half: HalfYear) => number) => sumsOf((n) => (source.mayOpen(n) ? of(resolvedHalf(timeline, n)) : 0))
  const timeline: Timeline = { ...source, early, late, low: early - halvesInTurn, high: late + halvesInTurn, halves, open: sums((h) => last(h.openBefore)), businessDays: sums((h) => last(h.businessBefore)) }
  return timeline
}

const resolvedHalf = (t: Timeline, n: number): HalfYear => {
  const known = t.halves.get(n)
  if (known !== undefined) return known
  if (t.halves.size >= remembered) t.halves.clear()
  const found = t.resolve(n)
  t.halves.set(n, found)
  return found
}

/** The half-year that this one is like: itself, but for those far away. */
const like = (t: Timeline, n: number): number => {
  if (n > t.high) return n - Math.ceil((n - t.high) / halvesInTurn) * halvesInTurn
  return n < t.low ? n + Math.ceil((t.low - n) / halvesInTurn) * halvesInTurn : n
}

/** A half-year, and by how many milliseconds it is later than the one that it is like. */
export const halfAt = (t: Timeline, n: number): HalfYear => resolvedHalf(t, like(t, n))
export const shiftAt = (t: Timeline, n: number): number => (n - like(t, n)) * halfLength

export const isWithin = (n: number): boolean => -farthest <= n && n < farthest

/** Where an instant lies: the half-year's number, the one that it is like, and the instant as that one counts it. */
interface Place {
  readonly n: number
  readonly half: HalfYear
  readonly near: number
}

const placeIn = (t: Timeline, n: number, at: number): Place => {
  const near = like(t, n)
  return { n, half: resolvedHalf(t, near), near: near === n ? at : at - (n - near) * halfLength }
}

/** Instants that are too far away count as the last that is not. */
const placeOf = (t: Timeline, at: number): Place => {
  const inRange = Math.max(-bound, Math.min(bound, at))
  const place = placeIn(t, Math.floor(inRange / halfLength), inRange)
  const { dayStarts } = place.half
  if (place.near < (dayStarts[0] ?? 0)) return placeIn(t, place.n - 1, inRange)
  return place.near >= (dayStarts[daysInHalf] ?? 0) ? placeIn(t, place.n + 1, inRange) : place
}

/** The number of an instant's half-year. */
export const numberAt = (t: Timeline, at: number): number => placeOf(t, at).n

/** The local day of an instant. */
export const dayOfInstant = (t: Timeline, at: number): Day => {
  const { n, half, near } = placeOf(t, at)
  return n * daysInHalf + dayAt(half, near)
}

/** When a local day begins. */
export const dayStart = (t: Timeline, day: Day): number => {
  const n = Math.floor(day / daysInHalf)
  return (halfAt(t, n).dayStarts[day - n * daysInHalf] ?? 0) + shiftAt(t, n)
}

/** Whether a period holds the instant. */
export const holds = (t: Timeline, at: number): boolean => {
  if (at < -bound || at >= bound) return false
  const { half, near } = placeOf(t, at)
  return (half.starts[periodAfter(half, near)] ?? Infinity) <= near
}

/** What 400 years come to, beyond `late` or before `early`. */
const turnOf = (t: Timeline, sums: Sums, isLater: boolean): number =>
  isLater ? sums(t.late + halvesInTurn) - sums(t.late) : sums(t.early) - sums(t.early - halvesInTurn)

/** Whether no year beyond `late`, or before `early`, has open time: a year of every kind is looked at. */
const isBarren = (t: Timeline, isLater: boolean): boolean =>
  isLater ? t.open(t.late + halvesOfAllYears) === t.open(t.late) : t.open(t.early) === t.open(t.early - halvesOfAllYears)

/** The sum of all half-years before `n`, less a number that stays the same. */
const sumBefore = (t: Timeline, sums: Sums, n: number): number => {
  const near = like(t, n)
  return near === n ? sums(n) : sums(near) + ((n - near) / halvesInTurn) * turnOf(t, sums, n > near)
}

/** Open milliseconds before an instant, less a number that stays the same. */
export const openTimeAt = (t: Timeline, at: number): number => {
  const { n, half, near } = placeOf(t, at)
  return sumBefore(t, t.open, n) + openUntil(half, near)
}

/** Business days before a day, less a number that stays the same. */
export const businessDaysAt = (t: Timeline, day: Day): number => {
  const n = Math.floor(day / daysInHalf)
  return sumBefore(t, t.businessDays, n) + (halfAt(t, n).businessBefore[day - n * daysInHalf] ?? 0)
}

/** A place in the sums: a half-year, and what of the sum comes from it, more than nothing. */
interface Reached {
  readonly n: number
  readonly rest: number
}

/** Where a sum is reached among some half-years; a guess is looked at first. */
const reachedWithin = (sums: Sums, sum: number, guess: number, lowest: number, highest: number): Reached | undefined => {
  const isThere = sums(guess) < sum && sum <= sums(guess + 1)
  const n = isThere ? guess : firstWhere((m) => sum <= sums(m + 1), guess, lowest, highest)
  return n === undefined || sums(n) >= sum ? undefined : { n, rest: sum - sums(n) }
}

/** Where a sum is reached further away than a year of every kind: so many turns of 400 years away as it takes. */
const farReached = (t: Timeline, sums: Sums, sum: number, isLater: boolean): Reached | undefined => {
  if (isBarren(t, isLater)) return undefined
  const turn = turnOf(t, sums, isLater)
  const turns = isLater ? Math.max(0, Math.ceil((sum - sums(t.high + 1)) / turn)) : -Math.max(0, Math.floor((sums(t.low) - sum) / turn) + 1)
  const near = reachedWithin(sums, sum - turns * turn, isLater ? t.high : t.low, t.low, t.high)
  if (near === undefined) return undefined
  const n = near.n + turns * halvesInTurn
  return isWithin(n) ? { n, rest: near.rest } : undefined
}

/** Where a sum, counted as {@link openTimeAt} or {@link businessDaysAt} do, is reached; the search begins at a half-year that may be near it. */
export const reached = (t: Timeline, sums: Sums, sum: number, guess: number): Reached | undefined => {
  const [lowest, highest] = [t.early - halvesOfAllYears, t.late + halvesOfAllYears]
  return reachedWithin(sums, sum, like(t, guess), lowest, highest) ?? farReached(t, sums, sum, sum > sums(highest))
}

const hasPeriods = (t: Timeline, n: number): boolean => t.mayOpen(like(t, n)) && halfAt(t, n).starts.length > 0

/** HOURS-06 A search ends: where no kind of year that only weeks and yearly rules make has open time, there is none any more. */
export const nextWithPeriods = (t: Timeline, from: number): number | undefined => {
  for (let n = Math.max(-farthest, from); isWithin(n); n++) {
    if (hasPeriods(t, n)) return n
    if (n > t.late && isBarren(t, true)) return undefined
    if (n < t.early - 1 && isBarren(t, false)) n = t.early - 2
  }
  return undefined
}

export const previousWithPeriods = (t: Timeline, from: number): number | undefined => {
  for (let n = Math.min(farthest - 1, from); isWithin(n); n--) {
    if (hasPeriods(t, n)) return n
    if (n < t.early && isBarren(t, false)) return undefined
    if (n > t.late && isBarren(t, true)) n = t.late + 1
  }
  return undefined
}
