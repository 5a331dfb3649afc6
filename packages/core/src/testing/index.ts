// Given, when, then
export { given, type Given, type When } from './given.js'

// Laws, and the histories that they are tried on
export { deciderLaws, type LawOptions } from './laws.js'
export { hoursLaws, type HoursLawOptions, type OpenTime } from './hours-laws.js'
export { routingLaws, type RoutingLawOptions } from './routing-laws.js'
export { grow, steps, type Aim, type History, type Step, type StepOptions, type Taken } from './history.js'

// Time and chance, held
export { heldClock, type HeldClock } from './held-clock.js'
export { seededIds } from './seeded-ids.js'

// Values of every kind
export { eventsOf, valuesOf } from './from-codec.js'
export { attendantCommand, attendantEvent } from '../attendant/attendant.arbitrary.js'
export { aimCall, callCommand, callEvent, callOpening } from '../call/call.arbitrary.js'
export { callPlans } from './samples/call-plans.js'
export { routingPolicy, situationUnder, type Situation } from '../routing/routing.arbitrary.js'
export { aimShift, shiftCommand, shiftEvent, shiftOpening } from '../shift/shift.arbitrary.js'

// What every implementation of a port must do
export { throughJson } from './through-json.js'
export type { Case } from './contracts/case.js'
export { eventStoreContract } from './contracts/event-store.js'
export type { OpenStore, StoreContractOptions, StoreUnderTest } from './contracts/store-case.js'
export { readModelContract, type ReadModelUnderTest } from './contracts/read-model.js'
export { keyStoreContract, type KeysUnderTest } from './contracts/keys.js'
export { vaultContract, type VaultUnderTest } from './contracts/vault.js'
export { outboundContract, type Done, type OutboundUnderTest } from './contracts/outbound.js'
export { centreLaws, type Violation } from './centre-laws.js'
