import type { Clock } from '../ports/clock.js'
import { plus, type Instant, type Milliseconds } from '../shared/instant.js'

/** A clock that stands still until its holder moves it. */
export interface HeldClock extends Clock {
  /** Moves it to an instant, which may be earlier. */
  readonly set: (at: Instant) => void
  /** Moves it on by a span and answers the new time. */
  readonly advance: (span: Milliseconds) => Instant
}

/** `pause` resolves at once and moves nothing: time passes only through `set` and `advance`. */
export const heldClock = (start: Instant): HeldClock => {
  let now = start
  return {
    now: () => now,
    pause: () => Promise.resolve(),
    set: (at) => {
      now = at
    },
    advance: (span) => (now = plus(now, span)),
  }
}
