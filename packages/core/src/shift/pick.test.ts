import { describe, it } from 'vitest'
import type { Event } from './shift.js'
import { aShift, at, decline, disengage, disengaged, ended, engaged, offerOf, pickContact, plain, reserve, reserved, started, startBreak, talking, terms } from '../testing/samples/shift.js'

const chat = terms('chat')
const voice = terms('voice')

describe('picking a contact by hand', () => {
  it('SHIFT-15 reserves and engages in one append, once', () => {
    aShift(started).when(pickContact('a', voice, 3)).then(reserved('a', voice, 3), engaged('a', 3)).when(pickContact('a', voice, 3)).thenNothing()
  })

  it('SHIFT-15 accepts what is reserved under the same offer', () => {
    aShift(started, reserved('a', voice)).when(pickContact('a', voice, 3)).then(engaged('a', 3))
  })

  it('SHIFT-15 sets aside what the contact may interrupt, as an acceptance does', () => {
    aShift(started, ...talking('a', chat), ...talking('b', chat)).when(pickContact('v', voice, 5)).then(reserved('v', voice, 5), engaged('v', 5, ['b', 'a']))
    aShift(started, ...talking('a', chat)).when(pickContact('v', terms('voice', { cost: 2 }), 5)).then(reserved('v', terms('voice', { cost: 2 }), 5), engaged('v', 5))
  })

  it('SHIFT-15 is refused where a reservation would be: beyond capacity, on break, while leaving, without a device, with faulty terms, after its end', () => {
    aShift(started, reserved('a', voice)).when(pickContact('b', chat)).thenRefused({ _tag: 'CapacityExceeded', capacity: 3, used: 3, cost: 1 })
    aShift(started).when(startBreak('lunch')).then({ type: 'BreakStarted', at: at(0), reason: 'lunch' }).when(pickContact('a')).thenRefused({ _tag: 'NotTakingOffers', why: 'break' })
    aShift(started, { type: 'DeviceLost', at: at(0) }).when(pickContact('a')).thenRefused({ _tag: 'NotTakingOffers', why: 'deviceLost' })
    aShift(started, ...talking('a', chat)).when(plain('SignOut')).then({ type: 'SignOutAsked', at: at(0) }).when(pickContact('b', chat)).thenRefused({ _tag: 'NotTakingOffers', why: 'leaving' })
    aShift(started).when(pickContact('a', terms('voice', { cost: 0 }))).thenRefused({ _tag: 'TermsInvalid', field: 'cost' })
    aShift(started, reserved('a', voice), ended('a', 'lapsed', 30)).when(pickContact('a', terms('voice', { until: at(60) }), 31)).thenRefused({ _tag: 'OfferOver', offer: offerOf('a') })
  })

  it('SHIFT-15 needs no rest: who is left alone may pick, though not be reserved', () => {
    const resting: readonly Event[] = [started, reserved('a', terms('chat', { delays: { declined: { delaySeconds: 30 } } })), ended('a', 'declined', 3, at(33))]
    aShift(...resting).when(reserve('b', chat, 5)).thenRefused({ _tag: 'AttendantResting', readyAt: at(33) }).when(pickContact('b', chat, 5)).then(reserved('b', chat, 5), engaged('b', 5))
  })

  it('SHIFT-15 what another took meanwhile is ended without wrap-up', () => {
    const long = terms('voice', { wrapUpSeconds: 60 })
    aShift(started, reserved('a', long), engaged('a')).when(disengage('a', 2, false)).then(disengaged('a', 2)).when(decline('a', 3)).thenNothing()
  })
})
