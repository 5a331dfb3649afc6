import type { Plan, PlanEdition } from '../plan/plan.js'
import { byRank, route, tryOf, type Decision, type FreeAttendant, type WaitingContact } from '../routing/route.js'
import { uuidFrom } from '../shared/hash.js'
import type { CentreId, ContactId, OfferId, QueueId } from '../shared/ids.js'
import { plus, seconds, type Instant } from '../shared/instant.js'
import type { Todo } from '../shared/process.js'
import type { Open, Reserve, Terms } from '../shift/shift.js'
import { fits } from '../shift/rules/capacity.js'
import type { Reason } from '../waiting/waiting.js'
import type { ContactState } from './waiting-contacts.js'

export interface KnownShift {
  readonly state: Open
  /** Of the shift's last event. */
  readonly revision: number
}

interface Waits extends WaitingContact {
  readonly reserved: number
}

const costIn = (plan: Plan, queue: QueueId) => {
  const channel = plan.queues.find((q) => q.id === queue)?.channel
  return plan.channels.find((c) => c.channel === channel)
}

const termsOf = (plan: Plan, id: QueueId, now: Instant): Terms | undefined => {
  const queue = plan.queues.find((q) => q.id === id)
  const cost = costIn(plan, id)
  return queue === undefined || cost === undefined ? undefined : {
    channel: queue.channel, cost: cost.cost, interrupts: cost.interrupts, until: plus(now, seconds(queue.offerSeconds)),
    confirmSeconds: queue.confirmSeconds, wrapUpSeconds: queue.wrapUpSeconds, missLimit: plan.missLimit,
  }
}

const reasonOf = (d: Decision, edition: PlanEdition, now: Instant, basis: string): Reason => ({
  policy: edition.version, basis, decidedAt: now, seed: 0,
  chosen: { attendant: d.chosen.attendant, key: d.chosen.key }, tieBreak: d.tieBreak,
  runnersUp: d.runnersUp.map((r) => ({ attendant: r.attendant, key: r.key })), excluded: d.excluded,
})

const isTaking = (open: Open): boolean => open.status === 'open' && !open.deviceLost && open.onBreak === undefined

const freeAttendant = ({ state, revision }: KnownShift, plan: Plan, now: Instant): FreeAttendant => ({
  attendant: state.attendant, shift: state.shift, revision, idleSince: state.idleSince, taking: isTaking(state),
  topics: state.training.filter((t) => t.since <= now).map((t) => t.topic),
  room: (queue) => {
    const terms = costIn(plan, queue)
    return terms !== undefined && fits(state, terms) ? terms.cost : 0
  },
})

/** One centre's index: who waits, and which attendants could take anything at all. Costs nothing while either is empty. */
export const centreRouter = (centre: CentreId) => {
  const waiting = new Map<string, Waits>()
  const shifts = new Map<string, KnownShift>()
  const ready = new Map<string, KnownShift>()
  let sorted: readonly Waits[] | undefined = []
  let taking = 0
  let edition: PlanEdition | undefined

  const isReady = ({ state }: KnownShift): boolean => isTaking(state) && (edition === undefined || edition.plan.channels.some((c) => fits(state, c)))

  const putShift = (key: string, known: KnownShift | undefined) => {
    const before = shifts.get(key)
    if (before !== undefined && isTaking(before.state)) taking--
    if (known === undefined) {
      shifts.delete(key)
      ready.delete(key)
      return
    }
    shifts.set(key, known)
    if (isTaking(known.state)) taking++
    if (isReady(known)) ready.set(key, known)
    else ready.delete(key)
  }

  const putContact = (key: string, s: ContactState | undefined) => {
    if (s?.place !== undefined && s.pending.length === 0) {
      waiting.set(key, {
        contact: key as ContactId, ...s.place, passedOver: s.passedOver, reserved: s.reserved, refusedBy: s.refusedBy,
        ...(s.only === undefined ? {} : { only: s.only }), ...(s.holder === undefined ? {} : { not: s.holder }),
      })
      sorted = undefined
    } else if (waiting.delete(key)) sorted = undefined
  }

  /** What another plan lets an attendant take is looked at anew. */
  const adopt = (next: PlanEdition) => {
    edition = next
    ready.clear()
    for (const [key, known] of shifts) if (isReady(known)) ready.set(key, known)
  }

  const todo = (inForce: PlanEdition, now: Instant, basis: string): readonly Todo[] => {
    if (edition?.version !== inForce.version) adopt(inForce)
    if (waiting.size === 0 || ready.size === 0) return []
    sorted ??= [...waiting.values()].sort(byRank)
    const attendants = [...ready.values()].map((known) => freeAttendant(known, inForce.plan, now))
    const aside = { notTaking: shifts.size - taking, noRoom: taking - ready.size }
    const decided = route(sorted, attendants, (queue) => costIn(inForce.plan, queue)?.cost, { most: 1, aside })
    return decided.flatMap((d): readonly Todo[] => {
      const terms = termsOf(inForce.plan, d.contact.queue, now)
      if (terms === undefined) return []
      const id = `${d.contact.contact}/${(d.contact as Waits).reserved}/${tryOf(d.chosen)}`
      const command: Reserve = {
        type: 'Reserve', shift: d.chosen.shift, offer: `o-${uuidFrom(id, 0)}` as OfferId, contact: d.contact.contact, terms, at: now,
        reason: reasonOf(d, inForce, now, basis),
      }
      return [{ id, send: { to: 'shift', command } }]
    })
  }

  return { centre, putShift, putContact, todo }
}
export type CentreRouter = ReturnType<typeof centreRouter>
