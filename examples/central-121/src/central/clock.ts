import type { Clock, Instant } from '@disque/core'

/** How simulated time passes, the same for every process of a run: it is `from` at `wallFrom`, and then goes `speed` times as fast as the wall's. */
export interface Pace {
  readonly from: Instant
  /** Milliseconds since 1970, by the machine's clock. */
  readonly wallFrom: number
  readonly speed: number
}

export const nowBy = ({ from, wallFrom, speed }: Pace, wall: number): Instant => Math.floor(from + speed * Math.max(0, wall - wallFrom)) as Instant

/** Resolves after so many milliseconds of the wall's time, or at once when the signal says so. */
export const wallPause: Clock['pause'] = (ms, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })

/** A clock that stands at `from` until its pace is told, and then goes by it. Pauses are shorter by the speed at any time. */
export const fastClock = (from: Instant, speed: number, wall: () => number = Date.now): Clock & { readonly go: (told: Pace) => void } => {
  let pace: Pace | undefined
  return {
    now: () => (pace === undefined ? from : nowBy(pace, wall())),
    pause: (span, signal) => wallPause(Math.max(0, span / speed), signal),
    go: (told) => {
      pace = told
    },
  }
}
