import { plus, type Clock } from '@disque/core'
import { systemClock } from '../index.js'
import { start } from '../scene.test-kit.js'

/** So much faster than the machine's clock: an offer that stands for six seconds is over in 150 ms. */
const speed = 40

/** A clock that somebody can put ahead or back while others go by it. */
export interface MovableClock extends Clock {
  readonly move: (byMs: number) => void
}

/** Clocks that show the same and run fast, until one of them is moved. */
export const fastClocks = (): (() => MovableClock) => {
  const begun = performance.now()
  const machine = systemClock()
  return () => {
    let moved = 0
    return {
      now: () => plus(start, Math.floor(moved + speed * (performance.now() - begun))),
      pause: (span, signal) => machine.pause(span / speed, signal),
      move: (byMs) => {
        moved += byMs
      },
    }
  }
}

/** Resolves when it holds; looks again every few milliseconds. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5))
}
