import type { Log } from '../log/model.js'
import type { Access } from '../server/access.js'
import type { Faults } from '../server/faults.js'

/** What the service works on. */
export interface Parts {
  readonly log: Log
  readonly access: Access
  readonly faults: Faults
}
