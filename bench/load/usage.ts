import { monitorEventLoopDelay } from 'node:perf_hooks'
import { slopeOf, spreadOf } from './tally.js'

/** What a process used, since it was asked last. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly rss: number
  readonly heap: number
  /** Processor time in milliseconds. */
  readonly cpuMs: number
  /** The longest that the process did not come to its next turn, in milliseconds. */
  readonly stalledMs: number
  /** Since its runtime last had read everything, in milliseconds; absent where it has none or never had. */
  readonly lagMs?: number
}

/** Looks at its own process whenever it is asked. */
export const sampler = (levelOf: () => number | undefined) => {
  const turns = monitorEventLoopDelay({ resolution: 5 })
  turns.enable()
  let before = process.cpuUsage()
  return (): Sample => {
    const used = process.cpuUsage(before)
    before = process.cpuUsage()
    const stalledMs = turns.max / 1e6
    turns.reset()
    const [at, level] = [Date.now(), levelOf()]
    const { rss, heapUsed } = process.memoryUsage()
    return { at, rss, heap: heapUsed, cpuMs: (used.user + used.system) / 1000, stalledMs, ...(level === undefined ? {} : { lagMs: Math.max(0, at - level) }) }
  }
}

const mib = 2 ** 20

/** What a process used over the run; its memory's trend is that of the second half, when everything has been met once. */
export const usageOf = (process: string, samples: readonly Sample[]) => {
  const later = samples.slice(Math.floor(samples.length / 2))
  const [first, last] = [samples[0], samples.at(-1)]
  const span = first === undefined || last === undefined ? 0 : last.at - first.at
  const lags = samples.flatMap(({ lagMs }) => (lagMs === undefined ? [] : [lagMs]))
  return {
    process,
    cpu: span === 0 ? NaN : Math.round((samples.slice(1).reduce((sum, { cpuMs }) => sum + cpuMs, 0) / span) * 100) / 100,
    rssMiB: Math.round((last?.rss ?? NaN) / mib),
    rssMaxMiB: Math.round(Math.max(...samples.map(({ rss }) => rss)) / mib),
    rssMiBPerMinute: Math.round(slopeOf(later.map(({ at, rss }) => [at / 60_000, rss / mib] as const)) * 100) / 100,
    stalledMs: spreadOf(samples.map(({ stalledMs }) => stalledMs)),
    ...(lags.length === 0 ? {} : { lagMs: spreadOf(lags) }),
  }
}
