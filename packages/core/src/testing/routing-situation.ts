import type { Instant } from '../shared/instant.js'
import type { Member, Policy, QueuePolicy } from '../routing/policy.js'
import type { Decision } from '../routing/route.js'
import type { Situation } from '../routing/routing.arbitrary.js'
import type { SignedIn } from '../routing/signed-in.js'
import { tryOf, type WaitingContact } from '../routing/contact.js'

// The rule once more, in its plainest words and without the code that decides by it: a law that asked the same code would always agree.

const queueOf = (policy: Policy, c: WaitingContact): QueuePolicy | undefined => Object.entries(policy.queues).find(([id]) => id === c.queue)?.[1]

const memberIn = (queue: QueuePolicy, a: SignedIn): Member | undefined => {
  const { members, others } = queue.routing
  const listed = members?.find((m) => m.attendant === a.attendant)
  if (listed !== undefined) return listed
  return members !== undefined && others === 'excluded' ? undefined : { attendant: a.attendant }
}

const inTheWay = (queue: QueuePolicy, a: SignedIn): number =>
  Object.entries(a.engaged).filter(([channel]) => !queue.interrupts.includes(channel)).reduce((n, [, units]) => n + units, a.held)

/** Whether so much of the capacity is left. */
export const hasRoom = (queue: QueuePolicy, a: SignedIn): boolean => a.unbounded || inTheWay(queue, a) + queue.cost <= a.capacity

const hasWaited = (c: WaitingContact, seconds: number, now: Instant): boolean => now >= c.joinedAt + seconds * 1000

const isTrainedFor = (queue: QueuePolicy, c: WaitingContact, a: SignedIn, now: Instant): boolean => {
  const has = (topic: string): number => Math.max(0, ...a.training.filter((t) => t.topic === topic && t.since <= now).map((t) => t.level))
  const relaxed = (queue.routing.relax ?? []).filter((r) => hasWaited(c, r.afterSeconds, now))
  const dropped = [...relaxed, c.widened ?? {}].flatMap((r) => r.drops ?? [])
  const enough = [queue.routing.level ?? 1, ...[...relaxed, c.widened ?? {}].flatMap((r) => (r.level === undefined ? [] : [r.level]))]
  return enough.some((level) => has(c.topic) >= level) && (queue.routing.also ?? []).every((s) => dropped.includes(s.topic) || has(s.topic) >= s.level)
}

const isOfOpenTier = (queue: QueuePolicy, c: WaitingContact, a: SignedIn, { attendants, now }: Situation): boolean => {
  const { tiers = [], skipEmptyTiers = false } = queue.routing
  const tier = memberIn(queue, a)?.tier ?? 0
  const isOpen = (n: number): boolean => n <= 0 || (c.widened?.tier ?? 0) >= n || tiers.some((t) => t.tier >= n && hasWaited(c, t.afterSeconds, now))
  if (isOpen(tier)) return true
  const isManned = (n: number) => attendants.some((b) => { const m = memberIn(queue, b); return m !== undefined && (m.tier ?? 0) <= n })
  // It is passed on to at once if all that come before it are empty, also those that waiting or escalation has opened.
  const before = (next: number) => [0, c.widened?.tier ?? 0, ...tiers.map((t) => t.tier)].filter((n) => n < next)
  return skipEmptyTiers && tiers.some((t) => t.tier >= tier && !before(t.tier).some(isManned))
}

/** All that makes an attendant one of those who may serve a contact, the wait for the attendant who knows it aside. */
const couldServe = (s: Situation, queue: QueuePolicy, c: WaitingContact, a: SignedIn): boolean =>
  a.taking && hasRoom(queue, a) && (a.readyAt === undefined || s.now >= a.readyAt) && memberIn(queue, a) !== undefined && isTrainedFor(queue, c, a, s.now) &&
  isOfOpenTier(queue, c, a, s) && (c.only === undefined || c.only === a.attendant) && c.not !== a.attendant && !c.offered.includes(a.attendant) &&
  !(c.refusedBy ?? []).includes(tryOf(a))

const isHeldFor = (s: Situation, queue: QueuePolicy, c: WaitingContact): boolean =>
  c.prefers !== undefined && queue.routing.knownSeconds !== undefined && queue.routing.knownSeconds > 0 && !hasWaited(c, queue.routing.knownSeconds, s.now) &&
  s.attendants.some((a) =>
    a.attendant === c.prefers && a.taking && memberIn(queue, a) !== undefined && isOfOpenTier(queue, c, a, s) && isTrainedFor(queue, c, a, s.now) &&
    (c.only === undefined || c.only === a.attendant) && c.not !== a.attendant && !c.passedOver.includes(a.attendant)
  )

/** Whether a contact may be offered to an attendant now. */
export const mayServe = (s: Situation, c: WaitingContact, a: SignedIn): boolean => {
  const queue = queueOf(s.policy, c)
  return queue !== undefined && couldServe(s, queue, c, a) && (!isHeldFor(s, queue, c) || c.prefers === a.attendant)
}

/** Whether a contact may have a further offer now. */
export const wantsMore = ({ policy, now }: Situation, c: WaitingContact): boolean => {
  const queue = queueOf(policy, c)
  if (queue === undefined || (c.notBefore !== undefined && now < c.notBefore)) return false
  const { strategy, progressSeconds = 10 } = queue.routing
  if (strategy === 'ringAll') return c.offered.length < queue.offerLimit
  if (strategy !== 'ringProgressively' || c.ringingSince === undefined) return c.offered.length < 1
  return c.offered.length < queue.offerLimit && now >= c.ringingSince + c.offered.length * progressSeconds * 1000
}

/** What a decision leads to: a reservation on the shift, one more offer on the contact. */
export const afterDecision = (s: Situation, { contact: { contact }, chosen }: Decision): Situation => {
  const c = s.waiting.find((w) => w.contact === contact)
  const cost = (c && queueOf(s.policy, c))?.cost ?? 0
  return {
    ...s,
    waiting: s.waiting.map((w) =>
      w.contact !== contact ? w : { ...w, offered: [...w.offered, chosen.attendant], lastOffered: chosen.attendant, offersBegun: w.offersBegun + 1, ringingSince: w.ringingSince ?? s.now }
    ),
    attendants: s.attendants.map((a) => (a.shift !== chosen.shift ? a : { ...a, held: a.held + cost })),
  }
}

/** Seconds of waiting that a contact has ahead, where waiting time orders. */
export const headSeconds = ({ policy }: Situation, c: WaitingContact): number =>
  policy.order.by === 'priority' ? 0 : c.priority * policy.order.prioritySeconds + (queueOf(policy, c)?.routing.weight ?? 0) * policy.order.weightSeconds

/** Whether the policy serves the one before the other, if both could be served. */
export const comesBefore = (s: Situation, a: WaitingContact, b: WaitingContact): boolean => {
  const weight = (c: WaitingContact) => (s.policy.order.by === 'age' ? 0 : (queueOf(s.policy, c)?.routing.weight ?? 0))
  const priority = (c: WaitingContact) => (s.policy.order.by === 'age' ? 0 : c.priority)
  const since = (c: WaitingContact) => c.rankSince - headSeconds(s, c) * 1000
  if (weight(a) !== weight(b)) return weight(a) > weight(b)
  if (priority(a) !== priority(b)) return priority(a) > priority(b)
  return since(a) !== since(b) ? since(a) < since(b) : a.contact < b.contact
}
