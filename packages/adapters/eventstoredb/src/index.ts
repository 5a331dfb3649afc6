export { openEventStoreDb, type EventStoreDb, type EventStoreDbOptions, type OpenFailure } from './open.js'
export {
  outboundGroup, type GroupFailure, type GroupOptions, type GroupPauses, type GroupSettings, type GroupSource, type GroupStats, type Handed, type HandleFailure, type OutboundGroup, type Parked,
} from './persistent/index.js'
export { technicalStreams, type DomainStreamKept, type StreamLimits, type TechnicalFailure, type TechnicalStreams } from './technical/technical.js'
export type { Lag, SubscriptionState } from './subscribe/state.js'
