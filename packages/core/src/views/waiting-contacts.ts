import type { QueueId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Recorded } from '../ports/event-store.js'
import type { Projection } from '../shared/projection.js'

/** A contact that waits in a queue now. */
export interface WaitingNow {
  readonly queue: QueueId
  readonly since: Instant
}

const queueOf = ({ data }: Recorded): WaitingNow | undefined =>
  'queue' in data ? { queue: data['queue'] as QueueId, since: data.at as Instant } : undefined

/** Who waits where: one document for each contact in a queue, gone when it stops waiting. */
export const waitingContacts: Projection<WaitingNow | undefined> = {
  name: 'waiting-contacts',
  version: 1,
  types: ['CallQueued', 'CallTransferred', 'CallAnswered', 'CallAbandoned', 'CallEnded'],
  keys: (event) => [event.stream],
  initial: undefined,
  evolve: (_, event) => (event.type === 'CallQueued' || event.type === 'CallTransferred' ? queueOf(event) : undefined),
}
