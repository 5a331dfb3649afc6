import type { AttendantId, ContactId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'

/** A contact that waits for an attendant. */
export interface WaitingContact {
  readonly contact: ContactId
  readonly queue: QueueId
  readonly topic: TopicId
  /** Higher first. */
  readonly priority: number
  readonly rankSince: Instant
  /** Only this attendant may be offered it. */
  readonly only?: AttendantId
  /** The holder who consults is not offered his own contact. */
  readonly not?: AttendantId
  /** Attendants who let an offer for it lapse or declined it: they come after all others. */
  readonly passedOver: readonly AttendantId[]
  /** Shifts that refused to be reserved for it, as {@link tryOf} names them: not asked again before they have changed. */
  readonly refusedBy?: readonly string[]
}

/** An attendant as the router sees the open shift. */
export interface FreeAttendant {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  /** Of the shift's last event. */
  readonly revision: number
  readonly idleSince: Instant
  readonly topics: readonly TopicId[]
  /** Whether it takes offers at all: no break, a device, not leaving. */
  readonly taking: boolean
  /** Units that a new contact of the queue may use. */
  readonly room: (queue: QueueId) => number
}

/** What the queue asks of an attendant's capacity. */
export type CostOf = (queue: QueueId) => number | undefined

export interface Candidate {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  readonly revision: number
  /** Compared from left to right, smaller first. */
  readonly key: readonly [number, number, string]
}

export type Exclusion = 'notTaking' | 'noRoom' | 'notChosen' | 'refused' | 'notTrained'

export interface Decision {
  readonly contact: WaitingContact
  readonly chosen: Candidate
  /** At most five. */
  readonly runnersUp: readonly Candidate[]
  readonly excluded: Readonly<Record<Exclusion, number>>
  readonly tieBreak: 'idleSince' | 'attendant' | 'none'
}

export interface RouteOptions {
  /** Decisions wanted; all where absent. */
  readonly most?: number
  /** Attendants that were left out before: they count as excluded. */
  readonly aside?: Readonly<Partial<Record<Exclusion, number>>>
}

export const tryOf = (a: { readonly shift: ShiftId; readonly revision: number }): string => `${a.shift}/${a.revision}`

/** ROUTE-01 Contacts are served by priority, then rank, then id: a total order. */
export const byRank = (a: WaitingContact, b: WaitingContact): number =>
  b.priority - a.priority || a.rankSince - b.rankSince || (a.contact < b.contact ? -1 : a.contact > b.contact ? 1 : 0)

const byKey = (a: Candidate, b: Candidate): number =>
  a.key[0] - b.key[0] || a.key[1] - b.key[1] || (a.key[2] < b.key[2] ? -1 : a.key[2] > b.key[2] ? 1 : 0)

/** ROUTE-02 The attendant idle longest is offered first; one who passed this contact over comes after all others. */
const candidateOf = (contact: WaitingContact, a: FreeAttendant): Candidate => ({
  attendant: a.attendant, shift: a.shift, revision: a.revision, key: [contact.passedOver.includes(a.attendant) ? 1 : 0, a.idleSince, a.attendant],
})

/** ROUTE-03 Only who takes offers, has room and is trained in the topic is offered a contact. */
const exclusion = (contact: WaitingContact, a: FreeAttendant, cost: number, taken: number): Exclusion | undefined =>
  !a.taking ? 'notTaking'
  : a.room(contact.queue) - taken < cost ? 'noRoom'
  : (contact.only !== undefined && contact.only !== a.attendant) || contact.not === a.attendant ? 'notChosen'
  : contact.refusedBy?.includes(tryOf(a)) ? 'refused'
  : !a.topics.includes(contact.topic) ? 'notTrained'
  : undefined

const tieBreakOf = (chosen: Candidate, next: Candidate | undefined): Decision['tieBreak'] =>
  next === undefined || next.key[0] !== chosen.key[0] ? 'none' : next.key[1] !== chosen.key[1] ? 'idleSince' : 'attendant'

/**
 * Who should be offered whom, now: longest idle among the attendants trained in the topic, contacts by priority
 * and rank. Pure; the answer does not depend on the order of its inputs.
 */
export const route = (
  waiting: readonly WaitingContact[],
  attendants: readonly FreeAttendant[],
  costOf: CostOf,
  { most = Infinity, aside = {} }: RouteOptions = {}
): readonly Decision[] => {
  const taken = new Map<ShiftId, number>()
  const decisions: Decision[] = []
  if (!attendants.some((a) => a.taking)) return decisions
  for (const contact of [...waiting].sort(byRank)) {
    if (decisions.length >= most) break
    const cost = costOf(contact.queue)
    if (cost === undefined) continue
    const excluded: Record<Exclusion, number> = { notTaking: 0, noRoom: 0, notChosen: 0, refused: 0, notTrained: 0, ...aside }
    const candidates: Candidate[] = []
    for (const a of attendants) {
      const why = exclusion(contact, a, cost, taken.get(a.shift) ?? 0)
      if (why === undefined) candidates.push(candidateOf(contact, a))
      else excluded[why]++
    }
    const [chosen, ...others] = candidates.sort(byKey)
    if (chosen === undefined) continue
    taken.set(chosen.shift, (taken.get(chosen.shift) ?? 0) + cost)
    decisions.push({ contact, chosen, runnersUp: others.slice(0, 5), excluded, tieBreak: tieBreakOf(chosen, others[0]) })
  }
  return decisions
}
