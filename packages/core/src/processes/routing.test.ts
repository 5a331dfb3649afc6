import { describe, expect, test } from 'vitest'
import type { AttendantId, CentreId, ContactId, OfferId, PlanVersion, ShiftId } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import type { Known } from './known.js'
import { at } from './recorded.test-kit.js'
import { router, target } from './router.test-kit.js'

const planNow = 'central-121@1' as PlanVersion
const offer = (r: ReturnType<typeof router>) => {
  const [first] = r.decided()
  if (first === undefined) throw new Error('nothing is decided')
  return { ...first, attendant: first.shift as string as AttendantId }
}
const reserve = (r: ReturnType<typeof router>) => r.reserve()

describe('the router', () => {
  test('reserves the attendant idle longest for the contact that comes first, and says why', () => {
    const r = router()
    r.present('bia')
    r.present('ana')
    r.queued('call-2', { rankSince: plus(at, seconds(1)) })
    r.queued('call-1')
    expect(offer(r)).toMatchObject({
      type: 'Reserve', shift: 'ana', contact: 'call-1',
      terms: { channel: 'voice', cost: 4, interrupts: ['chat'], until: plus(at, seconds(20)), wrapUpSeconds: 30 },
      reason: { policy: planNow, basis: 'basis', chosen: { attendant: 'ana' }, tieBreak: 'attendant', runnersUp: [{ attendant: 'bia' }], excluded: { notTaking: 0, noRoom: 0 } },
    })
  })

  test('decides nothing while nobody waits or nobody is free', () => {
    const r = router()
    r.queued('call-1')
    expect(r.decided()).toEqual([])
    r.present('ana')
    reserve(r)
    expect(r.decided()).toEqual([])
    r.queued('call-2')
    expect(r.decided()).toEqual([])
  })

  test('ROUTE-04 a contact whose reservation was released waits again; one whose offer lapsed waits until it has said so itself', () => {
    const r = router()
    r.present('ana')
    r.queued('call-1')
    const first = reserve(r)
    r.see('shift-ana', { type: 'ReservationEnded', offer: first.offer, contact: first.contact, outcome: 'released' })
    const second = reserve(r)
    expect(second.offer).not.toBe(first.offer)
    r.see('shift-ana', { type: 'ReservationEnded', offer: second.offer, contact: second.contact, outcome: 'lapsed' })
    expect(r.decided()).toEqual([])
    r.see('call-1', { type: 'OfferEnded', offer: second.offer, attendant: second.attendant, shift: second.shift, outcome: 'noAnswer' })
    expect(offer(r).contact).toBe('call-1')
  })

  test('ROUTE-02 a transferred call comes back to whoever passed it on only when nobody else is there', () => {
    const r = router()
    r.present('ana')
    r.queued('call-1')
    const first = reserve(r)
    const by = { offer: first.offer, attendant: first.attendant, shift: first.shift }
    r.see('call-1', { type: 'CallAnswered', ...by })
    r.see('call-1', { type: 'CallTransferred', from: by.attendant, ...target, rankSince: at, planNow: planNow, releases: [by.offer] })
    r.see('shift-ana', { type: 'Reserved', offer: by.offer, contact: first.contact, shift: by.shift, attendant: by.attendant, terms: first.terms })
    r.see('shift-ana', { type: 'ReservationEnded', offer: by.offer, contact: first.contact, outcome: 'released' })
    expect(offer(r).shift).toBe('ana')
    r.present('bia')
    expect(offer(r).shift).toBe('bia')
  })

  test('ROUTE-05 a shift that refused is passed over for that contact until it has changed', () => {
    const r = router()
    r.present('ana')
    r.present('bia')
    r.queued('call-1')
    const first = offer(r)
    expect(first.shift).toBe('ana')
    r.done(first.id, { _tag: 'refusal', refusal: { _tag: 'CapacityExceeded' } })
    expect(offer(r).shift).toBe('bia')
    r.see('shift-ana', { type: 'CapacityAdjusted', capacity: 4 })
    expect(offer(r).shift).toBe('ana')
  })

  test('a contact that is over is forgotten, also when a late reservation for it comes and goes', () => {
    const r = router()
    r.present('ana')
    r.queued('call-1')
    r.see('call-1', { type: 'CallAbandoned' } as Extract<Known, { type: 'CallAbandoned' }>)
    expect([...r.states.keys()]).toEqual(['shift-ana'])
    const late = { offer: 'late' as OfferId, contact: 'call-1' as ContactId }
    r.see('shift-ana', { type: 'Reserved', ...late, shift: 'ana' as ShiftId, attendant: 'ana' as AttendantId, terms: { queue: target.queue, channel: 'voice', cost: 4, interrupts: [], until: at, confirmSeconds: 1, wrapUpSeconds: 0, missLimit: 0, delays: {} } })
    r.see('shift-ana', { type: 'ReservationEnded', ...late, outcome: 'released' })
    expect([...r.states.keys()]).toEqual(['shift-ana'])
  })

  for (const outcome of ['lapsed', 'declined', 'signedOut', 'deviceLost'] as const)
    test(`ROUTE-07 a contact that is over is forgotten, also when its reservation is ${outcome} before any offer arrives`, () => {
      const r = router()
      r.present('ana')
      r.queued('call-1')
      const { offer: id, contact } = reserve(r)
      r.see('call-1', { type: 'CallAbandoned' } as Extract<Known, { type: 'CallAbandoned' }>)
      r.see('shift-ana', { type: 'ReservationEnded', offer: id, contact, outcome })
      expect([...r.states.keys()]).toEqual(['shift-ana'])
    })

  test('attendants of another centre are not considered', () => {
    const r = router()
    r.see('shift-x', { type: 'ShiftStarted', shift: 'x' as ShiftId, attendant: 'x' as AttendantId, centre: 'elsewhere' as CentreId, capacity: 4, training: [{ topic: target.topic, level: 1, since: at }] })
    r.queued('call-1')
    expect(r.decided()).toEqual([])
  })
})
