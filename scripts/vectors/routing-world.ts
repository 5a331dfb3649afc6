import { route, type AttendantId, type ContactId, type Instant, type Policy, type QueueId, type QueueRouting, type ShiftId, type SignedIn, type TopicId, type WaitingContact } from '@disque/core'

const topic = 'any' as TopicId

/** A centre of plain data that the router is asked about: queues of one channel, each contact and each attendant as the case tells. */
export const policyOf = (queues: Readonly<Record<string, QueueRouting>>): Policy => ({
  order: { by: 'priority' }, seed: 1,
  queues: Object.fromEntries(Object.entries(queues).map(([id, routing]) => [id, { channel: 'voice', cost: 1, interrupts: [], offerLimit: 1, routing: { level: 0, ...routing } }])),
})

export const contact = (id: string, queue: string, since: number, more: Partial<WaitingContact> = {}): WaitingContact => ({
  contact: id as ContactId, queue: queue as QueueId, topic, priority: 0, rankSince: since as Instant, joinedAt: since as Instant, passedOver: [], offered: [], offersBegun: 0, ...more,
})

export const attendant = (id: string, more: Partial<SignedIn> = {}): SignedIn => ({
  attendant: id as AttendantId, shift: id as ShiftId, revision: 0, taking: true, idleSince: 0 as Instant, training: [], capacity: 1, unbounded: false, held: 0, engaged: {},
  contacts: 0, talkMs: 0, offeredAt: {}, ...more,
})

/** Members of a queue by position, in the order given. */
export const members = (ids: readonly string[]) => ids.map((id, position) => ({ attendant: id as AttendantId, position }))

/** Whom the router offers the contact first, or nobody. */
export const chosenFor = (policy: Policy, waiting: WaitingContact, attendants: readonly SignedIn[], now: number): string | null =>
  route(policy, [waiting], attendants, now as Instant, 1)[0]?.chosen.attendant ?? null
