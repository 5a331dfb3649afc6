import type { OfferId } from '../../shared/ids.js'
import type { Engagement, Open, Terms } from '../shift.js'

/** Units that they take together. */
export const unitsOf = (costs: readonly { readonly terms: Terms }[]): number => costs.reduce((n, c) => n + c.terms.cost, 0)
const interrupts = (a: { readonly terms: Terms }, b: { readonly terms: Terms }): boolean => a.terms.interrupts.includes(b.terms.channel)
const isRunning = (e: Engagement): boolean => e.parkedBy === undefined

/** SHIFT-01 What a new contact must fit beside: reservations, wrap-ups, and engagements that its channel may not interrupt, also those set aside, which come back. */
export const usedFor = (s: Open, mayInterrupt: readonly string[]): number =>
  unitsOf(s.reservations) + unitsOf(s.wrapUps) + unitsOf(s.engagements.filter((e) => !mayInterrupt.includes(e.terms.channel)))

export const fits = (s: Open, terms: Pick<Terms, 'cost' | 'interrupts'>): boolean => s.unbounded || usedFor(s, terms.interrupts) + terms.cost <= s.capacity

/** SHIFT-02 An accepted contact sets aside, newest first, only as many as it needs of what its channel may interrupt. */
export const parksFor = (s: Open, accepted: { readonly offer: OfferId; readonly terms: Terms }): readonly OfferId[] => {
  if (s.unbounded) return []
  const running = s.engagements.filter(isRunning)
  let used = unitsOf(s.reservations) + unitsOf(s.wrapUps) + unitsOf(running)
  const parks: OfferId[] = []
  for (const e of [...running].reverse()) {
    if (used <= s.capacity) break
    if (!interrupts(accepted, e)) continue
    parks.push(e.offer)
    used -= e.terms.cost
  }
  return parks
}

/** SHIFT-11 What was set aside resumes once its interrupter has ended and it fits again, or nothing else runs: newest first. */
export const resumesFor = (s: Open, ended: OfferId): readonly OfferId[] => {
  const rest = s.engagements.filter((e) => e.offer !== ended)
  const isOrphan = (e: Engagement) => e.parkedBy !== undefined && !rest.some((x) => x.offer === e.parkedBy)
  const running = rest.filter(isRunning)
  const resumes: OfferId[] = []
  for (const e of rest.filter(isOrphan).reverse()) {
    const used = unitsOf(s.reservations.filter((r) => !interrupts(r, e))) + unitsOf(running)
    if (!s.unbounded && running.length > 0 && used + e.terms.cost > s.capacity) continue
    running.push(e)
    resumes.push(e.offer)
  }
  return resumes
}

/** The load that the laws bound: reservations and engagements that are not set aside, without what a reservation may interrupt. */
export const load = (s: Open): number => unitsOf(s.reservations) + unitsOf(s.engagements.filter((e) => isRunning(e) && !s.reservations.some((r) => interrupts(r, e))))
