import { drop, get, put, type Sorted } from './sorted.js'

/** How long events took at a consumer; the last thousand are kept. */
export interface Timings {
  readonly started: Sorted<string, number>
  readonly measured: readonly number[]
}

export interface Measurement {
  readonly key: string
  readonly value: bigint
}

export const noTimings: Timings = { started: undefined, measured: [] }

const window = 1000
// The server divides ticks of a nanosecond by 10,000: its figures count hundredths of a millisecond.
const perMillisecond = 100

export const begun = (timings: Timings, id: string, now: number): Timings => ({ ...timings, started: put(timings.started, id, now) })

export const ended = (timings: Timings, id: string, now: number): Timings => {
  const since = get(timings.started, id)
  if (since === undefined) return timings
  const took = Math.floor((now - since) * perMillisecond)
  return { started: drop(timings.started, id), measured: [...timings.measured.slice(timings.measured.length >= window ? 1 : 0), took] }
}

const percentiles: readonly (readonly [string, number])[] = [
  ['Quintile 1', 0],
  ['Quintile 2', 20],
  ['Quintile 3', 40],
  ['Quintile 4', 60],
  ['Quintile 5', 80],
  ['90%', 90],
  ['95%', 95],
  ['99%', 99],
  ['99.5%', 99.5],
  ['99.9%', 99.9],
]

/** The figures that information about a consumer shows; none before the first answer. */
export const measurements = ({ measured }: Timings): readonly Measurement[] => {
  if (measured.length === 0) return []
  const sorted = [...measured].sort((one, other) => one - other)
  const at = (index: number) => sorted[Math.min(index, sorted.length - 1)] ?? 0
  const mean = Math.floor(sorted.reduce((sum, value) => sum + value, 0) / sorted.length)
  const figures: readonly (readonly [string, number])[] = [
    ['Mean', mean],
    ['Median', at(Math.floor(sorted.length / 2))],
    ['Fastest', at(0)],
    ...percentiles.map(([key, percent]) => [key, at(Math.floor((percent * sorted.length) / 100))] as const),
    ['Highest', at(sorted.length - 1)],
  ]
  return figures.map(([key, value]) => ({ key, value: BigInt(value) }))
}
