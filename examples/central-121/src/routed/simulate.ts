import { isLeft } from 'fp-ts/lib/Either.js'
import { randomBytes } from 'node:crypto'
import { minutes, plus, storedPlans, type EventStore, type Instant, type KeyStore, type ReadModel } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { centreRooms, createRuntime } from '@disque/runtime'
import { createVault } from '@disque/vault'
import { recorded } from '../calls/names.js'
import type { RecordedPlan } from '../calls/plan.js'
import type { ScheduledCall } from '../calls/schedule.js'
import { subjects } from '../calls/subjects.js'
import { wallTimeOf } from '../figures/intervals.js'
import type { WallClock } from '../figures/wall-clock.js'
import { sendTo, Unexpected } from '../traffic/send.js'
import { world } from './world.js'

export interface Routing {
  readonly on: { readonly store: EventStore; readonly readModel: ReadModel; readonly keys: KeyStore }
  readonly plan: RecordedPlan
  readonly calls: readonly ScheduledCall[]
  readonly wall: WallClock
  readonly seed: number
  /** 32 bytes for the vault; made up and forgotten where absent. */
  readonly masterKey?: Uint8Array
  /** Told of every date that begins. */
  readonly onProgress?: (date: string) => void
}

/** The calls of a log through the rooms, processes and effects of production, served by whomever the router chooses: only the clock is held. */
export const routeAnew = async ({ on: { store, readModel, keys }, plan, calls, wall, seed, masterKey, onProgress }: Routing): Promise<void> => {
  const [first, ...others] = calls
  if (first === undefined) return
  // The centre is set up a minute before its first call.
  const setUp = plus(others.reduce((at, call) => (call.received < at ? call.received : at), first.received), -minutes(1))
  const [clock, ids, plans] = [heldClock(setUp), seededIds(seed), storedPlans(store)]
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const vault = createVault({ keys, masterKey: masterKey ?? randomBytes(32), subjectRef: ids.subjectRef })
  const known = subjects(vault, ids.subjectRef)
  const subjectOf = async (customer: string | undefined) => {
    const subject = await known(customer)
    if (isLeft(subject)) throw new Unexpected('finding a caller', subject.left)
    return subject.right
  }
  const people = world({ centre: recorded, rooms, plans, vault, ids, clock }, { calls, wall, way: plan.way, subjectOf }, seed)
  const runtime = createRuntime({
    store, readModel, clock, ids, rooms, plans, outbound: people.outbound, leaseMs: minutes(24 * 60),
    onParked: (work, key, { reason }) => {
      throw new Unexpected(`${work} of ${key}`, { _tag: reason })
    },
  })
  const settle = async (): Promise<Instant | undefined> => {
    const settled = await runtime.settle(clock.now())()
    if (isLeft(settled)) throw new Unexpected('settling', settled.left)
    return settled.right.next
  }

  await sendTo(rooms.centre, { ids, centre: recorded })({ type: 'ChangePlan', centre: recorded, plan: plan.plan, at: setUp }, { actor: 'supervisor' })
  await settle()
  await people.hire()
  people.plan()

  const dateAt = wallTimeOf(wall)
  let due = await settle()
  let date = ''
  for (;;) {
    const next = Math.min(people.next() ?? Infinity, due ?? Infinity)
    if (next === Infinity) break
    clock.set(Math.max(next, clock.now()) as Instant)
    const today = dateAt(clock.now()).date
    if (today !== date) onProgress?.(today)
    date = today
    await people.act(clock.now())
    due = await settle()
  }
  const written = await runtime.checkpoint()()
  if (isLeft(written)) throw new Unexpected('closing the store', written.left)
}
