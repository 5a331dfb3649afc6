import type { Instant } from '../../shared/instant.js'
import type { WaitingContact } from '../contact.js'
import { isTrained, openTier, requirementOf, tierByTime } from '../eligible.js'
import type { Asked, Kind, Pool, Question, Waiter } from './model.js'
import { each, sortedSet } from './sorted-set.js'

/** As keys of rank are compared. */
export const byRank = (a: Waiter, b: Waiter): number =>
  a.byWeight - b.byWeight || a.byPriority - b.byPriority || a.since - b.since || (a.contact.contact < b.contact.contact ? -1 : a.contact.contact > b.contact.contact ? 1 : 0)

/** Questions that somebody waits with and somebody could answer. */
export const openQuestions = () => {
  const open: Question[] = []
  return {
    all: open as readonly Question[],
    /** After a change of who waits with it or who could answer it. */
    look: (q: Question): void => {
      const belongs = q.open > 0 && q.waiting > 0
      if (belongs === q.slot >= 0) return
      if (belongs) {
        q.slot = open.push(q) - 1
        return
      }
      const last = open.pop()
      if (last !== undefined && last !== q) {
        open[q.slot] = last
        last.slot = q.slot
      }
      q.slot = -1
    },
  }
}
export type OpenQuestions = ReturnType<typeof openQuestions>

/** Ready attendants of a pool whose tier is not beyond this one. */
const upTo = (pool: Pool, tier: number): number => {
  let n = 0
  each(pool.ready, (s) => {
    if (s.tier > tier) return false
    n++
    return true
  })
  return n
}

const tierOf = (asked: Asked, byTime: number): number => openTier(asked.policy.routing, byTime, (tier) => asked.kind.lowestTier <= tier)

const link = (q: Question, pool: Pool): void => {
  q.pools.push(pool)
  pool.questions.push(q)
  q.open += upTo(pool, q.tier)
}

/** A new pool is one of those that answer what its profile is trained for. */
export const linkPool = (pool: Pool, now: Instant): void => {
  for (const q of pool.kind.questions) if (isTrained(pool.profile.training, q.requirement, now)) link(q, pool)
}

const takeOut = <A>(list: A[], one: A): void => {
  const at = list.indexOf(one)
  if (at >= 0) list.splice(at, 1)
}

/** Of a profile that nobody has any more: its pool is empty. */
export const unlinkPool = (pool: Pool): void => {
  for (const q of pool.questions) takeOut(q.pools, pool)
  takeOut(pool.kind.pools, pool)
}

const make = (asked: Asked, c: WaitingContact, now: Instant): Question => {
  const { routing } = asked.policy
  const requirement = requirementOf(routing, c, now)
  const byTime = tierByTime(routing, c, now)
  const text = JSON.stringify([requirement, byTime])
  const known = asked.byText.get(text)
  if (known !== undefined) return known
  const q: Question = {
    open: 0, tier: tierOf(asked, byTime), waiting: 0, slot: -1, asked, requirement, byTime, pools: [], plain: sortedSet(byRank), choosy: sortedSet(byRank),
  }
  for (const pool of asked.kind.pools) if (isTrained(pool.profile.training, requirement, now)) link(q, pool)
  asked.byText.set(text, q)
  asked.kind.questions.push(q)
  return q
}

const stageOf = ({ stages }: Asked, waited: number): number => {
  let n = 0
  while (n < stages.length && (stages[n] ?? Infinity) <= waited) n++
  return n
}

/** What a contact asks for now. */
export const questionOf = (asked: Asked, c: WaitingContact, now: Instant): Question => {
  if (c.widened !== undefined) return make(asked, c, now)
  const stage = stageOf(asked, now - c.joinedAt)
  const found = asked.byStage.get(c.topic)?.[stage]
  if (found !== undefined) return found
  const q = make(asked, c, now)
  const ofTopic = asked.byStage.get(c.topic) ?? []
  ofTopic[stage] = q
  asked.byStage.set(c.topic, ofTopic)
  return q
}

/** When the next stage begins; Infinity after the last. */
export const nextStage = (asked: Asked, c: WaitingContact, now: Instant): number => {
  const next = asked.stages[stageOf(asked, now - c.joinedAt)]
  return next === undefined ? Infinity : c.joinedAt + next
}

/** After a change of who is signed in: whether any tier opened or closed. */
export const retier = (kind: Kind, open: OpenQuestions): boolean => {
  let changed = false
  for (const q of kind.questions) {
    const tier = tierOf(q.asked, q.byTime)
    if (tier === q.tier) continue
    q.tier = tier
    q.open = q.pools.reduce((n, pool) => n + upTo(pool, tier), 0)
    open.look(q)
    changed = true
  }
  return changed
}
