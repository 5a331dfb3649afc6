import type { Instant } from '@disque/core'
import type { ScheduledCall } from '../../calls/schedule.js'

/** `atOnce`: a call that does not wait, but is answered, or given up, as it comes. */
export type What = 'gaveUp' | 'answered' | 'joined' | 'atOnce' | 'served'

export interface Moment {
  readonly at: Instant
  readonly what: What
  readonly call: ScheduledCall
}

/** At one instant whoever leaves the queue does so before anybody joins it, and a service ends last: it may have begun at the same instant. */
const order: readonly What[] = ['gaveUp', 'answered', 'joined', 'atOnce', 'served']

const momentsOf = (call: ScheduledCall): readonly Moment[] => {
  const { end, queued, waitEnded, served } = call
  const waited = waitEnded > queued
  const left: readonly Moment[] = waited ? [{ at: waitEnded, what: end === 'answered' ? 'answered' : 'gaveUp', call }] : []
  return [{ at: queued, what: waited ? 'joined' : 'atOnce', call }, ...left, ...(end === 'answered' ? [{ at: served, what: 'served' as const, call }] : [])]
}

/** All that happens to a log's queues, in the order of time. */
export const queueMoments = (calls: readonly ScheduledCall[]): readonly Moment[] =>
  calls
    .filter((call) => call.end !== 'leftInMenu')
    .flatMap(momentsOf)
    .sort((a, b) => a.at - b.at || order.indexOf(a.what) - order.indexOf(b.what) || a.call.row.line - b.call.row.line)
