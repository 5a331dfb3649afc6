import type { Position } from '../ports/event-store.js'
import type { Instant } from '../shared/instant.js'
import type { Projection } from '../shared/projection.js'

/** A centre that has a plan. */
export interface KnownCentre {
  /** Where its first plan lies; attendants may have been there before. */
  readonly first: Position
  readonly since: Instant
}

/** VIEW-03 Which centres there are: one document for each, from its first plan on. */
export const centres: Projection<KnownCentre | undefined> = {
  name: 'centres',
  version: 1,
  types: ['PlanChanged'],
  keys: ({ data }) => (typeof data['centre'] === 'string' ? [data['centre']] : []),
  initial: undefined,
  evolve: (known, { position, data }) => known ?? { first: position, since: data.at as Instant },
}
