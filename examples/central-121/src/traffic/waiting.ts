import type { ContactId, QueueId } from '@disque/core'

/** How many wait in each queue, as the telephone exchange sees it. */
export const queueLengths = () => {
  const places = new Map<ContactId, QueueId>()
  const lengths = new Map<QueueId, number>()
  const change = (queue: QueueId, by: number) => lengths.set(queue, (lengths.get(queue) ?? 0) + by)
  const leaves = (contact: ContactId): void => {
    const queue = places.get(contact)
    if (queue !== undefined && places.delete(contact)) change(queue, -1)
  }
  return {
    joins: (contact: ContactId, queue: QueueId): void => {
      leaves(contact)
      places.set(contact, queue)
      change(queue, 1)
    },
    leaves,
    now: (): Readonly<Record<string, number>> => Object.fromEntries(lengths),
    total: (): number => places.size,
  }
}
export type QueueLengths = ReturnType<typeof queueLengths>
