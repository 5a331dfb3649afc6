import type { AttendantId, ContactId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import { offersWantedIn, rankKey, type WaitingContact } from '../contact.js'
import { couldKnow, knownUntil, type Asking } from '../eligible.js'
import type { Policy } from '../policy.js'
import type { SignedIn } from '../signed-in.js'
import type { Asked, Named, Question, Waiter } from './model.js'
import { byRank, nextStage, questionOf, type OpenQuestions } from './questions.js'
import { insert, remove, sortedSet } from './sorted-set.js'

/** When a further offer is wanted of a contact that has enough of them; Infinity where time changes nothing. */
const nextOffer = (asked: Asked, c: WaitingContact, now: Instant): number => {
  if (c.notBefore !== undefined && now < c.notBefore) return c.notBefore
  const { strategy, progressSeconds = 10 } = asked.policy.routing
  if (strategy !== 'ringProgressively' || c.ringingSince === undefined || c.offered.length >= asked.policy.offerLimit) return Infinity
  const at = c.ringingSince + c.offered.length * progressSeconds * 1000
  return at > now ? at : Infinity
}

const isChoosy = (c: WaitingContact): boolean => c.not !== undefined || c.offered.length > 0 || (c.refusedBy?.length ?? 0) > 0

export const askingOf = (w: Waiter, q: Question, now: Instant): Asking => ({
  contact: w.contact, queue: q.asked.policy, now, requirement: q.requirement, tier: q.tier, heldFor: w.heldFor,
})

const nobody: readonly Waiter[] = []

/** Everyone who waits, each where it is found when somebody could serve it. */
export const contacts = (policy: Policy, queues: ReadonlyMap<string, Asked>, open: OpenQuestions, signedIn: (a: AttendantId) => SignedIn | undefined) => {
  const byContact = new Map<ContactId, Waiter>()
  const named = new Map<AttendantId, Named>()
  /** Those who may be able to take one of the contacts that only they may take. */
  const hopeful = new Set<Named>()

  const nameOf = (attendant: AttendantId): Named => {
    const known = named.get(attendant)
    if (known !== undefined) return known
    const one: Named = { attendant, bound: sortedSet(byRank), watchers: new Set() }
    named.set(attendant, one)
    return one
  }

  const forget = (n: Named): void => {
    if (n.watchers.size > 0 || n.bound.size > 0) return
    named.delete(n.attendant)
    hopeful.delete(n)
  }

  const displace = (w: Waiter): void => {
    const { question: q, bound, watches } = w
    if (q !== undefined && (w.among === 'plain' || w.among === 'choosy')) {
      remove(q[w.among], w)
      q.waiting--
      open.look(q)
    }
    w.among = 'out'
    w.heldFor = false
    w.bound = undefined
    w.watches = undefined
    if (bound !== undefined) {
      remove(bound.bound, w)
      forget(bound)
    }
    if (watches !== undefined) {
      watches.watchers.delete(w)
      forget(watches)
    }
  }

  const bind = (w: Waiter, to: AttendantId): void => {
    w.among = 'bound'
    w.bound = nameOf(to)
    insert(w.bound.bound, w)
    hopeful.add(w.bound)
  }

  /** Whether it is held for the attendant who knows it; the answer is looked at again whenever that one changes. */
  const hold = (w: Waiter, q: Question, now: Instant): number => {
    const { prefers } = w.contact
    const until = knownUntil(q.asked.policy.routing, w.contact)
    if (prefers === undefined || until === undefined || now >= until) return Infinity
    w.watches = nameOf(prefers)
    w.watches.watchers.add(w)
    const a = signedIn(prefers)
    w.heldFor = a !== undefined && couldKnow(askingOf(w, q, now), a)
    return until
  }

  /** Puts it where it belongs now; answers when time alone changes that. */
  const place = (w: Waiter, now: Instant): number => {
    const { contact: c } = w
    const asked = queues.get(c.queue)
    if (asked === undefined) return Infinity
    if (c.offered.length >= offersWantedIn(asked.policy, c, now)) return nextOffer(asked, c, now)
    const q = questionOf(asked, c, now)
    w.question = q
    const until = hold(w, q, now)
    if (c.only !== undefined) bind(w, c.only)
    else if (w.heldFor && c.prefers !== undefined) bind(w, c.prefers)
    else {
      w.among = isChoosy(c) ? 'choosy' : 'plain'
      insert(q[w.among], w)
      q.waiting++
      open.look(q)
    }
    return Math.min(until, nextStage(asked, c, now))
  }

  return {
    byContact,
    hopeful,
    arrive: (c: WaitingContact, order: number): Waiter => {
      const [byWeight, byPriority, since] = rankKey(policy, c)
      const w: Waiter = {
        sort: 'contact', order, wakeAt: Infinity, contact: c, byWeight, byPriority, since, question: undefined, among: 'out', heldFor: false, bound: undefined, watches: undefined,
      }
      byContact.set(c.contact, w)
      return w
    },
    leave: (w: Waiter): void => {
      displace(w)
      byContact.delete(w.contact.contact)
    },
    replace: (w: Waiter, c: WaitingContact): void => {
      displace(w)
      const [byWeight, byPriority, since] = rankKey(policy, c)
      w.contact = c
      w.byWeight = byWeight
      w.byPriority = byPriority
      w.since = since
    },
    /** One that is in no place yet. */
    place,
    /** After a change of what it depends on, or of the time. */
    placeAgain: (w: Waiter, now: Instant): number => {
      displace(w)
      return place(w, now)
    },
    /** After a change of an attendant: what is for that one alone is tried again. Answers the contacts whose hold depends on it. */
    tell: (attendant: AttendantId): readonly Waiter[] => {
      const n = named.get(attendant)
      if (n === undefined) return nobody
      if (n.bound.size > 0) hopeful.add(n)
      return n.watchers.size === 0 ? nobody : [...n.watchers]
    },
    /** The same for everyone whom contacts name, after a change of the tiers. */
    tellAll: (): readonly Waiter[] => {
      for (const n of named.values()) if (n.bound.size > 0) hopeful.add(n)
      return [...named.values()].flatMap((n) => [...n.watchers])
    },
  }
}
