import { randomBytes } from 'node:crypto'
import { instant, minutes, plus, storedPlans, type EventStore, type Instant, type KeyStore, type Plan, type ReadModel } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { centreRooms } from '@disque/runtime'
import { createVault } from '@disque/vault'
import { centre, topics } from '../plan/names.js'
import { heldCentre } from '../traffic/held-centre.js'
import { people } from '../traffic/people.js'
import { dutyOf } from '../traffic/roster.js'
import { sendTo } from '../traffic/send.js'
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
  const { settle, passTime } = heldCentre({ store, readModel, clock, ids, rooms, plans }, world)

  const changePlan = async (changed: Plan.Plan, validAt: Instant): Promise<void> => {
    await sendTo(rooms.centre, { ids, centre })({ type: 'ChangePlan', centre, plan: changed, at: clock.now(), validAt }, supervisor)
    await settle()
  }

  const passDay = async (day: Day): Promise<void> => {
    let told = 0
    await passTime((now) => {
      const hour = Math.floor((now - day.from) / minutes(60))
      if (hour > told) onProgress?.(day, now)
      told = Math.max(told, hour)
    })
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
      for (const person of staff) world.work(person, dutyOf(person.place, opening, world.chance(`duty/${day.date}/${person.behaves}`)), opening.until)
    await world.open(day)
    await passDay(day)
  }
}
