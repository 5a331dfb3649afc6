import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Instant } from '@disque/core'
import type { Engine } from './engine.js'
import type { RuntimeFailure } from '../failures.js'
import type { HealthRecord } from '../telling/health.js'

export interface Settled {
  /** When something will be due if nothing happens before. */
  readonly next: Instant | undefined
  readonly steps: number
}

/** One step after another, the first there is, at one instant: the same history every time. */
export const settling = (engine: Engine, health: HealthRecord, stepsAtOnce: number) => {
  const settled = async (now: Instant): Promise<Either<RuntimeFailure, Settled>> => {
    const taken = await engine.go({ time: () => now, together: 1, enough: stepsAtOnce })
    if (E.isLeft(taken)) return taken
    const { steps, left } = taken.right
    return left === undefined ? E.right({ next: engine.wake(now), steps }) : E.left({ _tag: 'Unsettled', steps, work: left.work.name, todo: left.step.id })
  }

  return async (now: Instant): Promise<Either<RuntimeFailure, Settled>> => {
    const done = await settled(now)
    if (E.isLeft(done)) health.failed(done.left, 0)
    else health.wentWell()
    return done
  }
}
