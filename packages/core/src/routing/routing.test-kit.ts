import type { AttendantId, ContactId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import { instant, plus, seconds, type Instant } from '../shared/instant.js'
import type { WaitingContact } from './contact.js'
import type { Member, Order, Policy, QueuePolicy, QueueRouting } from './policy.js'
import type { Decision } from './route.js'
import { route } from './route.js'
import type { SignedIn } from './signed-in.js'

/** One topic, one queue, and the second at which everything is asked. */
export const now = instant('2020-07-01T13:00:00Z')
export const ago = (s: number): Instant => plus(now, -seconds(s))
export const health = 'health' as TopicId
export const sport = 'sport' as TopicId
export const calls = 'calls' as QueueId
export const name = (n: string) => n as AttendantId

export const queueWith = (routing: QueueRouting, more: Partial<QueuePolicy> = {}): QueuePolicy => ({ channel: 'voice', cost: 1, interrupts: [], offerLimit: 1, routing, ...more })
export const policyWith = (routing: QueueRouting, more: Partial<QueuePolicy> & { readonly order?: Order; readonly seed?: number } = {}): Policy => {
  const { order = { by: 'priority' }, seed = 0, ...queue } = more
  return { order, seed, queues: { calls: queueWith(routing, queue), chats: queueWith(routing, { ...queue, channel: 'chat' }) } }
}

export const call = (n: number, more: Partial<WaitingContact> = {}): WaitingContact => ({
  contact: `call-${n}` as ContactId, queue: calls, topic: health, priority: 0, rankSince: ago(30), joinedAt: ago(30), passedOver: [], offered: [], offersBegun: 0, ...more,
})

export const person = (n: string, more: Partial<SignedIn> = {}): SignedIn => ({
  attendant: name(n), shift: `shift-${n}` as ShiftId, revision: 3, taking: true, idleSince: ago(60), training: [{ topic: health, level: 1, since: ago(3600) }],
  capacity: 1, unbounded: false, held: 0, engaged: {}, contacts: 0, talkMs: 0, offeredAt: {}, ...more,
})

export const member = (n: string, more: Partial<Member> = {}): Member => ({ attendant: name(n), ...more })

export const decided = (policy: Policy, contact: WaitingContact, ...people: readonly SignedIn[]): Decision | undefined => route(policy, [contact], people, now)[0]

/** All who could serve the contact, in order, by name: at most six. */
export const inOrder = (policy: Policy, contact: WaitingContact, ...people: readonly SignedIn[]): readonly string[] => {
  const d = decided(policy, contact, ...people)
  return d === undefined ? [] : [d.chosen, ...d.runnersUp].map((c) => c.attendant)
}
