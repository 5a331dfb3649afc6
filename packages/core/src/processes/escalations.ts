import { isRight } from 'fp-ts/lib/Either.js'
import { nextClosing } from '../hours/hours.js'
import { calendarOf, openAt, queueOf } from '../plan/lookup.js'
import type { Plan } from '../plan/plan.js'
import { policyOf } from '../plan/policy.js'
import { byRankKey, rankKey, type RankKey, type WaitingContact } from '../routing/contact.js'
import { couldServe, nextStepAt, stepDue, type StepFacts } from '../routing/escalate.js'
import { insert, remove as takeOut, sortedSet } from '../routing/indexed/sorted-set.js'
import { queuePolicy, type Step } from '../routing/policy.js'
import type { SignedIn } from '../routing/signed-in.js'
import type { QueueId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'

/** A contact whose queue has steps. */
interface Stepping {
  readonly contact: WaitingContact
  /** Steps of its queue that it has taken, or was sent. */
  readonly taken: readonly string[]
  readonly rank: RankKey
  wake?: Instant
}

interface Waking {
  readonly at: Instant
  readonly contact: string
}

const byRank = (a: Stepping, b: Stepping): number => byRankKey(a.rank, b.rank)
const byTime = (a: Waking, b: Waking): number => a.at - b.at || (a.contact < b.contact ? -1 : a.contact > b.contact ? 1 : 0)

interface Openness {
  readonly at: Instant
  readonly closed: boolean
  readonly closesAt?: Instant
}

const opennessOf = (plan: Plan, id: QueueId, at: Instant): Openness => {
  const calendar = queueOf(plan, id)?.calendar
  const closed = !openAt(plan, calendar, at).open
  const found = calendar === undefined ? undefined : calendarOf(plan, calendar)
  const closing = found === undefined ? undefined : nextClosing(found, at)
  return closing !== undefined && isRight(closing) ? { at, closed, closesAt: closing.right } : { at, closed }
}

/**
 * Which contact takes which step next, by one plan.
 *
 * ROUTE-18 A contact is looked at only when something that may make a step due has changed: itself, more who wait with it, somebody who has gone, the time.
 */
export const escalations = (plan: Plan, present: () => Iterable<SignedIn>) => {
  const policy = policyOf(plan)
  const all = new Map<string, Stepping>()
  const byQueue = new Map<QueueId, Set<string>>()
  const counts = new Map<QueueId, number>()
  /** To be looked at, in the order in which contacts are served. */
  const open = sortedSet(byRank)
  const wakes = sortedSet(byTime)
  const hours = new Map<QueueId, Openness>()

  const stepsOf = (queue: QueueId): readonly Step[] => queuePolicy(policy, queue)?.routing.steps ?? []
  const asks = (queue: QueueId, holds: (when: Step['when']) => boolean): boolean => stepsOf(queue).some((step) => holds(step.when))

  const sleep = (one: Stepping, at: Instant | undefined) => {
    if (one.wake !== undefined) takeOut(wakes, { at: one.wake, contact: one.contact.contact })
    if (at === undefined) delete one.wake
    else {
      one.wake = at
      insert(wakes, { at, contact: one.contact.contact })
    }
  }

  const look = (key: string) => {
    const one = all.get(key)
    if (one === undefined) return
    sleep(one, undefined)
    insert(open, one)
  }
  const lookAt = (queue: QueueId) => byQueue.get(queue)?.forEach(look)

  const count = (queue: QueueId, by: 1 | -1) => {
    const now = (counts.get(queue) ?? 0) + by
    counts.set(queue, now)
    if (by === 1 && asks(queue, (when) => when.waiting === now)) lookAt(queue)
  }

  const remove = (key: string) => {
    const before = all.get(key)
    if (before === undefined) return
    all.delete(key)
    byQueue.get(before.contact.queue)?.delete(key)
    takeOut(open, before)
    sleep(before, undefined)
  }

  const put = (contact: WaitingContact, taken: readonly string[]) => {
    const key: string = contact.contact
    remove(key)
    if (stepsOf(contact.queue).length === 0) return
    const one: Stepping = { contact, taken, rank: rankKey(policy, contact) }
    all.set(key, one)
    byQueue.set(contact.queue, (byQueue.get(contact.queue) ?? new Set()).add(key))
    insert(open, one)
  }

  const hoursNow = (queue: QueueId, now: Instant): Openness => {
    const known = hours.get(queue)
    if (known?.at === now) return known
    const found = opennessOf(plan, queue, now)
    hours.set(queue, found)
    return found
  }

  const noneTrained = (contact: WaitingContact, now: Instant): boolean => {
    const { routing } = queuePolicy(policy, contact.queue) ?? {}
    if (routing === undefined) return false
    for (const a of present()) if (couldServe(routing, contact, a, now)) return false
    return true
  }

  const factsOf = ({ contact }: Stepping, now: Instant): StepFacts => {
    const { queue } = contact
    return {
      waiting: counts.get(queue) ?? 0,
      noneTrained: asks(queue, (when) => when.noneTrained === true) && noneTrained(contact, now),
      ...(asks(queue, (when) => when.closed === true) ? hoursNow(queue, now) : { closed: false }),
    }
  }

  /** ROUTE-19 Where a queue is too long, who came last goes elsewhere: of those for whom the step is due, the last in order. */
  const movedBy = (step: Step, first: Stepping, facts: StepFacts, now: Instant): WaitingContact => {
    if (step.when.waiting === undefined || (step.then.do !== 'queue' && step.then.do !== 'close')) return first.contact
    let last = first
    for (const key of byQueue.get(first.contact.queue) ?? []) {
      const other = all.get(key)
      const due = other === undefined || byRank(other, last) <= 0 ? undefined : stepDue(policy, other.contact, { ...facts, noneTrained: factsOf(other, now).noneTrained }, other.taken, now)
      if (other !== undefined && due?.id === step.id) last = other
    }
    return last.contact
  }

  return {
    put,
    remove,
    /** One more waits in the queue, or one less; whether or not it may take steps. */
    count,
    counts: (): Readonly<Record<string, number>> => Object.fromEntries(counts),
    /** Somebody has gone, or can do less. */
    lost: () => {
      for (const queue of byQueue.keys()) if (asks(queue, (when) => when.noneTrained === true)) lookAt(queue)
    },
    next: (now: Instant): { readonly contact: WaitingContact; readonly step: Step } | undefined => {
      for (let first = wakes.first; first !== undefined && first.at <= now; first = wakes.first) look(first.contact)
      for (let one = open.first; one !== undefined; one = open.first) {
        const facts = factsOf(one, now)
        const step = stepDue(policy, one.contact, facts, one.taken, now)
        if (step !== undefined) return { contact: movedBy(step, one, facts, now), step }
        takeOut(open, one)
        sleep(one, nextStepAt(policy, one.contact, facts, one.taken, now))
      }
      return undefined
    },
    /** Once nothing is due. */
    wake: (): Instant | undefined => wakes.first?.at,
  }
}
export type Escalations = ReturnType<typeof escalations>
