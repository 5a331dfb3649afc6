import type { Filter, Instant, Position } from '@disque/core'

/** How a subscription stands: data for a health view. */
export interface SubscriptionState {
  readonly filter: Filter | undefined
  readonly connected: boolean
  /** Since when it is connected, or is not. */
  readonly since: Instant
  /** All before has been seen at least once since it last connected. */
  readonly caughtUp: boolean
  /** All up to here has been taken by the reader. */
  readonly position: Position | undefined
  /** Attempts to connect since it last heard from the server. */
  readonly attempts: number
  /** Why it is not connected. */
  readonly reason: string | undefined
}

export interface Lag {
  /** Where the last event of the domain lies. */
  readonly end: Position | undefined
  /** Each running subscription, with the bytes of log between it and the end. */
  readonly subscriptions: readonly (SubscriptionState & { readonly behindBytes: number })[]
}

/** The states of all running subscriptions. */
export const states = () => {
  const running = new Set<{ state: SubscriptionState }>()
  return {
    /** Told of once it is added. */
    entry: (state: SubscriptionState) => {
      const entry = { state }
      return {
        add: () => running.add(entry),
        state: () => entry.state,
        set: (change: Partial<SubscriptionState>) => {
          entry.state = { ...entry.state, ...change }
        },
        at: (position: Position) => {
          ;(entry.state as { position: Position | undefined }).position = position
        },
        remove: () => running.delete(entry),
      }
    },
    all: (): readonly SubscriptionState[] => [...running].map(({ state }) => ({ ...state })),
  }
}
export type States = ReturnType<typeof states>
