import type { AttendantId, ContactId, Decision, Instant, Policy, QueueId, ShiftId, SignedIn, TopicId, Training, WaitingContact } from '@disque/core'

/** Numbers from 0 to 1, the same each time (mulberry32). */
const chanceFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const start = 1_593_561_600_000 as Instant
const topics = Array.from({ length: 12 }, (_, n) => `topic-${n}` as TopicId)
const queues = ['calls', 'chats', 'managers'] as QueueId[]

/** Calls that ask for less after a minute, chats by fewest contacts, and managers who have a head start and get the most skilled. */
export const policy: Policy = {
  order: { by: 'age', prioritySeconds: 120, weightSeconds: 60 },
  seed: 1,
  queues: {
    calls: { channel: 'voice', cost: 3, interrupts: ['chat'], offerLimit: 1, routing: { strategy: 'longestIdle', level: 2, relax: [{ afterSeconds: 60, level: 1 }], knownSeconds: 20 } },
    chats: { channel: 'chat', cost: 1, interrupts: [], offerLimit: 1, routing: { strategy: 'fewestContacts' } },
    managers: { channel: 'voice', cost: 3, interrupts: ['chat'], offerLimit: 1, routing: { strategy: 'mostSkilled', weight: 2 } },
  },
}

/** Two to six topics, each at a level from 1 to 3; of any six kinds of training each topic is in one. */
const someTraining = (chance: () => number, kind: number): readonly Training[] => {
  const wanted = 2 + Math.floor(chance() * 5)
  return topics
    .map((topic, n) => ({ topic, at: n % 6 === kind % 6 ? 0 : chance() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, wanted)
    .map(({ topic }) => ({ topic, level: 1 + Math.floor(chance() * 3), since: start }))
}

/** A centre in which everybody is on a call; so many kinds of training, or one for each attendant. */
export const centre = (size: number, profiles: number) => {
  const chance = chanceFrom(1)
  const kinds = Array.from({ length: profiles }, (_, n) => someTraining(chance, n))
  const pick = <A>(list: readonly A[]): A => list[Math.floor(chance() * list.length)] as A
  let contacts = 0
  const attendants = Array.from({ length: size }, (_, n): SignedIn => ({
    attendant: `attendant-${n}` as AttendantId, shift: `shift-${n}` as ShiftId, revision: 0, taking: true, idleSince: start, training: kinds[n % profiles] ?? [],
    capacity: 3, unbounded: false, held: 0, engaged: { voice: 3, chat: 0 }, contacts: 0, talkMs: 0, offeredAt: {},
  }))
  /** Seven of ten call; one of ten is urgent; one of twenty prefers somebody. */
  const arrival = (at: Instant): WaitingContact => ({
    contact: `call-${contacts++}` as ContactId, queue: chance() < 0.55 ? ('calls' as QueueId) : pick(queues), topic: pick(topics), priority: chance() < 0.1 ? 1 : 0,
    rankSince: at, joinedAt: at, passedOver: [], offered: [], offersBegun: 0,
    ...(chance() < 0.05 ? { prefers: pick(attendants).attendant } : {}),
  })
  return { attendants, arrival, anyone: () => pick(attendants).shift }
}

/** The attendant with the contact that was decided. */
export const busy = (a: SignedIn, { contact: { queue } }: Pick<Decision, 'contact'>): SignedIn => {
  const { voice = 0, chat = 0 } = a.engaged
  return { ...a, revision: a.revision + 1, engaged: queue === 'chats' ? { voice, chat: chat + 1 } : { voice: voice + 3, chat }, contacts: a.contacts + 1 }
}

/** The attendant after all contacts are over. */
export const free = (a: SignedIn, now: Instant): SignedIn => ({ ...a, revision: a.revision + 1, engaged: { voice: 0, chat: 0 }, idleSince: now })
