import { isLeft } from 'fp-ts/lib/Either.js'
import { randomBytes } from 'node:crypto'
import { minutes, plus, storedPlans, type EventStore, type KeyStore, type ReadModel } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { centreRooms } from '@disque/runtime'
import { createVault } from '@disque/vault'
import { recorded } from '../calls/names.js'
import type { RecordedPlan } from '../calls/plan.js'
import type { ScheduledCall } from '../calls/schedule.js'
import { subjects } from '../calls/subjects.js'
import { wallTimeOf } from '../figures/intervals.js'
import type { WallClock } from '../figures/wall-clock.js'
import { heldCentre } from '../traffic/held-centre.js'
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
  const { settle, passTime, close } = heldCentre({ store, readModel, clock, ids, rooms, plans }, people)

  await sendTo(rooms.centre, { ids, centre: recorded })({ type: 'ChangePlan', centre: recorded, plan: plan.plan, at: setUp }, { actor: 'supervisor' })
  await settle()
  await people.hire()
  people.plan()

  const dateAt = wallTimeOf(wall)
  let date = ''
  await passTime((now) => {
    const today = dateAt(now).date
    if (today !== date) onProgress?.(today)
    date = today
  })
  await close()
}
