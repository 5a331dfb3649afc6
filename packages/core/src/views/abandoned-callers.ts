import type { CallId, QueueId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Projection } from '../shared/projection.js'

/** A caller's last call, given up while waiting: what a call that comes back brings with it as `previous`. */
export interface Abandoned {
  readonly call: CallId
  readonly queue: QueueId
  readonly abandonedAt: Instant
  readonly rankSince: Instant
}

/** By the caller's `SubjectRef`: one document for each caller who gave up and has not called since. */
export const abandonedCallers: Projection<Abandoned | undefined> = {
  name: 'abandoned-callers',
  version: 1,
  types: ['CallReceived', 'CallAbandoned'],
  keys: ({ data }) => (typeof data['subject'] === 'string' ? [data['subject']] : []),
  initial: undefined,
  evolve: (_, { type, stream, data }) =>
    type === 'CallReceived' ? undefined : {
      call: stream.slice('call-'.length) as CallId,
      queue: data['queue'] as QueueId,
      abandonedAt: data.at as Instant,
      rankSince: data['rankSince'] as Instant,
    },
}
