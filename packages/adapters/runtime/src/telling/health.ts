import type { Clock, Instant } from '@disque/core'
import type { RuntimeFailure } from '../failures.js'
import type { Seen } from './telemetry.js'

/** How a worker is. */
export interface Health {
  /** `waiting`: something fails, nothing is lost, and it tries again by itself. */
  readonly state: 'starting' | 'working' | 'waiting' | 'stopped'
  /** When that began. */
  readonly since: Instant
  /** What it waits for the end of. */
  readonly failure?: RuntimeFailure
  /** When it last had read everything there was: its lag is the time since then. */
  readonly level: Instant | undefined
  /** Partitions that it holds. */
  readonly holds: number
  /** Keys that it has parked since it started. */
  readonly parked: number
}

type Standing = Pick<Health, 'state' | 'since' | 'failure'>

/** HEALTH-02 A worker whose store or read model fails says so, and since when, until all goes well again. */
export const healthRecord = (clock: Clock, observe: (seen: Seen) => void) => {
  let standing: Standing = { state: 'starting', since: clock.now() }
  let tries = 0

  return {
    now: () => standing,
    failed: (failure: RuntimeFailure, pauseMs: number): void => {
      tries++
      standing = { state: 'waiting', since: standing.state === 'waiting' ? standing.since : clock.now(), failure }
      observe({ _tag: 'trouble', failure, tries, pauseMs })
    },
    wentWell: (): void => {
      const before = standing
      if (before.state === 'working') return
      standing = { state: 'working', since: clock.now() }
      tries = 0
      if (before.state === 'waiting') observe({ _tag: 'recovered', afterMs: Math.max(0, clock.now() - before.since) })
    },
    stopped: (): void => {
      standing = { state: 'stopped', since: clock.now() }
    },
  }
}
export type HealthRecord = ReturnType<typeof healthRecord>
