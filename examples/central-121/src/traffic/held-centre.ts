import { isLeft } from 'fp-ts/lib/Either.js'
import { minutes, type Instant, type Outbound } from '@disque/core'
import type { HeldClock } from '@disque/core/testing'
import { createRuntime, type RuntimeOptions } from '@disque/runtime'
import { Unexpected } from './send.js'

/** People who do something by themselves, each at a time of his own. */
export interface Acting {
  readonly outbound: Outbound
  /** When somebody does something next. */
  readonly next: () => number | undefined
  readonly act: (now: Instant) => Promise<void>
}

type Parts = Pick<RuntimeOptions, 'store' | 'readModel' | 'ids' | 'rooms' | 'plans'> & { readonly clock: HeldClock }

/** A centre by the runtime of production, whose time passes only from one happening to the next; what goes wrong stops it. */
export const heldCentre = (parts: Parts, people: Acting) => {
  const { clock } = parts
  let parked: Unexpected | undefined
  const runtime = createRuntime({
    ...parts, outbound: people.outbound, leaseMs: minutes(24 * 60),
    onParked: (work, key, { reason }) => {
      parked ??= new Unexpected(`${work} of ${key}`, { _tag: reason })
    },
  })

  /** Does all that follows now, and says when something is due next. */
  const settle = async (): Promise<Instant | undefined> => {
    const settled = await runtime.settle(clock.now())()
    if (isLeft(settled)) throw new Unexpected('settling', settled.left)
    if (parked !== undefined) throw parked
    return settled.right.next
  }

  /** Until nobody does anything more and nothing is due. */
  const passTime = async (onMoment: (now: Instant) => void = () => undefined): Promise<void> => {
    let due = await settle()
    for (;;) {
      const next = Math.min(people.next() ?? Infinity, due ?? Infinity)
      if (next === Infinity) return
      clock.set(Math.max(next, clock.now()) as Instant)
      onMoment(clock.now())
      await people.act(clock.now())
      due = await settle()
    }
  }

  const close = async (): Promise<void> => {
    const written = await runtime.checkpoint()()
    if (isLeft(written)) throw new Unexpected('closing the store', written.left)
  }
  return { settle, passTime, close }
}
