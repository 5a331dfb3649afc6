import { isLeft } from 'fp-ts/lib/Either.js'
import { randomBytes } from 'node:crypto'
import { instant, minutes, plus, storedPlans, type EventStore, type Instant, type KeyStore, type Plan, type ReadModel } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { centreRooms, createRuntime } from '@disque/runtime'
import { createVault } from '@disque/vault'
import { centre, topics } from '../plan/names.js'
import { people } from '../traffic/people.js'
import { dutyOf } from '../traffic/roster.js'
import { sendTo, Unexpected } from '../traffic/send.js'
import { traffic } from '../traffic/traffic.js'
import { dayOf, type Day, type DaySpec } from './days.js'

export interface Simulation {
  readonly on: { readonly store: EventStore; readonly readModel: ReadModel; readonly keys: KeyStore }
  readonly plan: Plan.Plan
  readonly seed: number
  readonly days: readonly DaySpec[]
  readonly callsOfAMeanDay: number
  readonly attendants: number
  /** 32 bytes for the vault; made up and forgotten where absent. */
  readonly masterKey?: Uint8Array
  /** Told of every simulated hour. */
  readonly onProgress?: (day: Day, at: Instant) => void
}

const planCountsFrom = instant('2020-01-01T00:00:00-03:00')
const supervisor = { actor: 'supervisor' }

/** Days of made-up traffic through the rooms, processes and effects of production: only the clock is held. */
export const simulate = async ({ on, plan, seed, days, callsOfAMeanDay, attendants, masterKey, onProgress }: Simulation): Promise<void> => {
  const { store, readModel, keys } = on
  const ahead = days.map((spec) => dayOf(spec, plan, callsOfAMeanDay))
  const [first] = ahead
  if (first === undefined) return
  const [clock, ids, plans] = [heldClock(plus(first.from, -minutes(12 * 60))), seededIds(seed), storedPlans(store)]
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const vault = createVault({ keys, masterKey: masterKey ?? randomBytes(32), subjectRef: ids.subjectRef })
  const world = traffic({ centre, rooms, plans, vault, ids, clock }, seed)
  const runtime = createRuntime({
    store, readModel, clock, ids, rooms, plans, outbound: world.outbound, leaseMs: minutes(24 * 60),
    onParked: (work, key, { reason }) => {
      throw new Unexpected(`${work} of ${key}`, { _tag: reason })
    },
  })

  const settle = async (): Promise<Instant | undefined> => {
    const settled = await runtime.settle(clock.now())()
    if (isLeft(settled)) throw new Unexpected('settling', settled.left)
    return settled.right.next
  }

  const changePlan = async (changed: Plan.Plan, validAt: Instant): Promise<void> => {
    await sendTo(rooms.centre, { ids, centre })({ type: 'ChangePlan', centre, plan: changed, at: clock.now(), validAt }, supervisor)
    await settle()
  }

  /** Until nobody does anything more and nothing is due. */
  const passTime = async (day: Day): Promise<void> => {
    let due = await settle()
    let told = 0
    for (;;) {
      const next = Math.min(world.next() ?? Infinity, due ?? Infinity)
      if (next === Infinity) return
      clock.set(Math.max(next, clock.now()) as Instant)
      await world.act(clock.now())
      due = await settle()
      const hour = Math.floor((clock.now() - day.from) / minutes(60))
      if (hour > told) onProgress?.(day, clock.now())
      told = Math.max(told, hour)
    }
  }

  await changePlan(plan, planCountsFrom)
  const staff = people(attendants, world.chance('people'))
  for (const person of staff) await world.hire(person)

  for (const [i, day] of ahead.entries()) {
    clock.set(plus(day.from, 0))
    // From the second day on a caller who only disturbs is blocked, and somebody has learnt something new.
    if (i === 1) {
      await changePlan({ ...plan, blocked: [...plan.blocked, { subject: await world.nuisance(), from: day.from, reason: 'calls-only-to-disturb' }] }, day.from)
      for (const person of staff.filter((p) => p.trainedIn.includes(topics.bpc)).slice(0, 3)) await world.train(person.attendant, topics.manifestation)
    }
    const { opening } = day
    if (opening !== undefined)
      for (const person of staff) world.work(person, dutyOf(person.place, opening, world.chance(`duty/${day.date}/${person.attendant}`)), opening.until)
    await world.open(day)
    await passTime(day)
  }
}
