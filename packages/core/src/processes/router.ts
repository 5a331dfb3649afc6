import type { PlanEdition } from '../plan/plan.js'
import { policyOf } from '../plan/policy.js'
import { tryOf, type WaitingContact } from '../routing/contact.js'
import type { Policy, Step } from '../routing/policy.js'
import type { Decision } from '../routing/route.js'
import type { RouteIndex } from '../routing/route-index.js'
import type { SignedIn } from '../routing/signed-in.js'
import { uuidFrom } from '../shared/hash.js'
import type { CentreId, OfferId, QueueId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Todo } from '../shared/process.js'
import type { Reserve } from '../shift/shift.js'
import type { Reason } from '../waiting/waiting.js'
import { commandsFor } from './contact-commands.js'
import { escalations, type Escalations } from './escalations.js'
import { signedIn, type ShiftState } from './known-shifts.js'
import { termsFor } from './terms.js'
import { stepsSent, waitingContact, type ContactState } from './waiting-contacts.js'

const reasonOf = (d: Decision, edition: PlanEdition, now: Instant, basis: string): Reason => ({
  policy: edition.version, basis, decidedAt: now, seed: d.seed,
  chosen: { attendant: d.chosen.attendant, key: d.chosen.key }, tieBreak: d.tieBreak,
  runnersUp: d.runnersUp.map((r) => ({ attendant: r.attendant, key: r.key })), excluded: d.excluded,
})

interface Waiting {
  readonly contact: WaitingContact
  /** A holder's consultation is no place in the queue: it neither counts there nor escalates. */
  readonly queued: boolean
  /** Steps of its queue. */
  readonly taken: readonly string[]
}

const waitingOf = (key: string, s: ContactState): Waiting | undefined => {
  const contact = waitingContact(key, s)
  return contact === undefined ? undefined : { contact, queued: s.holder === undefined, taken: stepsSent(s, contact.queue) }
}

/** Where it counts as waiting. */
const queueOf = (w: Waiting | undefined): QueueId | undefined => (w?.queued === true ? w.contact.queue : undefined)

/** What one plan makes of everyone who waits and is present. */
interface Adopted {
  readonly edition: PlanEdition
  readonly index: RouteIndex
  readonly steps: Escalations
}

const earlier = (a: Instant | undefined, b: Instant | undefined): Instant | undefined => (a === undefined || (b !== undefined && b < a) ? b : a)

/** One centre's index: who waits and who is present, by the plan in force. */
export const centreRouter = (centre: CentreId, indexOf: (policy: Policy) => RouteIndex) => {
  const waiting = new Map<string, Waiting>()
  const present = new Map<string, SignedIn>()
  let adopted: Adopted | undefined

  const keep = ({ index, steps }: Adopted, key: string, before: Waiting | undefined, after: Waiting | undefined) => {
    if (after !== undefined) index.putContact(after.contact)
    else if (before !== undefined) index.removeContact(before.contact.contact)
    if (after?.queued === true) steps.put(after.contact, after.taken)
    else steps.remove(key)
    const [left, joined] = [queueOf(before), queueOf(after)]
    if (left === joined) return
    if (left !== undefined) steps.count(left, -1)
    if (joined !== undefined) steps.count(joined, 1)
  }

  const putContact = (key: string, s: ContactState | undefined) => {
    const before = waiting.get(key)
    const after = s === undefined ? undefined : waitingOf(key, s)
    if (after === undefined) waiting.delete(key)
    else waiting.set(key, after)
    if (adopted !== undefined) keep(adopted, key, before, after)
  }

  const putShift = (key: string, s: ShiftState | undefined) => {
    const before = present.get(key)
    const after = s === undefined ? undefined : signedIn(s)
    if (after === undefined) present.delete(key)
    else present.set(key, after)
    if (adopted === undefined) return
    if (after !== undefined) adopted.index.putAttendant(after)
    else if (before !== undefined) adopted.index.removeAttendant(before.shift)
    if (before !== undefined && before.training !== after?.training) adopted.steps.lost()
  }

  /** ROUTE-16 Queues and their rules are live: another plan looks at everyone anew. */
  const adopt = (edition: PlanEdition): Adopted => {
    if (adopted?.edition.version === edition.version) return adopted
    const made: Adopted = { edition, index: indexOf(policyOf(edition.plan)), steps: escalations(edition.plan, () => present.values()) }
    for (const a of present.values()) made.index.putAttendant(a)
    for (const [key, w] of waiting) keep(made, key, undefined, w)
    adopted = made
    return made
  }

  const escalate = ({ edition, steps }: Adopted, contact: WaitingContact, step: Step, now: Instant): readonly Todo[] => {
    const { queue } = contact
    const send = commandsFor(contact.contact)?.escalate(contact.contact, { at: now, queue, step: step.id, planNow: edition.version, waitingNow: steps.counts() })
    return send === undefined ? [] : [{ id: `${contact.contact}/step/${queue}/${step.id}`, send }]
  }

  const reserve = (edition: PlanEdition, d: Decision, now: Instant, basis: string): readonly Todo[] => {
    const terms = termsFor(edition, d.contact.queue, now)
    if (terms === undefined) return []
    const id = `${d.contact.contact}/${d.contact.offersBegun}/${tryOf(d.chosen)}`
    const command: Reserve = {
      type: 'Reserve', shift: d.chosen.shift, offer: `o-${uuidFrom(id, 0)}` as OfferId, contact: d.contact.contact, terms, at: now, reason: reasonOf(d, edition, now, basis),
    }
    return [{ id, send: { to: 'shift', command } }]
  }

  return {
    centre, putShift, putContact,
    /** One step at a time: first what changes where a contact waits, then whom it is offered to. */
    todo: (inForce: PlanEdition, now: Instant, basis: string): readonly Todo[] => {
      if (waiting.size === 0) return []
      const made = adopt(inForce)
      const due = made.steps.next(now)
      if (due !== undefined) return escalate(made, due.contact, due.step, now)
      const decision = made.index.next(now)
      return decision === undefined ? [] : reserve(inForce, decision, now, basis)
    },
    wake: (inForce: PlanEdition, now: Instant): Instant | undefined => {
      if (waiting.size === 0) return undefined
      const { index, steps } = adopt(inForce)
      return earlier(index.wake(now), steps.wake())
    },
  }
}
export type CentreRouter = ReturnType<typeof centreRouter>
