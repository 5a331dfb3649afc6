import type { ContactId, ShiftId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import { seedOf, tieBreakOf } from './candidate.js'
import type { WaitingContact } from './contact.js'
import { attendants } from './indexed/attendants.js'
import { contacts } from './indexed/contacts.js'
import { excludedFor } from './indexed/excluded.js'
import { kindsOf } from './indexed/kinds.js'
import type { Present, Question, Waiter } from './indexed/model.js'
import { candidatesFor, firstServed } from './indexed/pick.js'
import { openQuestions } from './indexed/questions.js'
import { timers } from './indexed/timers.js'
import type { Policy } from './policy.js'
import type { Decision } from './route.js'
import type { SignedIn } from './signed-in.js'

/** Who is offered whom, without the reasons. */
export type Choice = Pick<Decision, 'contact' | 'chosen' | 'seed'>

/** Who waits and who is signed in, kept so that the next decision is found without looking at everybody. */
export interface RouteIndex {
  /** Adds a contact, or replaces what is known of it. */
  readonly putContact: (contact: WaitingContact) => void
  readonly removeContact: (contact: ContactId) => void
  /** Adds a shift, or replaces what is known of it; an attendant has one at a time. */
  readonly putAttendant: (attendant: SignedIn) => void
  readonly removeAttendant: (shift: ShiftId) => void
  /** Exactly what `route` decides first. It changes nothing: whoever carries the decision out puts what comes of it. */
  readonly next: (now: Instant) => Decision | undefined
  /** The same contact and attendant, without the reasons: cheaper. */
  readonly choose: (now: Instant) => Choice | undefined
  /** ROUTE-31 The next instant at which time alone may change the answer: until then it need not be asked again. */
  readonly wake: (now: Instant) => Instant | undefined
}

/** The index from its first instant on: its time never goes back. */
const indexFrom = (policy: Policy, start: Instant) => {
  const { kinds, queues } = kindsOf(policy)
  const open = openQuestions()
  const present = attendants(kinds, open)
  const waiting = contacts(policy, queues, open, (a) => present.byAttendant.get(a)?.attendant)
  const times = timers<Present | Waiter>()
  let now = start
  let order = 0

  const lookAgain = (w: Waiter): void => times.set(w, waiting.placeAgain(w, now))

  const putContact = (c: WaitingContact): void => {
    const known = waiting.byContact.get(c.contact)
    if (known !== undefined) waiting.replace(known, c)
    const w = known ?? waiting.arrive(c, order++)
    times.set(w, waiting.place(w, now))
  }

  const removeContact = (id: ContactId): void => {
    const w = waiting.byContact.get(id)
    if (w === undefined) return
    waiting.leave(w)
    times.set(w, Infinity)
  }

  /** What contacts ask of an attendant beyond his standings. */
  const tell = ({ attendant }: SignedIn, retiered: boolean): void => {
    for (const w of retiered ? waiting.tellAll() : waiting.tell(attendant)) lookAgain(w)
  }

  const change = (p: Present, a: SignedIn): void => {
    times.set(p, present.update(p, a, now))
    tell(a, false)
  }

  const removeAttendant = (shift: ShiftId): void => {
    const p = present.byShift.get(shift)
    if (p === undefined) return
    const retiered = present.leave(p)
    times.set(p, Infinity)
    tell(p.attendant, retiered)
  }

  const putAttendant = (a: SignedIn): void => {
    const known = present.byShift.get(a.shift)
    if (known !== undefined && known.attendant.attendant === a.attendant) {
      change(known, a)
      return
    }
    const other = present.byAttendant.get(a.attendant)
    for (const p of [known, other]) if (p !== undefined) removeAttendant(p.attendant.shift)
    const { present: p, retiered } = present.arrive(a, order++, now)
    times.set(p, present.update(p, a, now))
    tell(a, retiered)
  }

  const advance = (to: Instant): void => {
    now = to
    for (let due = times.due(now); due !== undefined; due = times.due(now)) {
      if (due.sort === 'contact') lookAgain(due)
      else change(due, due.attendant)
    }
  }

  const served = <A>(answer: (w: Waiter, q: Question, bound: Present | undefined) => A): A | undefined => {
    const w = firstServed(open, waiting.hopeful, present.byAttendant, now)
    return w?.question === undefined ? undefined : answer(w, w.question, w.bound === undefined ? undefined : present.byAttendant.get(w.bound.attendant))
  }

  return {
    putContact, removeContact, putAttendant, removeAttendant, advance,
    now: () => now,
    wake: () => times.next(),
    everyone: () => ({ contacts: [...waiting.byContact.values()].map((w) => w.contact), attendants: [...present.byShift.values()].map((p) => p.attendant) }),
    choose: (): Choice | undefined =>
      served((w, q, bound) => {
        const seed = seedOf(policy, w.contact)
        const [chosen] = candidatesFor(w, q, bound, now, seed, 1)
        return chosen === undefined ? undefined : { contact: w.contact, chosen, seed }
      }),
    next: (): Decision | undefined =>
      served((w, q, bound) => {
        const seed = seedOf(policy, w.contact)
        const [chosen, ...runnersUp] = candidatesFor(w, q, bound, now, seed, 6)
        return chosen === undefined ? undefined : {
          contact: w.contact, chosen, runnersUp, excluded: excludedFor(w, q, present, now), tieBreak: tieBreakOf(chosen, runnersUp[0]), seed,
        }
      }),
  }
}

// ROUTE-30 The indexed form decides what the plain form decides: the same contact, attendant, keys, runners-up and counts.

/**
 * The indexed form of {@link route}: the same answers, at a cost that hardly grows with the population.
 *
 * @example
 * const index = routeIndex(policy)
 * index.putAttendant(attendant)
 * index.putContact(contact)
 * const decision = index.next(now)
 */
export const routeIndex = (policy: Policy): RouteIndex => {
  /** At first before all time, so that whatever comes is later. */
  let index = indexFrom(policy, -Infinity as Instant)
  const at = (now: Instant) => {
    if (now < index.now()) {
      const { contacts: known, attendants: signedIn } = index.everyone()
      index = indexFrom(policy, now)
      signedIn.forEach(index.putAttendant)
      known.forEach(index.putContact)
    }
    index.advance(now)
    return index
  }
  return {
    putContact: (c) => index.putContact(c),
    removeContact: (id) => index.removeContact(id),
    putAttendant: (a) => index.putAttendant(a),
    removeAttendant: (shift) => index.removeAttendant(shift),
    next: (now) => at(now).next(),
    choose: (now) => at(now).choose(),
    wake: (now) => at(now).wake(),
  }
}
