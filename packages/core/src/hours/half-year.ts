import { dayLength } from './wall.js'

/** Twenty-seven weeks: of stretches of whole weeks the shortest handy one that 400 Gregorian years hold without a rest. */
export const daysInHalf = 189
export const halfLength = daysInHalf * dayLength
/** Half-years in 400 years, after which dates, weekdays and the rules of zones come again. */
export const halvesInTurn = 773

/** The open time of 27 weeks of local days, resolved and summed up. */
export interface HalfYear {
  /** When each day begins, and last when the whole ends. */
  readonly dayStarts: Float64Array
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Open milliseconds of the half-year before each period, and last of it all. */
  readonly openBefore: Float64Array
  /** Periods of the half-year before each day, and last of it all. */
  readonly periodsBefore: Int32Array
  /** Days with open time before each day, and last of it all. */
  readonly businessBefore: Int32Array
}

/** A half-year in the making: its days in order, each followed by the periods that it has. */
export interface Draft {
  readonly dayStarts: number[]
  readonly periodsBefore: number[]
  readonly starts: number[]
  readonly ends: number[]
}

export const newDraft = (): Draft => ({ dayStarts: [], periodsBefore: [], starts: [], ends: [] })

export const addDay = (draft: Draft, from: number): void => {
  draft.dayStarts.push(from)
  draft.periodsBefore.push(draft.starts.length)
}

export const addPeriod = (draft: Draft, from: number, until: number): void => {
  draft.starts.push(from)
  draft.ends.push(until)
}

/** The half-year of a draft that has all its days. */
export const halfYearOf = ({ dayStarts, periodsBefore, starts, ends }: Draft, until: number): HalfYear => {
  const half: HalfYear = {
    dayStarts: new Float64Array([...dayStarts, until]),
    periodsBefore: new Int32Array([...periodsBefore, starts.length]),
    starts: new Float64Array(starts),
    ends: new Float64Array(ends),
    openBefore: new Float64Array(starts.length + 1),
    businessBefore: new Int32Array(daysInHalf + 1),
  }
  const { openBefore, businessBefore } = half
  for (let i = 0; i < starts.length; i++) openBefore[i + 1] = (openBefore[i] ?? 0) + (ends[i] ?? 0) - (starts[i] ?? 0)
  for (let i = 0; i < daysInHalf; i++) {
    const isBusiness = (half.periodsBefore[i + 1] ?? 0) > (half.periodsBefore[i] ?? 0)
    businessBefore[i + 1] = (businessBefore[i] ?? 0) + (isBusiness ? 1 : 0)
  }
  return half
}

/** What lies beyond an end of the list: no comparison with it holds, so that a search stops there. */
const beyond = NaN

export const last = (list: Float64Array | Int32Array): number => list[list.length - 1] ?? 0

/** The first period that ends after the instant; the number of periods if none does. */
export const periodAfter = ({ dayStarts, periodsBefore, ends }: HalfYear, at: number): number => {
  const day = Math.floor((at - (dayStarts[0] ?? 0)) / dayLength)
  let i = periodsBefore[Math.max(0, Math.min(daysInHalf, day))] ?? 0
  while ((ends[i - 1] ?? beyond) > at) i--
  while ((ends[i] ?? beyond) <= at) i++
  return i
}

/** The day of the half-year that holds the instant. */
export const dayAt = ({ dayStarts }: HalfYear, at: number): number => {
  let day = Math.max(0, Math.min(daysInHalf - 1, Math.floor((at - (dayStarts[0] ?? 0)) / dayLength)))
  while ((dayStarts[day] ?? beyond) > at) day--
  while ((dayStarts[day + 1] ?? beyond) <= at) day++
  return day
}

/** Open milliseconds of the half-year before the instant. */
export const openUntil = (half: HalfYear, at: number): number => {
  const i = periodAfter(half, at)
  return (half.openBefore[i] ?? 0) + Math.max(0, at - (half.starts[i] ?? at))
}

/** The first place at which the growing list reaches the value. */
export const firstReaching = (list: Float64Array | Int32Array, value: number): number => {
  let [low, high] = [0, list.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? beyond) >= value) high = middle
    else low = middle + 1
  }
  return low
}

/** When so much of the half-year's open time has passed: more than none, and no more than there is. */
export const instantAfter = ({ starts, openBefore }: HalfYear, open: number): number => {
  const i = firstReaching(openBefore, open) - 1
  return (starts[i] ?? 0) + open - (openBefore[i] ?? 0)
}
