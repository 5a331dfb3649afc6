import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { PlanVersion } from '../shared/ids.js'

export interface PlanUnknown {
  readonly _tag: 'PlanUnknown'
  readonly version: PlanVersion
}

/** Where `handle` gets the versions of configuration that a command and a state name. */
export interface Plans {
  /** Makes all of them available to the deciders, or says which is unknown. */
  readonly load: (versions: readonly PlanVersion[]) => TaskEither<PlanUnknown | { readonly _tag: 'StoreUnavailable'; readonly reason: string }, void>
  readonly has: (version: PlanVersion) => boolean
}
