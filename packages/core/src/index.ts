// Values that every room shares
export * from './shared/ids.js'
export * from './shared/instant.js'
export { type Aged, type Asked, decider, type Decider, type Due, fold, outcomes, type Outcome, type Refusal } from './shared/decider.js'
export { event, type EventCodec, type EventOf, eventUnion, type EventUnion, type Happened } from './shared/event.js'
export { Metadata, TraceContext } from './shared/metadata.js'
export { type Erased, erased, isSealed, Origin as SealOrigin, personal, type PersonalCodec, type Sealed } from './shared/personal.js'
export type { AnyProcess, Partition, PartitionProcess, Process, Sending, Todo, TodoOutcome } from './shared/process.js'
export { project, type Projection } from './shared/projection.js'
export { hash53, uuidFrom } from './shared/hash.js'
export { effectGate, type EffectGate } from './shared/effect-gate.js'
export { isProtocolNumber, protocolNumber, protocolNumbersADay } from './shared/protocol-number.js'
export { Training } from './shared/training.js'
export { Whole } from './shared/whole.js'
export { Code, Dialled, Digit, Reference, type TextCodec } from './shared/words.js'
export { type JsonSchema, schemaOf } from './shared/schema.js'
export { stoppable } from './shared/stoppable.js'

// Ports
export * from './ports/event-store.js'
export * from './ports/read-model.js'
export type { Clock } from './ports/clock.js'
export type { Ids } from './ports/ids.js'
export type { Effect, EffectKind, Outbound } from './ports/outbound.js'
export type { Plans, PlanUnknown } from './ports/plans.js'
export type { KeyKind, KeyStore, Reading, SealFor, Vault, VaultFailure } from './ports/vault.js'

// Load, decide, append
export { recent } from './handle/cache.js'
export type { Context } from './handle/envelopes.js'
export { type Handle, type Handled, type HandleFailure, handler, type HandlerOptions } from './handle/handle.js'
export type { LoadFailure } from './handle/load.js'
export { type SnapshotOptions, snapshots, type Snapshots } from './handle/snapshots.js'

// Rooms
export * as Attendant from './attendant/attendant.js'
export * as Call from './call/call.js'
export * as Centre from './centre/centre.js'
export * as Shift from './shift/shift.js'
export { attendantDecider } from './attendant/attendant.js'
export { callDecider } from './call/decider.js'
export { centreDecider } from './centre/centre.js'
export { storedPlans, type StoredPlans } from './centre/plans.js'
export { shiftDecider } from './shift/decider.js'

// Processes
export { offers } from './processes/offers.js'
export { routing, type IndexOf, type PlanInForce } from './processes/routing.js'
export { signing } from './processes/signing.js'
export { telephony } from './processes/telephony.js'
export { termsFor } from './processes/terms.js'
export { why, type ContactDidNotWait, type DecidedOtherwise, type WhyFailure } from './processes/why.js'

// Value rooms
export * as Deadline from './deadline/deadline.js'
export * as Figures from './figures/figures.js'
export * as Hours from './hours/hours.js'
export * as Plan from './plan/plan.js'
export { type PlanFault, validatePlan } from './plan/validate.js'
export { policyOf } from './plan/policy.js'
export {
  Action, CallbackPolicy, CentreRouting, Condition, Member, OfferDelays, Order, QueueRouting, Relaxation, Skill, Step, Strategy, Tier, type Policy, type QueuePolicy,
} from './routing/policy.js'
export { byRankKey, headStart, offersWanted, rankKey, type RankKey, type WaitingContact, type Widened } from './routing/contact.js'
export { type Candidate, type CandidateKey, type TieBreak } from './routing/candidate.js'
export { type Exclusion } from './routing/eligible.js'
export { route, weigh, type Decision, type Weighed } from './routing/route.js'
export { ownRouter, type Router } from './routing/own-router.js'
export { routeIndex, type Choice, type RouteIndex } from './routing/route-index.js'
export { type SignedIn } from './routing/signed-in.js'
export { explain, type Explanation } from './routing/why.js'
export { whyInWords } from './routing/why.words.js'
export * as Waiting from './waiting/waiting.js'
export * as Estimates from './waiting/estimates.js'
export * as Protocol from './protocol/nup.js'
export * as Staffing from './staffing/staffing.js'

export { catalogue, type CatalogueEntry, faultIn, malformedAt } from './catalogue.js'

// Views
export { abandonedCallers, type Abandoned } from './views/abandoned-callers.js'
export { centres, type KnownCentre } from './views/centres.js'
export { doing, shiftTime, type Doing, type ShiftTime } from './views/shift-time.js'
export { waitingContacts, type WaitingNow } from './views/waiting-contacts.js'

// Problems in words
export { type Language, messageOf, type Problem } from './messages.js'
