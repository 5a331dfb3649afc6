import type { AttendantId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import { byCandidateKey, candidateOf, type Candidate } from '../candidate.js'
import { exclusionOf, levelIn, type Asking } from '../eligible.js'
import { byStanding } from './attendants.js'
import { askingOf } from './contacts.js'
import type { Named, Present, Question, Standing, Waiter } from './model.js'
import { byRank, type OpenQuestions } from './questions.js'
import { each } from './sorted-set.js'

/** Where the order of a pool is not the contact's own. */
const byChance = (q: Question, w: Waiter): boolean => {
  const { strategy } = q.asked.policy.routing
  return strategy === 'random' || strategy === 'weightedRandom' || (strategy === 'topDown' && w.contact.lastOffered !== undefined)
}

const bySkill = ({ requirement: { topic } }: Question, now: Instant) => (a: Standing, b: Standing): number =>
  a.tier - b.tier || levelIn(b.pool.profile.training, topic, now) - levelIn(a.pool.profile.training, topic, now) || byStanding(a, b)

/** Visits the ready ones of a question, pool by pool each in its order for as long as `goOn` says so. */
const eachOpen = (q: Question, goOn: (s: Standing) => boolean): void => {
  for (const { ready } of q.pools) if (ready.size > 0) each(ready, (s) => s.tier <= q.tier && goOn(s))
}

/** Whether a contact that is not for everybody is for one of them. */
const hasSomebody = (q: Question, ask: Asking): boolean => {
  let found = false
  eachOpen(q, (s) => {
    if (found) return false
    found = exclusionOf(ask, s.present.attendant) === undefined
    return !found
  })
  return found
}

/** The order of a question's standings, for contacts that name nobody. */
const orderOf = (q: Question, now: Instant): ((a: Standing, b: Standing) => number) =>
  q.asked.policy.routing.strategy === 'mostSkilled' ? bySkill(q, now) : byStanding

/** The very first, for contacts to which nobody is different from what his standing says. */
const veryFirst = (q: Question, now: Instant): Standing | undefined => {
  const compare = orderOf(q, now)
  let first: Standing | undefined
  for (const pool of q.pools) {
    const s = pool.ready.first
    if (s !== undefined && s.tier <= q.tier && (first === undefined || compare(s, first) < 0)) first = s
  }
  return first
}

const putInto = (list: Standing[], s: Standing, compare: (a: Standing, b: Standing) => number, most: number): void => {
  let at = list.length
  while (at > 0 && compare(s, list[at - 1] as Standing) < 0) at--
  list.splice(at, 0, s)
  if (list.length > most) list.pop()
}

/** The first few in the order of their standings; whoever let the contact ring comes after all others. */
const firstFew = (q: Question, w: Waiter, ask: Asking, most: number): readonly Standing[] => {
  const compare = orderOf(q, ask.now)
  const { passedOver } = w.contact
  const first: Standing[] = []
  const late: Standing[] = []
  eachOpen(q, (s) => {
    const last = first[most - 1]
    if (last !== undefined && compare(s, last) > 0) return false
    if (w.among !== 'plain' && exclusionOf(ask, s.present.attendant) !== undefined) return true
    putInto(passedOver.includes(s.attendant) ? late : first, s, compare, most)
    return true
  })
  return [...first, ...late].slice(0, most)
}

/** The first few candidates of a contact that has some, in their order. */
export const candidatesFor = (w: Waiter, q: Question, bound: Present | undefined, now: Instant, seed: number, most: number): readonly Candidate[] => {
  const ask = askingOf(w, q, now)
  if (w.among === 'bound') return bound === undefined ? [] : [candidateOf(ask, bound.attendant, seed)]
  if (!byChance(q, w)) {
    const first = w.among === 'plain' && (q.open === 1 || (most === 1 && w.contact.passedOver.length === 0)) ? veryFirst(q, now) : undefined
    return first === undefined ? firstFew(q, w, ask, most).map((s) => candidateOf(ask, s.present.attendant, seed)) : [candidateOf(ask, first.present.attendant, seed)]
  }
  const all: Candidate[] = []
  eachOpen(q, (s) => {
    if (exclusionOf(ask, s.present.attendant) === undefined) all.push(candidateOf(ask, s.present.attendant, seed))
    return true
  })
  return all.sort((a, b) => byCandidateKey(a.key, b.key)).slice(0, most)
}

/** The first of those who are not for everybody, before the best so far, that somebody may serve. */
const firstChoosy = (q: Question, best: Waiter | undefined, now: Instant): Waiter | undefined => {
  let first = best
  each(q.choosy, (w) => {
    if (best !== undefined && byRank(w, best) > 0) return false
    if (!hasSomebody(q, askingOf(w, q, now))) return true
    first = w
    return false
  })
  return first
}

/** The first of those who are for one attendant only; nothing before the best so far leaves that one without hope for now. */
const firstBound = (n: Named, to: Present | undefined, best: Waiter | undefined, now: Instant, hopeful: Set<Named>): Waiter | undefined => {
  let first = best
  let hopeless = true
  each(n.bound, (w) => {
    if (best !== undefined && byRank(w, best) > 0) return (hopeless = false)
    if (to === undefined || w.question === undefined || exclusionOf(askingOf(w, w.question, now), to.attendant) !== undefined) return true
    first = w
    return (hopeless = false)
  })
  if (hopeless) hopeful.delete(n)
  return first
}

/** The first contact that somebody may serve. */
export const firstServed = (open: OpenQuestions, hopeful: Set<Named>, byAttendant: ReadonlyMap<AttendantId, Present>, now: Instant): Waiter | undefined => {
  let best: Waiter | undefined
  for (const q of open.all) {
    const head = q.plain.first
    if (head !== undefined && (best === undefined || byRank(head, best) < 0)) best = head
    if (q.choosy.size > 0) best = firstChoosy(q, best, now)
  }
  for (const n of hopeful) best = firstBound(n, byAttendant.get(n.attendant), best, now, hopeful)
  return best
}
