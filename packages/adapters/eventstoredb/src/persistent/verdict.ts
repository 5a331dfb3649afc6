import * as E from 'fp-ts/lib/Either.js'
import { matches } from '@disque/core'
import type { PersistentSubscriptionToAllResolvedEvent, PersistentSubscriptionToStreamResolvedEvent } from '@eventstore/db-client'
import { isForeign, isSystem } from '../read/filter.js'
import { handedFrom } from './handed.js'
import type { GroupOptions, HandleFailure } from './options.js'

export type Given = PersistentSubscriptionToAllResolvedEvent | PersistentSubscriptionToStreamResolvedEvent

/** What the server is to be told of an event. */
export type Verdict = { readonly action: 'ack' } | { readonly action: 'retry' | 'park'; readonly reason: string }

const ack: Verdict = { action: 'ack' }

const failureOf = async (options: Pick<GroupOptions, 'handle'>, event: Parameters<GroupOptions['handle']>[0]): Promise<HandleFailure | undefined> => {
  try {
    const result = await options.handle(event)()
    return E.isLeft(result) ? result.left : undefined
  } catch (error) {
    return { _tag: 'TryAgain', reason: error instanceof Error ? error.message : String(error) }
  }
}

// ESDB-31 An event is acknowledged only after its work has answered that it is done.
// ESDB-32 An event that fails for now is given back, and parked with the last reason once the group's tries are used up; one that never works is parked at once.
/** Does the work of one event. What the filter leaves out, and other applications' events, are done already; what should be an event of ours and is none is parked. */
export const verdictOf = async (options: Pick<GroupOptions, 'handle' | 'filter' | 'stream'>, given: Given, triesAtMost: number): Promise<Verdict> => {
  if (given.event === undefined || isSystem(given.event.streamId, given.event.type)) return ack
  if (!matches(options.filter, { stream: given.event.streamId, type: given.event.type })) return ack
  const event = handedFrom(given.event)
  if (E.isLeft(event) && options.stream === undefined && isForeign(options.filter, given.event.streamId)) return ack
  if (E.isLeft(event)) return { action: 'park', reason: `It cannot be read: ${event.left}.` }
  const failure = await failureOf(options, event.right)
  if (failure === undefined) return ack
  const { _tag, reason } = failure
  return _tag === 'Park' || given.retryCount >= triesAtMost ? { action: 'park', reason } : { action: 'retry', reason }
}
