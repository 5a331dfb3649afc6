import type { Action } from '../routing/policy.js'
import type { QueueId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Recorded } from '../ports/event-store.js'
import type { Projection } from '../shared/projection.js'

/** A contact that waits in a queue now. */
export interface WaitingNow {
  readonly queue: QueueId
  readonly since: Instant
}

const joined = ({ at }: Recorded['data'], queue: unknown): WaitingNow => ({ queue: queue as QueueId, since: at as Instant })

/** VIEW-02 Who waits where: one document for each contact in a queue, until it is answered or over. Who is to be called back waits too, also while being dialled. */
export const waitingContacts: Projection<WaitingNow | undefined> = {
  name: 'waiting-contacts',
  version: 2,
  types: ['CallQueued', 'CallEscalated', 'CallTransferred', 'CallAnswered', 'CallAbandoned', 'CallEnded'],
  keys: (event) => [event.stream],
  initial: undefined,
  evolve: (waiting, { type, data }) => {
    switch (type) {
      case 'CallQueued':
      case 'CallTransferred':
        return joined(data, data['queue'])
      case 'CallEscalated': {
        const action = data['action'] as Action
        return action.do === 'queue' ? joined(data, action.queue) : waiting
      }
      default:
        return undefined
    }
  },
}
