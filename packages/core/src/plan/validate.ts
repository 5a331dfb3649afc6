import { isZone, validate, type Fault } from '../hours/hours.js'
import { rangeFaults } from './checks/ranges.js'
import { referenceFaults } from './checks/references.js'
import { routingFaults } from './checks/routing.js'
import { validityFaults } from './checks/validities.js'
import { wayFaults } from './checks/ways.js'
import type { PlanFault } from './faults.js'
import type { Plan } from './plan.js'

export type { PlanFault } from './faults.js'

/** PLAN-16 A plan's zone is one that IANA names, and its calendars are without fault. */
const hoursFaults = (plan: Plan): readonly Fault[] => [
  ...(isZone(plan.timeZone) ? [] : [{ _tag: 'ZoneUnknown' as const, path: 'timeZone', timeZone: plan.timeZone }]),
  ...Object.entries(plan.calendars).flatMap(([id, calendar]) =>
    validate(calendar).map((fault): Fault => ({ ...fault, path: `calendars.${id}.${fault.path}`, ...('other' in fault ? { other: `calendars.${id}.${fault.other}` } : {}) }))
  ),
]

/** Every fault of a plan with its place; none when the centre may work by it. */
export const validatePlan = (plan: Plan): readonly PlanFault[] => [
  ...referenceFaults(plan),
  ...validityFaults(plan),
  ...rangeFaults(plan),
  ...wayFaults(plan),
  ...routingFaults(plan),
  ...hoursFaults(plan),
]
