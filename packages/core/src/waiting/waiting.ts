import * as t from 'io-ts'
import { AttendantId, OfferId, PlanVersion, ShiftId } from '../shared/ids.js'
import { Instant } from '../shared/instant.js'

export { isTaken, joined, placeIn, stepped, widenedIn, type Place, type TakenStep } from './waiting-place.js'

/** How an offer that was not answered by its attendant ended. */
export const OfferOutcome = t.keyof(
  {
    noAnswer: null,
    declined: null,
    busy: null,
    deviceLost: null,
    signedOut: null,
    unconfirmed: null,
    answeredByAnother: null,
    abandoned: null,
    contactEnded: null,
    moved: null,
  },
  'OfferOutcome'
)
export type OfferOutcome = t.TypeOf<typeof OfferOutcome>

/** Why this attendant: compact, enough to tell the choice; the rest is refolded to `basis`. */
export const Reason = t.type(
  {
    policy: PlanVersion,
    /** Last position that the router had folded. */
    basis: t.string,
    decidedAt: Instant,
    seed: t.number,
    chosen: t.type({ attendant: AttendantId, key: t.readonlyArray(t.union([t.number, t.string])) }),
    tieBreak: t.string,
    /** At most five. */
    runnersUp: t.readonlyArray(t.type({ attendant: AttendantId, key: t.readonlyArray(t.union([t.number, t.string])) })),
    /** How many were excluded by each rule. */
    excluded: t.record(t.string, t.number),
  },
  'Reason'
)
export type Reason = t.TypeOf<typeof Reason>

export interface StandingOffer {
  readonly offer: OfferId
  readonly attendant: AttendantId
  readonly shift: ShiftId
}

/** Every offer that the contact has heard of, and how it stands. */
export type OfferStatus = 'standing' | 'answered' | 'ended' | 'fenced'

export interface Offers {
  readonly standing: readonly StandingOffer[]
  readonly known: Readonly<Record<string, OfferStatus>>
}

export const noOffers: Offers = { standing: [], known: {} }

/** Asked of own entries only: an offer may be called `constructor`. */
export const statusOf = (offers: Offers, offer: OfferId): OfferStatus | undefined => (Object.hasOwn(offers.known, offer) ? offers.known[offer] : undefined)

export const made = (offers: Offers, offer: StandingOffer): Offers => ({
  standing: [...offers.standing, offer],
  known: { ...offers.known, [offer.offer]: 'standing' },
})

const settled = (offers: Offers, offer: OfferId, status: OfferStatus): Offers => ({
  standing: offers.standing.filter((o) => o.offer !== offer),
  known: { ...offers.known, [offer]: status },
})

export const ended = (offers: Offers, offer: OfferId): Offers => settled(offers, offer, 'ended')
export const endedAll = (offers: Offers, all: readonly OfferId[]): Offers => all.reduce(ended, offers)
export const answered = (offers: Offers, offer: OfferId): Offers => settled(offers, offer, 'answered')
export const fenced = (offers: Offers, offer: OfferId): Offers => settled(offers, offer, 'fenced')

/** `OfferEnded` for all standing offers but one: they end in the append that ends the waiting. */
export const endOthers = (offers: Offers, at: Instant, outcome: OfferOutcome, but?: OfferId) =>
  offers.standing
    .filter((o) => o.offer !== but)
    .map((o) => ({ type: 'OfferEnded' as const, at, offer: o.offer, attendant: o.attendant, shift: o.shift, outcome }))

export type OfferJudgement = 'make' | 'already' | { readonly _tag: 'OfferEndedBefore' } | { readonly _tag: 'OfferLimitReached'; readonly limit: number }

/** WAIT-01 An offer is made once, never after it was withdrawn, and never beyond the queue's limit of standing offers. */
export const judgeOffer = (offers: Offers, offer: OfferId, limit: number): OfferJudgement => {
  const known = statusOf(offers, offer)
  if (known === 'standing' || known === 'answered') return 'already'
  if (known !== undefined) return { _tag: 'OfferEndedBefore' }
  return offers.standing.length >= limit ? { _tag: 'OfferLimitReached', limit } : 'make'
}

export type WithdrawJudgement = 'end' | 'fence' | 'already' | 'answered'

/** WAIT-02 Withdrawing ends a standing offer, fences one that never arrived, and is refused for one that was answered. */
export const judgeWithdrawal = (offers: Offers, offer: OfferId): WithdrawJudgement => {
  switch (statusOf(offers, offer)) {
    case 'standing':
      return 'end'
    case undefined:
      return 'fence'
    case 'answered':
      return 'answered'
    case 'ended':
    case 'fenced':
      return 'already'
  }
}

/** WAIT-03 A caller who abandoned and calls again within the queue's window keeps the rank, not the waiting time. */
export const rankOf = (at: Instant, previous: { readonly abandonedAt: Instant; readonly rankSince: Instant } | undefined, resumeSeconds: number): Instant =>
  previous !== undefined && resumeSeconds > 0 && at - previous.abandonedAt <= resumeSeconds * 1000 && previous.rankSince <= at ? previous.rankSince : at
