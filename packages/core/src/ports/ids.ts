import type { CommandId, ProtocolNumber, SubjectRef } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'

/** Where chance enters: handed in, so that tests and simulations hold it. */
export interface Ids {
  /** A fresh identifier: unguessable in production, seeded in tests. */
  readonly next: () => string
  readonly commandId: () => CommandId
  readonly subjectRef: () => SubjectRef
  /** The date in the centre's zone, a random part and a check digit. */
  readonly protocolNumber: (at: Instant, timeZone: string) => ProtocolNumber
  /** Uniform in [0, 1): for pauses between tries. */
  readonly chance: () => number
}
