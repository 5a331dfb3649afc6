import { answeredPinned, assigned, capacity, joinedPinned, leftPinned, sentPinned, type Pinned } from './pinned.js'
import type { Consumers } from './consumers.js'
import type { Message } from './message.js'
import type { StrategyName } from './settings.js'

/** Who gets the next event. `queue` is the order in which consumers are asked. */
export type Strategy = { readonly kind: 'turns'; readonly rotate: boolean; readonly queue: readonly string[] } | { readonly kind: 'pinned'; readonly pinned: Pinned }

/** `full`: nobody has room; `skipped`: the one it belongs to has none, others may. */
type Choice = { readonly strategy: Strategy } & ({ readonly to: string } | { readonly to?: undefined; readonly why: 'full' | 'skipped' })

export const strategyOf = (name: StrategyName): Strategy => {
  if (name === 'RoundRobin' || name === 'DispatchToSingle') return { kind: 'turns', rotate: name === 'RoundRobin', queue: [] }
  return { kind: 'pinned', pinned: { by: name === 'Pinned' ? 'stream' : 'correlation', order: [], buckets: new Map() } }
}

export const joined = (strategy: Strategy, consumer: string): Strategy =>
  strategy.kind === 'turns'
    ? { ...strategy, queue: [...strategy.queue, consumer] }
    : { kind: 'pinned', pinned: joinedPinned(strategy.pinned, consumer) }

export const left = (strategy: Strategy, consumer: string): Strategy =>
  strategy.kind === 'turns'
    ? { ...strategy, queue: strategy.queue.filter((id) => id !== consumer) }
    : { kind: 'pinned', pinned: leftPinned(strategy.pinned, consumer) }

export const answered = (strategy: Strategy, consumer: string, messages: readonly Message[]): Strategy =>
  strategy.kind === 'turns'
    ? strategy
    : { kind: 'pinned', pinned: messages.reduce((pinned, { resolved }) => answeredPinned(pinned, consumer, resolved), strategy.pinned) }

const free = (consumers: Consumers, id: string): boolean => (consumers.get(id)?.slots ?? 0) > 0

/**
 * TESTSERVER-22 RoundRobin gives each event to the next consumer with room, DispatchToSingle stays with one until that is full,
 * Pinned and PinnedByCorrelation wait for the consumer that the event belongs to while other events pass it.
 */
export const choose = (strategy: Strategy, consumers: Consumers, message: Message): Choice => {
  if (strategy.kind === 'turns') {
    const { queue, rotate } = strategy
    const index = queue.findIndex((id) => free(consumers, id))
    const to = queue[index]
    if (to === undefined) return { strategy, why: 'full' }
    const turn = rotate ? index + 1 : index
    return { strategy: { ...strategy, queue: [...queue.slice(turn), ...queue.slice(0, turn)] }, to }
  }
  if (capacity(consumers) <= 0) return { strategy, why: 'full' }
  const { pinned, consumer, key } = assigned(strategy.pinned, message.resolved)
  if (consumer === undefined) return { strategy, why: 'full' }
  if (!free(consumers, consumer)) return { strategy: { kind: 'pinned', pinned }, why: 'skipped' }
  return { strategy: { kind: 'pinned', pinned: sentPinned(pinned, key) }, to: consumer }
}
