import * as t from 'io-ts'
import { Plan, planAt, PlanEdition } from '../plan/plan.js'
import { validatePlan, type PlanFault } from '../plan/validate.js'
import { decider, outcomes, type Aged, type Asked, type Decider } from '../shared/decider.js'
import { event, eventUnion } from '../shared/event.js'
import { CentreId, PlanVersion } from '../shared/ids.js'
import { Instant } from '../shared/instant.js'
import { sameJson } from './same-json.js'

// Event

export const Event = eventUnion('CentreEvent', [
  event('PlanChanged', 1, 'From `validAt` on the centre works by this plan; it is known since `at`.', { centre: CentreId, version: PlanVersion, plan: Plan, validAt: Instant }),
])
export type Event = t.TypeOf<typeof Event>

// State

export interface State extends Aged {
  /** How many plans there have been. */
  readonly count: number
  /** One for each instant from which a plan counts: the last one made for it. */
  readonly editions: readonly PlanEdition[]
}

export const initial: State = { at: 0 as Instant, count: 0, editions: [] }

// evolve

export const evolve = (state: State, e: Event): State => {
  switch (e.type) {
    case 'PlanChanged': {
      const { version, plan, validAt } = e
      const editions = [...state.editions.filter((x) => x.validAt !== validAt), { version, knownAt: e.at, validAt, plan }]
      return { at: e.at, count: state.count + 1, editions }
    }
  }
}

// Command

/** `validAt`: from when the plan counts; the command's own time where absent. */
export interface ChangePlan extends Asked {
  readonly type: 'ChangePlan'
  readonly centre: CentreId
  readonly plan: Plan
  readonly validAt?: Instant
}
export type Command = ChangePlan

// Refusal

export type Refusal =
  | { readonly _tag: 'PlanOfAnotherCentre'; readonly centre: CentreId }
  | { readonly _tag: 'PlanInvalid'; readonly faults: readonly PlanFault[] }

// rules

const { emit, refuse, nothing } = outcomes<Event, Refusal>()

/** CENTRE-01 A centre's plans are numbered from 1 without a gap. */
const versionAfter = (centre: CentreId, count: number): PlanVersion => `${centre}@${count + 1}` as PlanVersion

// decider

export const centreDecider: Decider<Command, Event, State, Refusal> = decider<Command, Event, State, Refusal>({
  category: 'centre',
  event: Event,
  initial,
  id: (c) => c.centre,
  evolve,
  isTerminal: () => false,
  due: () => [],
  decide: ({ at, centre, plan, validAt = at }, s) => {
    // CENTRE-02 A plan names the centre that it is for.
    if (plan.centre !== centre) return refuse({ _tag: 'PlanOfAnotherCentre', centre: plan.centre })
    // CENTRE-03 The plan that is in force anyway changes nothing.
    const inForce = planAt(s.editions, at, validAt)
    if (inForce !== undefined && sameJson(inForce.plan, plan)) return nothing
    // CENTRE-04 A plan with a fault is refused with all of its faults.
    const faults = validatePlan(plan)
    if (faults.length > 0) return refuse({ _tag: 'PlanInvalid', faults })
    // CENTRE-05 A plan may count from any time, also a past one: what was decided keeps the version that it names.
    return emit({ type: 'PlanChanged', at, centre, version: versionAfter(centre, s.count), plan, validAt })
  },
})
