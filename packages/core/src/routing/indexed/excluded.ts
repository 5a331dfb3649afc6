import type { AttendantId, ShiftId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import { tryOf } from '../contact.js'
import { exclusionOf, type Exclusion } from '../eligible.js'
import { askingOf } from './contacts.js'
import { status, type Present, type Question, type Status, type Waiter } from './model.js'

/** Where attendants are found by name. */
export interface ByName {
  readonly byAttendant: ReadonlyMap<AttendantId, Present>
  readonly byShift: ReadonlyMap<ShiftId, Present>
}

/** Everyone whom a contact names and who is signed in, once. */
const namedBy = ({ contact: c, heldFor }: Waiter, { byAttendant, byShift }: ByName): ReadonlySet<Present> => {
  const found = new Set<Present>()
  for (const a of [c.only, c.not, heldFor ? c.prefers : undefined, ...c.offered]) {
    const p = a === undefined ? undefined : byAttendant.get(a)
    if (p !== undefined) found.add(p)
  }
  for (const tried of c.refusedBy ?? []) {
    const p = byShift.get(tried.slice(0, tried.lastIndexOf('/')) as ShiftId)
    if (p !== undefined && tryOf(p.attendant) === tried) found.add(p)
  }
  return found
}

/** How many each rule excludes: from what is counted anyway, and from a look at those whom the contact names. */
export const excludedFor = (w: Waiter, q: Question, who: ByName, now: Instant): Readonly<Record<Exclusion, number>> => {
  const of = (s: Status): number => q.asked.kind.counts[s] ?? 0
  const trained = q.pools.reduce((n, pool) => n + pool.ready.size, 0)
  const excluded: Record<Exclusion, number> = {
    notTaking: of(status.notTaking), noRoom: of(status.noRoom), resting: of(status.resting), notMember: of(status.notMember),
    notTrained: of(status.ready) - trained, tierClosed: trained - q.open, notChosen: 0, heldForKnown: 0, alreadyOffered: 0, refused: 0,
  }
  if (w.among === 'plain') return excluded
  const ask = askingOf(w, q, now)
  let others = q.open
  for (const p of namedBy(w, who)) {
    const why = exclusionOf(ask, p.attendant)
    if (why === undefined) others--
    else if (why === 'notChosen' || why === 'heldForKnown' || why === 'alreadyOffered' || why === 'refused') {
      excluded[why]++
      others--
    }
  }
  if (w.contact.only !== undefined) excluded.notChosen += others
  else if (w.heldFor) excluded.heldForKnown += others
  return excluded
}
