import type { Clock, Instant } from '@disque/core'
import type { Seen } from './telemetry.js'

/** Less than this is a clock being kept right. */
const slightMs = 1000

/** HEALTH-03 A clock that is put back, or ahead by more than `limitMs` from one look to the next, is told of. */
export const watchedClock = (clock: Clock, limitMs: number, observe: (seen: Seen) => void) => {
  let last: Instant | undefined
  return (): Instant => {
    const now = clock.now()
    const byMs = now - (last ?? now)
    if (byMs < -slightMs || byMs > Math.max(limitMs, slightMs)) observe({ _tag: 'clock-moved', byMs })
    last = now
    return now
  }
}
