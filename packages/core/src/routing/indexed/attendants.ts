import type { AttendantId, ShiftId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import type { Training } from '../../shared/training.js'
import { memberOf } from '../policy.js'
import type { SignedIn } from '../signed-in.js'
import { countTier, partIn, statusIn } from './kinds.js'
import { status, type Kind, type Pool, type Present, type Profile, type Standing } from './model.js'
import { linkPool, retier, unlinkPool, type OpenQuestions } from './questions.js'
import { insert, remove, sortedSet } from './sorted-set.js'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** As the candidates' keys are compared, for contacts that name nobody. */
export const byStanding = (a: Standing, b: Standing): number =>
  a.tier - b.tier || a.part - b.part || a.idleSince - b.idleSince || byText(a.attendant, b.attendant)

/** The trainings that count by now: of several in one topic the highest. */
const begun = (training: readonly Training[], now: Instant): readonly Training[] => {
  const highest = new Map<string, Training>()
  for (const t of training) if (t.since <= now && t.level > (highest.get(t.topic)?.level ?? 0)) highest.set(t.topic, t)
  return [...highest.values()].sort((a, b) => byText(a.topic, b.topic))
}

const nextTraining = (training: readonly Training[], now: Instant): number =>
  training.reduce((next, t) => (t.since > now && t.since < next ? t.since : next), Infinity)

/** Profiles of those who are signed in, and where each attendant stands. */
export const attendants = (kinds: readonly Kind[], open: OpenQuestions) => {
  const profiles = new Map<string, Profile>()
  const byShift = new Map<ShiftId, Present>()
  const byAttendant = new Map<AttendantId, Present>()

  const profileOf = (training: readonly Training[], now: Instant): Profile => {
    const counting = begun(training, now)
    const key = counting.map((t) => `${t.topic} ${t.level}`).join()
    const known = profiles.get(key)
    if (known !== undefined) return known
    const pools: Pool[] = []
    const profile: Profile = { key, training: counting, size: 0, pools }
    for (const kind of kinds) {
      const pool: Pool = { kind, profile, ready: sortedSet(byStanding), questions: [] }
      kind.pools.push(pool)
      pools.push(pool)
      linkPool(pool, now)
    }
    profiles.set(key, profile)
    return profile
  }

  const leaveProfile = (profile: Profile): void => {
    if (--profile.size > 0) return
    for (const pool of profile.pools) unlinkPool(pool)
    profiles.delete(profile.key)
  }

  const count = (s: Standing, by: 1 | -1): void => {
    const { counts } = s.kind
    counts[s.status] = (counts[s.status] ?? 0) + by
    if (s.status !== status.ready) return
    if (by > 0) insert(s.pool.ready, s)
    else remove(s.pool.ready, s)
    for (const q of s.pool.questions) {
      if (s.tier > q.tier) continue
      q.open += by
      if (q.open === 0 || q.open === by) open.look(q)
    }
  }

  const reorder = (s: Standing, part: number, idleSince: Instant): void => {
    remove(s.pool.ready, s)
    s.part = part
    s.idleSince = idleSince
    insert(s.pool.ready, s)
  }

  /** Brings a standing up to date: what has not changed costs nothing. */
  const restand = (s: Standing, a: SignedIn, pool: Pool, now: Instant): void => {
    const is = statusIn(s, a, now)
    const part = is === status.ready ? partIn(s.kind, a, now) : 0
    if (is === s.status && pool === s.pool) {
      if (is === status.ready && (part !== s.part || a.idleSince !== s.idleSince)) reorder(s, part, a.idleSince)
      return
    }
    count(s, -1)
    s.status = is
    s.part = part
    s.idleSince = a.idleSince
    s.pool = pool
    count(s, 1)
  }

  /** Whether any tier opened or closed by it. */
  const signed = (p: Present, by: 1 | -1): boolean => {
    let changed = false
    for (const s of p.standings) {
      const { kind } = s
      const before = kind.lowestTier
      if (s.isMember) countTier(kind, s.tier, by)
      if (kind.lowestTier !== before && retier(kind, open)) changed = true
    }
    return changed
  }

  return {
    byShift,
    byAttendant,
    /** Somebody new: counted nowhere yet. */
    arrive: (a: SignedIn, order: number, now: Instant): { readonly present: Present; readonly retiered: boolean } => {
      const profile = profileOf(a.training, now)
      profile.size++
      const standings: Standing[] = []
      const present: Present = { sort: 'attendant', order, wakeAt: Infinity, attendant: a, profile, profileUntil: nextTraining(a.training, now), standings }
      for (const pool of profile.pools) {
        const { kind } = pool
        const member = memberOf(kind.policy.routing, a.attendant)
        const standing: Standing = {
          present, attendant: a.attendant, kind, isMember: member !== undefined, tier: member?.tier ?? 0, status: status.notTaking, part: 0, idleSince: a.idleSince, pool,
        }
        standings.push(standing)
        count(standing, 1)
        restand(standing, a, pool, now)
      }
      byShift.set(a.shift, present)
      byAttendant.set(a.attendant, present)
      return { present, retiered: signed(present, 1) }
    },
    leave: (p: Present): boolean => {
      for (const s of p.standings) count(s, -1)
      leaveProfile(p.profile)
      byShift.delete(p.attendant.shift)
      byAttendant.delete(p.attendant.attendant)
      return signed(p, -1)
    },
    /** After a change of the attendant, or when time has changed something; answers when time does so next. */
    update: (p: Present, a: SignedIn, now: Instant): number => {
      const before = p.profile
      const retrained = a.training !== p.attendant.training || now >= p.profileUntil
      if (retrained) {
        p.profile = profileOf(a.training, now)
        p.profile.size++
        p.profileUntil = nextTraining(a.training, now)
      }
      p.attendant = a
      for (let i = 0; i < p.standings.length; i++) {
        const s = p.standings[i]
        const pool = p.profile.pools[i]
        if (s !== undefined && pool !== undefined) restand(s, a, pool, now)
      }
      if (retrained) leaveProfile(before)
      return Math.min(p.profileUntil, a.readyAt !== undefined && a.readyAt > now ? a.readyAt : Infinity)
    },
  }
}
