import { describe, expect, it } from 'vitest'
import { fold } from '../shared/decider.js'
import { shiftDecider } from './decider.js'
import type { Event, Terms } from './shift.js'
import { aShift, accept, at, decline, disengage, disengaged, ended, engaged, lapse, plain, release, reserve, reserved, started, startBreak, talking, terms, wrappedUp } from '../testing/samples/shift.js'

const delays: Terms['delays'] = { busy: { delaySeconds: 20 }, declined: { delaySeconds: 40 }, noAnswer: { delaySeconds: 60 }, deviceLost: { delaySeconds: 5 } }
const rests = (more: Partial<Terms> = {}) => terms('chat', { delays, ...more })
const readyAt = (...events: readonly Event[]) => {
  const state = fold(shiftDecider, [started, ...events])
  return state.status === 'open' ? state.readyAt : undefined
}

describe('being left alone', () => {
  it('SHIFT-14 begins with the end of an offer that came to nothing, and lasts as its terms say', () => {
    aShift(started, reserved('a', rests())).when(decline('a', 3)).then(ended('a', 'declined', 3, at(43)))
    aShift(started, reserved('a', rests())).when(decline('a', 3, 'busy')).then(ended('a', 'busy', 3, at(23)))
    aShift(started, reserved('a', rests())).when(lapse('a', 30)).then(ended('a', 'lapsed', 30, at(90)))
    aShift(started, reserved('a', rests()), reserved('b', rests()))
      .when(plain('LoseDevice', 5))
      .then({ type: 'DeviceLost', at: at(5) }, ended('a', 'deviceLost', 5, at(10)), ended('b', 'deviceLost', 5, at(10)))
  })

  it('SHIFT-14 does not follow an offer that was released, an acceptance, or terms without the delay or with one of 0', () => {
    aShift(started, reserved('a', rests())).when(release('a', false, 3)).then(ended('a', 'released', 3))
    aShift(started, reserved('a', rests())).when(disengage('a', 3)).then(ended('a', 'released', 3))
    aShift(started, reserved('a', rests())).when(accept('a', 3)).then(engaged('a', 3)).when(disengage('a', 9)).then(disengaged('a', 9))
    aShift(started, reserved('a', rests({ delays: { busy: { delaySeconds: 20 } } }))).when(decline('a', 3)).then(ended('a', 'declined', 3))
    aShift(started, reserved('a', rests({ delays: { declined: { delaySeconds: 0 } } }))).when(decline('a', 3)).then(ended('a', 'declined', 3))
  })

  it('SHIFT-14 lasts until the latest of what asked for it', () => {
    expect(readyAt()).toBeUndefined()
    expect(readyAt(reserved('a', rests()), ended('a', 'declined', 3, at(43)), reserved('b', rests()), ended('b', 'busy', 4, at(24)))).toBe(at(43))
    expect(readyAt(reserved('a', rests()), ended('a', 'busy', 3, at(23)), reserved('b', rests()), ended('b', 'declined', 4, at(44)))).toBe(at(44))
  })

  it('SHIFT-13 nobody is reserved in that time, and everyone from its last instant on', () => {
    const a = aShift(started, reserved('a', rests()), ended('a', 'declined', 3, at(43)))
    a.when(reserve('b', rests({ until: at(60) }), 42)).thenRefused({ _tag: 'AttendantResting', readyAt: at(43) })
    a.when(reserve('b', rests({ until: at(60) }), 43)).then(reserved('b', rests({ until: at(60) }), 43))
  })

  it('SHIFT-13 what was pending or on before stays, and what is due is asked first: break, device, capacity', () => {
    const a = aShift(started, reserved('a', rests()), reserved('b', rests()), ended('a', 'declined', 3, at(43)))
    a.when(accept('b', 5)).then(engaged('b', 5))
    a.when(startBreak('lunch', 4)).then({ type: 'BreakStarted', at: at(4), reason: 'lunch' }).when(reserve('c', rests(), 5)).thenRefused({ _tag: 'NotTakingOffers', why: 'break' })
    a.when(reserve('c', rests({ cost: 3 }), 5)).thenRefused({ _tag: 'CapacityExceeded', capacity: 3, used: 1, cost: 3 })
  })

  it('SHIFT-12 delays that are no whole number of seconds are refused', () => {
    for (const delaySeconds of [-1, 0.5, NaN, Infinity])
      aShift(started).when(reserve('a', rests({ delays: { declined: { delaySeconds } } }))).thenRefused({ _tag: 'TermsInvalid', field: 'delays' })
  })

  it('a wrap-up that was on while an offer was declined ends as it would have', () => {
    const chat = rests({ wrapUpSeconds: 30 })
    aShift(started, ...talking('a', chat), disengaged('a', 1, [], at(31)), reserved('b', chat, 2), ended('b', 'declined', 3, at(43)))
      .when({ type: 'EndWrapUp', shift: started.shift, offer: 'a' as never, at: at(31), dueAt: at(31) })
      .then(wrappedUp('a', 'clock', 31))
  })
})
