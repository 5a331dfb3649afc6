import { describe, expect, test } from 'vitest'
import type { AttendantId, ContactId, OfferId, QueueId, ShiftId } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import { at, drive } from './recorded.test-kit.js'
import { offers } from './offers.js'

const who = { offer: 'o1' as OfferId, attendant: 'ana' as AttendantId, shift: 's1' as ShiftId }
const one = { offer: who.offer, contact: 'call-c1' as ContactId }
const terms = { queue: 'general' as QueueId, channel: 'voice', cost: 1, interrupts: [], until: plus(at, seconds(15)), confirmSeconds: 10, wrapUpSeconds: 30, missLimit: 3, delays: {} }
const call = 'call-c1'
const shift = 'shift-s1'
const refusal = (tag: string) => ({ _tag: 'refusal' as const, refusal: { _tag: tag } })
const types = (todos: readonly (readonly [string, object])[]) => todos.map(([id, command]) => [id, (command as { readonly type: string }).type])

const reserved = () => {
  const p = drive(offers, 'o1')
  p.see(shift, { type: 'Reserved', ...one, ...who, terms })
  return p
}
const offered = () => {
  const p = reserved()
  p.done('o1/offer', { _tag: 'events', types: ['CallOffered'] })
  p.see(call, { type: 'CallOffered', ...who })
  return p
}
const engaged = () => {
  const p = offered()
  p.see(shift, { type: 'Engaged', ...one, ...who, confirmBy: plus(at, seconds(10)), parks: [] })
  return p
}
const answered = () => {
  const p = engaged()
  p.done('o1/answer', { _tag: 'events', types: ['CallAnswered'] })
  p.see(call, { type: 'CallAnswered', ...who })
  return p
}

describe('an offer on both sides', () => {
  test('OFFER-01 a reservation is followed by the offer, an acceptance by the answer, an answer by its confirmation', () => {
    expect(reserved().todo()).toEqual([['o1/offer', { type: 'OfferCall', call: 'c1', at, ...who, queue: 'general' }]])
    expect(offered().todo()).toEqual([])
    expect(engaged().todo()).toEqual([['o1/answer', { type: 'AnswerCall', call: 'c1', at, ...who }]])
    expect(answered().todo()).toEqual([['o1/confirm', { type: 'ConfirmEngagement', shift: 's1', offer: 'o1', at }]])
  })

  test('OFFER-01 who accepts before the offer has arrived is offered first, then answered', () => {
    const p = reserved()
    p.see(shift, { type: 'Engaged', ...one, ...who, confirmBy: plus(at, seconds(10)), parks: [] })
    expect(types(p.todo())).toEqual([['o1/offer', 'OfferCall']])
    p.done('o1/offer', { _tag: 'events', types: ['CallOffered'] })
    expect(types(p.todo())).toEqual([['o1/answer', 'AnswerCall']])
  })

  const ends = [['declined', 'declined'], ['busy', 'busy'], ['lapsed', 'noAnswer'], ['deviceLost', 'deviceLost'], ['signedOut', 'signedOut']] as const
  for (const [outcome, told] of ends)
    test(`OFFER-02 a reservation that is ${outcome} is withdrawn from the contact as ${told}`, () => {
      const p = offered()
      p.see(shift, { type: 'ReservationEnded', ...one, outcome })
      expect(p.todo()).toEqual([['o1/withdraw', { type: 'WithdrawOffer', call: 'c1', at, offer: 'o1', outcome: told }]])
      p.done('o1/withdraw', { _tag: 'events', types: ['OfferEnded'] })
      p.see(call, { type: 'OfferEnded', ...who, outcome: told })
      if (outcome === 'lapsed') {
        expect(p.todo()).toEqual([['o1/release', { type: 'Release', shift: 's1', offer: 'o1', at, missed: true }]])
        p.done('o1/release', { _tag: 'events', types: ['MissCounted'] })
      }
      expect([p.todo(), p.over()]).toEqual([[], true])
    })

  for (const [outcome, told] of ends)
    test(`OFFER-02 a reservation that is ${outcome} once its offer was refused is withdrawn too, as ${told}`, () => {
      const p = reserved()
      p.done('o1/offer', refusal('OfferLimitReached'))
      p.see(shift, { type: 'ReservationEnded', ...one, outcome })
      expect([p.todo(), p.over()]).toEqual([[['o1/withdraw', { type: 'WithdrawOffer', call: 'c1', at, offer: 'o1', outcome: told }]], false])
      p.done('o1/withdraw', { _tag: 'events', types: ['OfferFenced'] })
      p.see(call, { type: 'OfferFenced', offer: who.offer })
      if (outcome === 'lapsed') {
        expect(p.todo()).toEqual([['o1/release', { type: 'Release', shift: 's1', offer: 'o1', at, missed: false }]])
        p.done('o1/release')
      }
      expect([p.todo(), p.over()]).toEqual([[], true])
    })

  test('OFFER-07 what is no contact of any channel is given back, reserved or engaged', () => {
    const contact = 'mail-7' as ContactId
    const p = drive(offers, 'o1')
    p.see(shift, { type: 'Reserved', ...one, contact, ...who, terms })
    const back = [['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'ContactUnknown', answered: false }]]
    expect(p.todo()).toEqual(back)
    p.see(shift, { type: 'Engaged', ...one, contact, ...who, confirmBy: plus(at, seconds(10)), parks: [] })
    expect(p.todo()).toEqual(back)
    p.done('o1/disengage', { _tag: 'events', types: ['Disengaged'] })
    p.see(shift, { type: 'Disengaged', ...one, contact, because: 'ContactUnknown', resumes: [] })
    expect([p.todo(), p.over()]).toEqual([[], true])
    const q = drive(offers, 'o1')
    q.see(shift, { type: 'Reserved', ...one, contact, ...who, terms })
    q.see(shift, { type: 'ReservationEnded', ...one, contact, outcome: 'declined' })
    expect([q.todo(), q.over()]).toEqual([[], true])
  })

  test('OFFER-03 one that lapsed before the offer arrived is no miss', () => {
    const p = reserved()
    p.see(shift, { type: 'ReservationEnded', ...one, outcome: 'lapsed' })
    expect(types(p.todo())).toEqual([['o1/withdraw', 'WithdrawOffer']])
    p.done('o1/withdraw', { _tag: 'events', types: ['OfferFenced'] })
    p.see(call, { type: 'OfferFenced', offer: who.offer })
    expect(p.todo()).toEqual([['o1/release', { type: 'Release', shift: 's1', offer: 'o1', at, missed: false }]])
  })

  test('OFFER-03 an offer that is refused releases the reservation; an answer that is refused ends the engagement, without wrap-up', () => {
    const p = reserved()
    p.done('o1/offer', refusal('CallNotWaiting'))
    expect(p.todo()).toEqual([['o1/release', { type: 'Release', shift: 's1', offer: 'o1', at, missed: false }]])
    const q = engaged()
    q.done('o1/answer', refusal('OfferNotStanding'))
    expect(q.todo()).toEqual([['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'OfferNotStanding', answered: false }]])
  })

  test('OFFER-03 what ends an answered contact ends the engagement, with wrap-up', () => {
    const p = answered()
    p.done('o1/confirm')
    p.see(shift, { type: 'EngagementConfirmed', ...one })
    p.see(call, { type: 'CallEnded', by: 'caller', outcome: 'answered', releases: [who.offer] })
    expect(p.todo()).toEqual([['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'CallEnded', answered: true }]])
    p.done('o1/disengage', { _tag: 'events', types: ['Disengaged'] })
    p.see(shift, { type: 'Disengaged', ...one, because: 'CallEnded', resumes: [] })
    expect([p.todo(), p.over()]).toEqual([[], true])
  })

  test('OFFER-04 an engagement in doubt is asked about: kept if it was answered, else ended', () => {
    const doubted = () => {
      const p = engaged()
      p.done('o1/answer')
      p.see(shift, { type: 'EngagementDoubted', ...one })
      expect(types(p.todo())).toEqual([['o1/ask', 'WithdrawOffer']])
      return p
    }
    const kept = doubted()
    kept.done('o1/ask', refusal('OfferAnswered'))
    expect(types(kept.todo())).toEqual([['o1/confirm', 'ConfirmEngagement']])
    const gone = doubted()
    gone.done('o1/ask')
    expect(types(gone.todo())).toEqual([['o1/disengage', 'Disengage']])
  })

  const dialled = () => {
    const p = engaged()
    p.done('o1/answer', { _tag: 'events', types: ['CallbackDialled'] })
    p.see(call, { type: 'CallbackDialled', ...who, attempt: 1, until: plus(at, seconds(30)) })
    expect(types(p.todo())).toEqual([['o1/confirm', 'ConfirmEngagement']])
    p.done('o1/confirm')
    p.see(shift, { type: 'EngagementConfirmed', ...one })
    return p
  }

  test('OFFER-06 a dial confirms the engagement, and one that fails ends it without wrap-up or miss', () => {
    const p = dialled()
    p.see(call, { type: 'CallbackFailed', attempt: 1, why: 'noAnswer', releases: [who.offer], notBefore: plus(at, seconds(60)) })
    expect(p.todo()).toEqual([['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'CallbackFailed', answered: false }]])
    p.done('o1/disengage', { _tag: 'events', types: ['Disengaged'] })
    p.see(shift, { type: 'Disengaged', ...one, because: 'CallbackFailed', resumes: [] })
    expect([p.todo(), p.over()]).toEqual([[], true])
  })

  test('OFFER-06 a dial that the citizen takes ends as any answered contact', () => {
    const p = dialled()
    p.see(call, { type: 'CallAnswered', ...who })
    expect(p.todo()).toEqual([])
    p.see(call, { type: 'CallEnded', by: 'caller', outcome: 'answered', releases: [who.offer] })
    expect(p.todo()).toEqual([['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'CallEnded', answered: true }]])
  })

  test('OFFER-06 a doubted engagement of a dial is kept, and is no answered contact for that', () => {
    const p = engaged()
    p.done('o1/answer')
    p.see(shift, { type: 'EngagementDoubted', ...one })
    p.done('o1/ask', refusal('OfferAnswered'))
    p.see(call, { type: 'CallbackDialled', ...who, attempt: 1, until: plus(at, seconds(30)) })
    p.see(call, { type: 'CallbackFailed', attempt: 1, why: 'busy', releases: [who.offer] })
    expect(p.todo()).toEqual([['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'CallbackFailed', answered: false }]])
  })

  test('OFFER-03 who accepted too late, since another was first, is disengaged without wrap-up; who was only rung is released, and has missed nothing', () => {
    const p = engaged()
    p.done('o1/answer', refusal('OfferNotStanding'))
    p.see(call, { type: 'OfferEnded', ...who, outcome: 'answeredByAnother' })
    expect(p.todo()).toEqual([['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'answeredByAnother', answered: false }]])
    const q = offered()
    q.see(call, { type: 'OfferEnded', ...who, outcome: 'answeredByAnother' })
    expect(q.todo()).toEqual([['o1/release', { type: 'Release', shift: 's1', offer: 'o1', at, missed: false }]])
  })

  test('OFFER-01 a contact that was picked by hand is offered, then answered; one that another took is ended without wrap-up', () => {
    const p = drive(offers, 'o1')
    p.see(shift, { type: 'Reserved', ...one, ...who, terms })
    p.see(shift, { type: 'Engaged', ...one, ...who, confirmBy: plus(at, seconds(10)), parks: [] })
    expect(types(p.todo())).toEqual([['o1/offer', 'OfferCall']])
    p.done('o1/offer', refusal('CallNotWaiting'))
    expect(p.todo()).toEqual([['o1/disengage', { type: 'Disengage', shift: 's1', offer: 'o1', at, because: 'CallNotWaiting', answered: false }]])
  })

  test('OFFER-05 an offer whose engagement or reservation was given back is over, whatever was seen of the contact', () => {
    const p = reserved()
    p.see(shift, { type: 'Engaged', ...one, ...who, confirmBy: plus(at, seconds(10)), parks: [] })
    p.see(shift, { type: 'Disengaged', ...one, because: 'CallNotWaiting', resumes: [] })
    const q = reserved()
    q.see(shift, { type: 'ReservationEnded', ...one, outcome: 'released' })
    expect([p.todo(), p.over(), q.todo(), q.over()]).toEqual([[], true, [], true])
  })

  test('OFFER-05 what the contact says of an offer that is forgotten brings nothing back', () => {
    const p = drive(offers, 'o1')
    p.see(call, { type: 'OfferEnded', ...who, outcome: 'abandoned' })
    expect([p.todo(), p.over()]).toEqual([[], true])
  })
})
