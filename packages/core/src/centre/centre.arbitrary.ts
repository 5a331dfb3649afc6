import fc from 'fast-check'
import { samplePlan } from '../plan/plan.arbitrary.js'
import type { Plan } from '../plan/plan.js'
import type { CentreId, PlanVersion } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Command, Event } from './centre.js'

const centre = samplePlan.centre
const at = fc.integer({ min: 0, max: 3_600_000 }).map((ms) => (1_593_561_600_000 + ms) as Instant)

/** Few plans, so that the same one often comes again; one has a fault, one is another centre's. */
const plan: fc.Arbitrary<Plan> = fc.oneof(
  fc.constantFrom('one', 'two', 'three').map((name) => ({ ...samplePlan, name })),
  fc.constantFrom<Plan>({ ...samplePlan, missLimit: -1 }, { ...samplePlan, centre: 'another' as CentreId })
)

export const centreCommand: fc.Arbitrary<Command> = fc
  .record({ at, plan, validAt: fc.option(at, { nil: undefined }) })
  .map(({ validAt, ...c }) => ({ type: 'ChangePlan', centre, ...c, ...(validAt === undefined ? {} : { validAt }) }))

export const centreEvent: fc.Arbitrary<Event> = fc
  .record({ at, plan, validAt: at, n: fc.integer({ min: 1, max: 50 }) })
  .map(({ n, ...e }) => ({ type: 'PlanChanged', centre, version: `${centre}@${n}` as PlanVersion, ...e }))
