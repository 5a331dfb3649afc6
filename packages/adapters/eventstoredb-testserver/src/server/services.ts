import type { Log } from '../log/model.js'
import { persistentService, type PersistentService } from '../persistent/service.js'
import { projectionsService } from '../projections/service.js'
import { streamsService } from '../streams/service.js'
import type { Access } from './access.js'
import type { Faults } from './faults.js'
import type { Service } from './service.js'

/** What every service of the data is made of. */
export interface ServiceParts {
  readonly log: Log
  readonly access: Access
  readonly faults: Faults
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface DataServices {
  readonly streams: Service
  readonly persistent: PersistentService
  readonly projections: Service
}

export const dataServices = (parts: ServiceParts): DataServices => ({
  streams: streamsService(parts),
  persistent: persistentService(parts),
  projections: projectionsService(parts),
})
