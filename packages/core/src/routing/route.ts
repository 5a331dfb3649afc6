import type { Instant } from '../shared/instant.js'
import { candidateOf, byCandidateKey, seedOf, tieBreakOf, type Candidate, type TieBreak } from './candidate.js'
import { byRankKey, offersWanted, rankKey, type WaitingContact } from './contact.js'
import { askingOf, exclusionOf, exclusions, type Asking, type Exclusion } from './eligible.js'
import { queuePolicy, type Policy } from './policy.js'
import { reservedFor, type SignedIn } from './signed-in.js'

export interface Decision {
  readonly contact: WaitingContact
  readonly chosen: Candidate
  /** At most five. */
  readonly runnersUp: readonly Candidate[]
  readonly excluded: Readonly<Record<Exclusion, number>>
  readonly tieBreak: TieBreak
  /** Of a strategy by chance; 0 for the others. */
  readonly seed: number
}

/** All that speaks for and against everyone, for one contact. */
export interface Weighed {
  readonly ask: Asking
  readonly seed: number
  /** The first is chosen. */
  readonly candidates: readonly Candidate[]
  readonly excluded: readonly { readonly attendant: SignedIn; readonly why: Exclusion }[]
}

/** Who could serve this contact now, in order, and why the others could not; nothing where its queue is unknown. */
export const weigh = (policy: Policy, contact: WaitingContact, attendants: readonly SignedIn[], now: Instant): Weighed | undefined => {
  const queue = queuePolicy(policy, contact.queue)
  if (queue === undefined) return undefined
  const ask = askingOf(contact, queue, attendants, now)
  const seed = seedOf(policy, contact)
  const candidates: Candidate[] = []
  const excluded: { attendant: SignedIn; why: Exclusion }[] = []
  for (const a of attendants) {
    const why = exclusionOf(ask, a)
    if (why === undefined) candidates.push(candidateOf(ask, a, seed))
    else excluded.push({ attendant: a, why })
  }
  return { ask, seed, candidates: candidates.sort((a, b) => byCandidateKey(a.key, b.key)), excluded }
}

const decisionOf = ({ ask, seed, candidates, excluded }: Weighed): Decision | undefined => {
  const [chosen, ...others] = candidates
  if (chosen === undefined) return undefined
  const counts = Object.fromEntries(exclusions.map((why) => [why, 0])) as Record<Exclusion, number>
  for (const { why } of excluded) counts[why]++
  return { contact: ask.contact, chosen, runnersUp: others.slice(0, 5), excluded: counts, tieBreak: tieBreakOf(chosen, others[0]), seed }
}

/** The contact once it is being offered to one more. */
const offeredTo = (c: WaitingContact, { attendant }: Candidate, now: Instant): WaitingContact => ({
  ...c, offered: [...c.offered, attendant], lastOffered: attendant, offersBegun: c.offersBegun + 1, ringingSince: c.ringingSince ?? now,
})

/**
 * Who should be offered whom, now, by the policy alone: contacts in their order, each to the first of those who may serve it.
 * Pure; the answer does not depend on the order of its inputs. This is the rule as it reads; {@link routeIndex} answers the same, fast.
 *
 * @param most Decisions wanted; all where absent.
 * @example
 * const [decision] = route(policy, waiting, attendants, now, 1)
 */
export const route = (policy: Policy, waiting: readonly WaitingContact[], attendants: readonly SignedIn[], now: Instant, most = Infinity): readonly Decision[] => {
  const free = new Map(attendants.map((a) => [a.shift, a]))
  const decisions: Decision[] = []
  for (const first of [...waiting].sort((a, b) => byRankKey(rankKey(policy, a), rankKey(policy, b)))) {
    const cost = queuePolicy(policy, first.queue)?.cost ?? 0
    let contact = first
    while (decisions.length < most && contact.offered.length < offersWanted(policy, contact, now)) {
      const weighed = weigh(policy, contact, [...free.values()], now)
      const decision = weighed === undefined ? undefined : decisionOf(weighed)
      if (decision === undefined) break
      decisions.push(decision)
      const { chosen } = decision
      const reserved = free.get(chosen.shift)
      if (reserved !== undefined) free.set(chosen.shift, reservedFor(reserved, contact.queue, cost, now))
      contact = offeredTo(contact, chosen, now)
    }
  }
  return decisions
}
