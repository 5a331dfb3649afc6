import * as E from 'fp-ts/lib/Either.js'
import type { Clock, EventStore, Instant } from '@disque/core'
import type { Engine } from './engine.js'
import type { RuntimeFailure } from './failures.js'

const longestPauseMs = 10_000

/** Keeps settling: when something was stored, when something is due, and often enough to keep the leases. */
export const live = (engine: Engine, store: EventStore, clock: Clock, leaseMs: number, onTrouble: (failure: RuntimeFailure) => void) => {
  let stopped = false
  let running = false
  let wake: (() => void) | undefined
  let news = false
  let feed: AsyncIterator<unknown> | undefined

  const stir = () => {
    news = true
    wake?.()
  }

  /** A subscription that only says that there is something new; one that drops is begun again. */
  const listen = async () => {
    for (let drops = 0; !stopped; drops++) {
      const deliveries = store.subscribe({ after: 'end' })[Symbol.asyncIterator]()
      feed = deliveries
      for (;;) {
        const step = await deliveries.next()
        if (step.done === true) break
        if (step.value._tag === 'event') drops = 0
        stir()
      }
      if (!stopped) await clock.pause(Math.min(longestPauseMs, 50 * 2 ** drops))
    }
  }

  const idle = async (ms: number) => {
    if (news || stopped) return
    const control = new AbortController()
    await Promise.race([clock.pause(ms, control.signal), new Promise<void>((resolve) => (wake = resolve))])
    wake = undefined
    control.abort()
  }

  const run = async (): Promise<void> => {
    running = true
    const listening = listen()
    try {
      await keepSettling()
    } finally {
      stopped = true
      await feed?.return?.()
      await engine.release()
      await listening
    }
  }

  const keepSettling = async (): Promise<void> => {
    for (let failures = 0; !stopped; ) {
      news = false
      const now = clock.now()
      const done = await engine.settle(now)
      const kept = await engine.checkpoint()
      const settled = E.isLeft(kept) ? kept : done
      if (E.isLeft(settled)) {
        onTrouble(settled.left)
        failures++
        await clock.pause(Math.min(longestPauseMs, 100 * 2 ** failures))
        continue
      }
      failures = 0
      await idle(Math.max(1, Math.min(leaseMs / 3, (settled.right.next ?? ((now + leaseMs) as Instant)) - clock.now())))
    }
  }

  return {
    run,
    stop: async () => {
      stopped = true
      wake?.()
      await feed?.return?.()
      if (!running) await engine.release()
    },
  }
}
