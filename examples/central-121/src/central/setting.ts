import { CentreId, minutes, plus, type Instant, type Plan } from '@disque/core'
import { dayOf, threeDays, type Day } from '../day/days.js'
import { central121 } from '../plan.js'
import { named } from '../plan/names.js'
import type { CentralOptions } from './options.js'

/** What a run plays: the same for the workers' run and for the one under a held clock. */
export interface Setting {
  readonly run: string
  readonly seed: number
  readonly plan: Plan.Plan
  readonly day: Day
  /** When calls come. */
  readonly from: Instant
  readonly until: Instant
  /** When the clock begins to go: attendants come a little earlier than calls. */
  readonly begins: Instant
  readonly attendants: number
  /** In seconds. */
  readonly patientFor: number
}

/** The busiest of the days that are simulated. */
const spec = threeDays.reduce((busiest, day) => (day.crowd > busiest.crowd ? day : busiest))

export const lead = minutes(3)

/** Enough that few give up: what slow workers cost is seen, and not drowned by what a short staff costs. */
const attendantsFor = (calls: number): number => Math.max(24, Math.ceil(calls / 50))

/** So many seconds of the wall's time more than at the centre itself are given for what should not depend on how fast the machine is. */
const grace = (speed: number): number => Math.ceil(0.5 * speed)

/**
 * The plan of Central 121, but for two things. Whether a queue is full depends on how fast those before were served, so here none ever is: as many calls are refused however
 * fast the workers are. And keys, rings and confirmations may take longer, since what takes the machine a moment is long where time passes fast.
 */
const planOf = (centre: CentreId, speed: number): Plan.Plan => {
  const more = grace(speed)
  return {
    ...central121,
    centre,
    menus: central121.menus.map((menu) => ({ ...menu, timeoutSeconds: menu.timeoutSeconds + more })),
    queues: central121.queues.map(({ maxWaiting: _, ...queue }) => ({ ...queue, offerSeconds: queue.offerSeconds + more, confirmSeconds: queue.confirmSeconds + more })),
  }
}

export const settingOf = ({ seed, callsOfAMeanDay, speed, hours: [from, until] }: Pick<CentralOptions, 'seed' | 'callsOfAMeanDay' | 'speed' | 'hours'>, run: string): Setting => {
  const plan = planOf(named(CentreId)(`central-121-${run}`), speed)
  const day = dayOf(spec, plan, callsOfAMeanDay)
  const opens = plus(day.from, minutes(from))
  return { run, seed, plan, day, from: opens, until: plus(day.from, minutes(until)), begins: plus(opens, -lead), attendants: attendantsFor(callsOfAMeanDay), patientFor: grace(speed) }
}
