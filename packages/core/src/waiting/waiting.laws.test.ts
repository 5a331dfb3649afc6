import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { AttendantId, OfferId, ShiftId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import { answered, ended, endedAll, endOthers, fenced, judgeOffer, judgeWithdrawal, made, noOffers, rankOf, statusOf, type Offers } from './waiting.js'

const offer = fc.constantFrom('o1', 'o2', 'o3', 'o4').map((id) => id as OfferId)
const step = fc.record({ offer, ask: fc.constantFrom('offer' as const, 'withdraw' as const, 'answer' as const, 'stop' as const) })
const limit = 2

/** What a contact does with what it is asked. */
const next = (offers: Offers, { offer: id, ask }: { readonly offer: OfferId; readonly ask: 'offer' | 'withdraw' | 'answer' | 'stop' }): Offers => {
  switch (ask) {
    case 'offer':
      return judgeOffer(offers, id, limit) === 'make' ? made(offers, { offer: id, attendant: 'ana' as AttendantId, shift: 's1' as ShiftId }) : offers
    case 'withdraw': {
      const judged = judgeWithdrawal(offers, id)
      return judged === 'end' ? ended(offers, id) : judged === 'fence' ? fenced(offers, id) : offers
    }
    case 'answer':
      return statusOf(offers, id) === 'standing' ? answered(offers, id) : offers
    case 'stop':
      return endedAll(offers, endOthers(offers, 0 as Instant, 'contactEnded').map((e) => e.offer))
  }
}

describe('whatever a contact is asked', () => {
  test.prop([fc.array(step, { maxLength: 30 })])('WAIT-01 an offer that is over stays over, and never more stand than the limit', (asked) => {
    let offers = noOffers
    for (const one of asked) {
      const after = next(offers, one)
      for (const [id, status] of Object.entries(offers.known)) if (status !== 'standing') expect(statusOf(after, id as OfferId)).toBe(status)
      expect(after.standing.length).toBeLessThanOrEqual(limit)
      expect(after.standing.map((o) => o.offer).sort()).toEqual(Object.keys(after.known).filter((id) => after.known[id] === 'standing').sort())
      offers = after
    }
  })

  test.prop([fc.array(step, { maxLength: 30 }), offer])('WAIT-02 once withdrawn, an offer is not made, unless it was answered before', (asked, id) => {
    const offers = asked.reduce(next, noOffers)
    const withdrawn = next(offers, { offer: id, ask: 'withdraw' })
    const judged = judgeOffer(withdrawn, id, limit)
    expect(judged).toEqual(statusOf(offers, id) === 'answered' ? 'already' : { _tag: 'OfferEndedBefore' })
    expect(next(withdrawn, { offer: id, ask: 'withdraw' })).toBe(withdrawn)
  })

  const instants = fc.integer({ min: 0, max: 10_000 }).map((n) => n as Instant)
  test.prop([instants, instants, instants, fc.integer({ min: 0, max: 8 })])('WAIT-03 a rank is the old one or now, and never yet to come', (at, abandonedAt, rankSince, window) => {
    const rank = rankOf(at, { abandonedAt, rankSince }, window)
    expect([rankSince, at]).toContain(rank)
    expect(rank).toBeLessThanOrEqual(at)
  })
})
