import type { PersistentSubscriptionToAll, PersistentSubscriptionToStream } from '@eventstore/db-client'
import type { Given, Verdict } from './verdict.js'

export type Subscription = PersistentSubscriptionToAll | PersistentSubscriptionToStream

/** Events in hand, over all connections of a group one after the other. */
export interface Hands {
  /** Takes an event unless it is in hand already. */
  readonly take: (id: string, work: () => Promise<void>) => void
  readonly empty: () => Promise<void>
}

export const hands = (): Hands => {
  const held = new Map<string, Promise<void>>()
  return {
    take: (id, work) => {
      if (held.has(id)) return
      held.set(id, work().finally(() => held.delete(id)))
    },
    empty: async () => {
      while (held.size > 0) await Promise.all(held.values())
    },
  }
}

export const idOf = ({ link, event }: Given): string | undefined => link?.id ?? event?.id

/** Tells the server; what it does not hear it gives again. */
export const tell = async (subscription: Subscription, given: Given, verdict: Verdict): Promise<void> => {
  try {
    if (verdict.action === 'ack') await subscription.ack(given)
    else await subscription.nack(verdict.action, verdict.reason, given)
  } catch {
    // The connection is gone: the event comes again by the next one.
  }
}

/** Hands over what comes until the connection ends; resolves to why it did. */
export const consume = (subscription: Subscription, take: (given: Given) => void, connected: () => void): Promise<unknown> =>
  new Promise((resolve) => {
    subscription.on('confirmation', connected)
    subscription.on('error', resolve)
    subscription.on('end', () => resolve('the server ended the subscription'))
    subscription.on('close', () => resolve('the connection was closed'))
    subscription.on('data', take)
  })
