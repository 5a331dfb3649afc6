import type { Clock, Instant } from '@disque/core'
import type { Taken } from '../traffic/agenda.js'

/** People who do something by themselves. */
interface Acting {
  readonly next: () => Instant | undefined
  readonly take: (now: Instant) => Taken | undefined
}

/**
 * Lets people act while the time passes by itself: each action is begun at its instant, or as soon after it as can be, and many are under way together.
 * One that fails stops everything.
 */
export const conductor = (people: Acting, clock: Clock) => {
  const underWay = new Set<Promise<void>>()
  let stopped = false
  let failure: Error | undefined
  let wake: (() => void) | undefined
  let lateMs = 0
  let done = 0

  /** Something may have been planned for before the moment until which everybody sleeps. */
  const stir = (): void => wake?.()

  const begin = ({ at, act }: Taken): void => {
    const acting = act()
      .then(
        () => {
          done++
          lateMs = Math.max(lateMs, clock.now() - at)
        },
        (error: unknown) => {
          failure ??= error instanceof Error ? error : new Error(String(error))
          stopped = true
        }
      )
      .finally(() => {
        underWay.delete(acting)
        stir()
      })
    underWay.add(acting)
  }

  const sleep = async (until: Instant | undefined): Promise<void> => {
    const control = new AbortController()
    await Promise.race([
      ...(until === undefined ? [] : [clock.pause(until - clock.now(), control.signal)]),
      new Promise<void>((resolve) => (wake = resolve)),
    ])
    wake = undefined
    control.abort()
  }

  return {
    stir,
    /** Until {@link stop}; rejects with what an action rejected with. */
    run: async (): Promise<void> => {
      while (!stopped) {
        const now = clock.now()
        for (let taken = people.take(now); taken !== undefined; taken = people.take(now)) begin(taken)
        await sleep(people.next())
      }
      await Promise.all(underWay)
      if (failure !== undefined) throw failure
    },
    stop: (): void => {
      stopped = true
      stir()
    },
    /** Nobody does anything, or means to. */
    isIdle: (): boolean => underWay.size === 0 && people.next() === undefined,
    /** How long after its instant an action was over at the worst, in simulated milliseconds, and how many there were. */
    lateness: () => ({ lateMs, done }),
  }
}
