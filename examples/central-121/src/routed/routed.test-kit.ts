import type { EventStore, Plan, Recorded } from '@disque/core'
import { memoryKeys, memoryReadModel, memoryStore } from '@disque/memory'
import { clockOf, eventsIn, parsed } from '../calls/log.test-kit.js'
import { recordedPlan } from '../calls/plan.js'
import { scheduleOf, type ScheduledCall } from '../calls/schedule.js'
import { routeAnew } from './simulate.js'

export const zone = 'Asia/Jerusalem'
export const clock = clockOf(zone)

export const callsIn = (text: string): readonly ScheduledCall[] => scheduleOf(parsed(text).calls, clock).calls

export interface Routed {
  readonly calls: readonly ScheduledCall[]
  readonly store: EventStore
  readonly events: readonly Recorded[]
}

/** A log routed anew in memory, under its own plan or a changed one. */
export const routed = async (text: string, seed: number, change: (plan: Plan.Plan) => Plan.Plan = (plan) => plan): Promise<Routed> => {
  const { plan, way } = recordedPlan(parsed(text).calls, zone)
  const [calls, store] = [callsIn(text), memoryStore()]
  await routeAnew({ on: { store, readModel: memoryReadModel(), keys: memoryKeys() }, plan: { plan: change(plan), way }, calls, wall: clock, seed })
  return { calls, store, events: await eventsIn(store) }
}
