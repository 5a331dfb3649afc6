import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Clock, Delivery, EventStore, Instant, Position } from '@disque/core'
import type { Engine } from './engine.js'
import type { RuntimeFailure } from '../failures.js'
import type { HealthRecord } from '../telling/health.js'

interface Options {
  readonly engine: Engine
  readonly store: EventStore
  readonly clock: Clock
  /** The clock as it is looked at while running. */
  readonly time: () => Instant
  readonly leaseMs: number
  /** So many steps of different keys at once. */
  readonly stepsTogether: number
  /** What was worked out is written at most so often. */
  readonly checkpointMs: number
  readonly health: HealthRecord
}

const longestWaitMs = 10_000

/** Effects that take longer are not waited for. */
const patienceMs = 50

/** After so many steps what was worked out is looked at again: whether it is time to write it. */
const stepsInARow = 256

/** Keeps going: when something was stored, when something is due, and often enough to keep the leases. */
export const live = ({ engine, store, clock, time, leaseMs, stepsTogether, checkpointMs, health }: Options) => {
  const stopping = new AbortController()
  const stopped = () => stopping.signal.aborted
  let running = false
  let wake: (() => void) | undefined
  let stirred = false
  /** The newest event that was heard of. */
  let heard: Position = ''
  let feed: AsyncIterator<Delivery> | undefined
  let writtenAt: Instant | undefined

  const stir = () => {
    stirred = true
    wake?.()
  }

  /** What this worker has stored and read already is no news. */
  const hear = (delivery: Delivery) => {
    if (delivery._tag !== 'event') return stir()
    if (delivery.event.position > heard) heard = delivery.event.position
    if (!engine.hasRead(heard)) wake?.()
  }

  /** A subscription that only says that there is something new; one that drops is begun again. */
  const listen = async () => {
    for (let drops = 0; !stopped(); drops++) {
      const deliveries = store.subscribe({ after: 'end' })[Symbol.asyncIterator]()
      feed = deliveries
      for (;;) {
        const step = await deliveries.next()
        if (step.done === true) break
        if (step.value._tag === 'event') drops = 0
        hear(step.value)
      }
      if (!stopped()) await clock.pause(Math.min(longestWaitMs, 50 * 2 ** drops), stopping.signal)
    }
  }

  const idle = async (ms: number) => {
    if (stirred || stopped() || !engine.hasRead(heard)) return
    const control = new AbortController()
    await Promise.race([clock.pause(ms, control.signal), new Promise<void>((resolve) => (wake = resolve))])
    wake = undefined
    control.abort('woken')
  }

  /** When what was worked out is to be written; absent where nothing was. */
  const writesAt = (now: Instant): Instant | undefined => {
    if (engine.isWritten()) return undefined
    return writtenAt === undefined || now < writtenAt ? now : ((writtenAt + checkpointMs) as Instant)
  }

  /** Answers for how long nothing is to be done. */
  const round = async (): Promise<Either<RuntimeFailure, number>> => {
    const taken = await engine.go({ time, together: stepsTogether, enough: stepsInARow, patienceMs })
    const now = time()
    const failed = E.isLeft(taken)
    if (failed || (writesAt(now) ?? Infinity) <= now) {
      const kept = await engine.checkpoint()
      writtenAt = now
      if (E.isLeft(kept) && !failed) return kept
    }
    if (failed) return taken
    if (taken.right.left !== undefined) return E.right(0)
    const next = Math.min(engine.wake(now) ?? Infinity, writesAt(now) ?? Infinity, now + leaseMs / 3)
    return E.right(Math.max(1, next - clock.now()))
  }

  /** LEASE-10 Who cannot go on for the length of a lease gives back what others may be able to do, and holds nothing before it can read again. */
  const comeBack = async (): Promise<Either<RuntimeFailure, void>> => {
    const { state, since } = health.now()
    const now = clock.now()
    if (state !== 'waiting' || (now >= since && now - since < leaseMs)) return E.right(undefined)
    await engine.release()
    return engine.look()
  }

  const keepGoing = async (): Promise<void> => {
    for (let failures = 0; !stopped(); ) {
      stirred = false
      const back = await comeBack()
      const done = E.isLeft(back) ? back : await round()
      if (E.isRight(done)) {
        failures = 0
        health.wentWell()
        if (done.right > 0) await idle(done.right)
        continue
      }
      failures++
      const pauseMs = Math.min(longestWaitMs, 100 * 2 ** failures)
      health.failed(done.left, pauseMs)
      await clock.pause(pauseMs, stopping.signal)
    }
  }

  const run = async (): Promise<void> => {
    running = true
    const listening = listen()
    try {
      await keepGoing()
    } finally {
      stopping.abort('stopped')
      await feed?.return?.()
      await engine.release()
      await listening
      health.stopped()
    }
  }

  return {
    run, stir,
    stop: async () => {
      stopping.abort('stopped')
      wake?.()
      await feed?.return?.()
      if (!running) await engine.release()
    },
  }
}
