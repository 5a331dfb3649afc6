import type { Instant } from '../../shared/instant.js'
import type { Timed } from './model.js'
import { insert, remove, sortedSet } from './sorted-set.js'

const byTime = (a: Timed, b: Timed): number => a.wakeAt - b.wakeAt || a.order - b.order

/** What time alone will change, in the order of time. */
export const timers = <A extends Timed>() => {
  const waiting = sortedSet<A>(byTime)
  return {
    /** Infinity takes it out. */
    set: (one: A, at: number): void => {
      if (one.wakeAt === at) return
      if (one.wakeAt !== Infinity) remove(waiting, one)
      one.wakeAt = at
      if (at !== Infinity) insert(waiting, one)
    },
    next: (): Instant | undefined => waiting.first?.wakeAt as Instant | undefined,
    /** The first that is due, which is then no longer in it. */
    due: (now: Instant): A | undefined => {
      const { first } = waiting
      if (first === undefined || first.wakeAt > now) return undefined
      remove(waiting, first)
      first.wakeAt = Infinity
      return first
    },
  }
}
