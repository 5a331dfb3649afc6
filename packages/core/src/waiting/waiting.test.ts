import { describe, expect, it } from 'vitest'
import type { AttendantId, OfferId, ShiftId } from '../shared/ids.js'
import { instant, plus, seconds } from '../shared/instant.js'
import { answered, endOthers, ended, endedAll, fenced, judgeOffer, judgeWithdrawal, made, noOffers, rankOf, statusOf, type Offers, type StandingOffer } from './waiting.js'

const offer = (id: string): StandingOffer => ({ offer: id as OfferId, attendant: `attendant-${id}` as AttendantId, shift: `shift-${id}` as ShiftId })
const [a, b, c] = [offer('a'), offer('b'), offer('c')] as const
const standing = (...all: readonly StandingOffer[]): Offers => all.reduce(made, noOffers)

describe('offers of a contact', () => {
  it('WAIT-01 an offer is made once', () => {
    expect(judgeOffer(noOffers, a.offer, 1)).toBe('make')
    expect(judgeOffer(standing(a), a.offer, 1)).toBe('already')
    expect(judgeOffer(answered(standing(a), a.offer), a.offer, 1)).toBe('already')
  })

  it('WAIT-01 an offer that ended or was withdrawn before it came is never made', () => {
    expect(judgeOffer(ended(standing(a), a.offer), a.offer, 1)).toEqual({ _tag: 'OfferEndedBefore' })
    expect(judgeOffer(fenced(noOffers, a.offer), a.offer, 1)).toEqual({ _tag: 'OfferEndedBefore' })
  })

  it('WAIT-01 only standing offers count towards the limit', () => {
    expect(judgeOffer(standing(a), b.offer, 1)).toEqual({ _tag: 'OfferLimitReached', limit: 1 })
    expect(judgeOffer(standing(a), b.offer, 2)).toBe('make')
    expect(judgeOffer(ended(standing(a), a.offer), b.offer, 1)).toBe('make')
    expect(judgeOffer(noOffers, a.offer, 0)).toEqual({ _tag: 'OfferLimitReached', limit: 0 })
  })

  it('WAIT-02 withdrawing ends what stands, fences what never came and leaves what was answered', () => {
    expect(judgeWithdrawal(standing(a), a.offer)).toBe('end')
    expect(judgeWithdrawal(noOffers, a.offer)).toBe('fence')
    expect(judgeWithdrawal(answered(standing(a), a.offer), a.offer)).toBe('answered')
    expect(judgeWithdrawal(ended(standing(a), a.offer), a.offer)).toBe('already')
    expect(judgeWithdrawal(fenced(noOffers, a.offer), a.offer)).toBe('already')
  })

  it('WAIT-02 an offer may have any name, also one that every object knows', () => {
    for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
      const odd = offer(name)
      expect([judgeOffer(noOffers, odd.offer, 1), judgeWithdrawal(noOffers, odd.offer)]).toEqual(['make', 'fence'])
      expect(statusOf(ended(standing(odd), odd.offer), odd.offer)).toBe('ended')
    }
  })

  it('all standing offers but the chosen one end together, each naming whom it concerned', () => {
    const at = instant('2020-07-01T12:00:00Z')
    expect(endOthers(standing(a, b, c), at, 'answeredByAnother', b.offer)).toEqual([a, c].map((o) => ({ type: 'OfferEnded', at, ...o, outcome: 'answeredByAnother' })))
    expect(endOthers(ended(standing(a, b), a.offer), at, 'abandoned').map((e) => e.offer)).toEqual(['b'])
    expect(endOthers(noOffers, at, 'moved')).toEqual([])
  })

  it('several end at once', () => {
    const all = endedAll(answered(standing(a, b, c), a.offer), [a.offer, b.offer])
    expect([all.standing, statusOf(all, a.offer), statusOf(all, b.offer), statusOf(all, c.offer)]).toEqual([[c], 'ended', 'ended', 'standing'])
  })
})

describe('coming back', () => {
  const at = instant('2020-07-01T12:10:00Z')
  const before = (abandoned: number, joined: number) => ({ abandonedAt: plus(at, seconds(-abandoned)), rankSince: plus(at, seconds(-joined)) })

  it('WAIT-03 within the window the caller has the old rank, up to its last instant', () => {
    expect(rankOf(at, before(60, 200), 300)).toBe(plus(at, seconds(-200)))
    expect(rankOf(at, before(300, 400), 300)).toBe(plus(at, seconds(-400)))
  })

  it('WAIT-03 after it, without it, or for a first call the rank begins now', () => {
    expect(rankOf(at, before(301, 400), 300)).toBe(at)
    expect(rankOf(at, before(1, 400), 0)).toBe(at)
    expect(rankOf(at, undefined, 300)).toBe(at)
  })

  it('WAIT-03 nobody gets a rank that is yet to come', () => {
    expect(rankOf(at, before(-60, -30), 300)).toBe(at)
  })
})
