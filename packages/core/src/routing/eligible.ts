import type { TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Training } from '../shared/training.js'
import { tryOf, type WaitingContact } from './contact.js'
import { memberOf, type QueuePolicy, type QueueRouting } from './policy.js'
import { fitsIn, type SignedIn } from './signed-in.js'

/** Why an attendant is not offered a contact: the first rule that applies. */
export type Exclusion =
  | 'notTaking' | 'noRoom' | 'resting' | 'notMember' | 'notTrained' | 'tierClosed' | 'notChosen' | 'heldForKnown' | 'alreadyOffered' | 'refused'

export const exclusions: readonly Exclusion[] = [
  'notTaking', 'noRoom', 'resting', 'notMember', 'notTrained', 'tierClosed', 'notChosen', 'heldForKnown', 'alreadyOffered', 'refused',
]

/** What an attendant must be trained in. */
export interface Requirement {
  readonly topic: TopicId
  readonly level: number
  readonly also: readonly { readonly topic: TopicId; readonly level: number }[]
}

/** Whether so many seconds of waiting in the queue have passed. */
const waited = (c: WaitingContact, seconds: number, now: Instant): boolean => now - c.joinedAt >= seconds * 1000

/** ROUTE-23 Waiting and escalation only widen who may serve: a level is lowered, never raised; a skill is let go, never added. */
export const requirementOf = (routing: QueueRouting, c: WaitingContact, now: Instant): Requirement => {
  const taken = (routing.relax ?? []).filter((r) => waited(c, r.afterSeconds, now))
  const levels = [routing.level ?? 1, ...taken.map((r) => r.level ?? Infinity), c.widened?.level ?? Infinity]
  const drops = new Set([...taken.flatMap((r) => r.drops ?? []), ...(c.widened?.drops ?? [])])
  return { topic: c.topic, level: Math.min(...levels), also: (routing.also ?? []).filter((s) => !drops.has(s.topic)) }
}

/** The highest that has begun; 0 where none has. */
export const levelIn = (training: readonly Training[], topic: TopicId, now: Instant): number =>
  training.reduce((level, t) => (t.topic === topic && t.since <= now ? Math.max(level, t.level) : level), 0)

export const isTrained = (training: readonly Training[], r: Requirement, now: Instant): boolean =>
  levelIn(training, r.topic, now) >= r.level && r.also.every((s) => levelIn(training, s.topic, now) >= s.level)

/** The highest tier that waiting and escalation have opened. */
export const tierByTime = (routing: QueueRouting, c: WaitingContact, now: Instant): number =>
  (routing.tiers ?? []).reduce((open, t) => (waited(c, t.afterSeconds, now) ? Math.max(open, t.tier) : open), c.widened?.tier ?? 0)

/** ROUTE-24 A tier opens by waiting, by escalation, or, where the queue says so, at once while nobody of those before is signed in. */
export const openTier = (routing: QueueRouting, byTime: number, hasSignedIn: (upToTier: number) => boolean): number => {
  let open = byTime
  if (routing.skipEmptyTiers !== true) return open
  const later = (routing.tiers ?? []).map((t) => t.tier).sort((a, b) => a - b)
  for (const tier of later) if (tier > open && !hasSignedIn(open)) open = tier
  return open
}

const tierIn = (routing: QueueRouting, a: SignedIn): number | undefined => {
  const member = memberOf(routing, a.attendant)
  return member === undefined ? undefined : (member.tier ?? 0)
}

export const hasSignedIn = (routing: QueueRouting, attendants: readonly SignedIn[]) => (upToTier: number): boolean =>
  attendants.some((a) => (tierIn(routing, a) ?? Infinity) <= upToTier)

/** Until when a contact waits for the attendant who knows it. */
export const knownUntil = (routing: QueueRouting, c: WaitingContact): Instant | undefined =>
  c.prefers === undefined || (routing.knownSeconds ?? 0) === 0 ? undefined : ((c.joinedAt + (routing.knownSeconds ?? 0) * 1000) as Instant)

/** What one contact asks at one instant: the same for every attendant. */
export interface Asking {
  readonly contact: WaitingContact
  readonly queue: QueuePolicy
  readonly now: Instant
  readonly requirement: Requirement
  readonly tier: number
  /** ROUTE-25 For a while only the attendant who knows the contact, if signed in, taking offers, of an open tier, trained, and not one who let it ring. */
  readonly heldFor: boolean
}

export const couldKnow = (ask: Omit<Asking, 'heldFor'>, a: SignedIn): boolean =>
  a.attendant === ask.contact.prefers && a.taking && (tierIn(ask.queue.routing, a) ?? Infinity) <= ask.tier && isTrained(a.training, ask.requirement, ask.now) &&
  (ask.contact.only ?? a.attendant) === a.attendant && ask.contact.not !== a.attendant && !ask.contact.passedOver.includes(a.attendant)

export const askingOf = (contact: WaitingContact, queue: QueuePolicy, attendants: readonly SignedIn[], now: Instant): Asking => {
  const { routing } = queue
  const ask = {
    contact, queue, now, requirement: requirementOf(routing, contact, now),
    tier: openTier(routing, tierByTime(routing, contact, now), hasSignedIn(routing, attendants)),
  }
  const until = knownUntil(routing, contact)
  return { ...ask, heldFor: until !== undefined && now < until && attendants.some((a) => couldKnow(ask, a)) }
}

/** ROUTE-03 Only who takes offers, has room, is rested, a member, trained, of an open tier, and meant by the contact is offered it. */
export const exclusionOf = (ask: Asking, a: SignedIn): Exclusion | undefined => {
  const { contact: c, queue, now } = ask
  const tier = tierIn(queue.routing, a)
  return (
    !a.taking ? 'notTaking'
    : !fitsIn(a, queue) ? 'noRoom'
    : a.readyAt !== undefined && now < a.readyAt ? 'resting'
    : tier === undefined ? 'notMember'
    : !isTrained(a.training, ask.requirement, now) ? 'notTrained'
    : tier > ask.tier ? 'tierClosed'
    : (c.only !== undefined && c.only !== a.attendant) || c.not === a.attendant ? 'notChosen'
    : ask.heldFor && a.attendant !== c.prefers ? 'heldForKnown'
    : c.offered.includes(a.attendant) ? 'alreadyOffered'
    : c.refusedBy?.includes(tryOf(a)) ? 'refused'
    : undefined
  )
}
