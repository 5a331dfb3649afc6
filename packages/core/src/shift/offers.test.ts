import { describe, expect, it } from 'vitest'
import { fold } from '../shared/decider.js'
import { shiftDecider } from './decider.js'
import { load } from './rules/capacity.js'
import type { Command, Event, Terms } from './shift.js'
import {
  aShift, accept, at, confirmed, decline, disengage, disengaged, doubted, ended, engaged, lapse, missed, offerOf, release, reserve, reserved, shift, startBreak, started, talking, terms, wrappedUp,
} from '../testing/samples/shift.js'

const mail = terms('mail')
const chat = terms('chat')
const voice = terms('voice')
const byHand = (id: string, n: number): Command => ({ type: 'EndWrapUp', shift, offer: offerOf(id), at: at(n) })
const byClock = (id: string, n: number, dueAt: number): Command => ({ type: 'EndWrapUp', shift, offer: offerOf(id), at: at(n), dueAt: at(dueAt) })
const confirm = (id: string, n: number): Command => ({ type: 'ConfirmEngagement', shift, offer: offerOf(id), at: at(n) })
const doubt = (id: string, n: number, dueAt: number): Command => ({ type: 'DoubtEngagement', shift, offer: offerOf(id), at: at(n), dueAt: at(dueAt) })
const tooMuch = (used: number, cost: number) => ({ _tag: 'CapacityExceeded', capacity: 3, used, cost }) as const

describe('reserving', () => {
  it('SHIFT-01 what is reserved, engaged or written up leaves no room for more than the rest', () => {
    aShift(started, reserved('a', mail)).when(reserve('b', mail)).thenRefused(tooMuch(2, 2)).when(reserve('b', chat)).then(reserved('b', chat))
    aShift(started, ...talking('a', mail)).when(reserve('b', mail)).thenRefused(tooMuch(2, 2))
    aShift(started, ...talking('a', mail), disengaged('a', 1, [], at(60))).when(reserve('b', mail, 2)).thenRefused(tooMuch(2, 2))
    aShift(started, ...talking('a', mail), disengaged('a', 1, [], at(60)), wrappedUp('a', 'attendant', 2)).when(reserve('b', mail, 2)).then(reserved('b', mail, 2))
  })

  it('SHIFT-01 what the channel may interrupt is no obstacle, what it may not is', () => {
    const full: readonly Event[] = [started, ...talking('a', mail), ...talking('b', chat)]
    aShift(...full).when(reserve('v', voice)).then(reserved('v', voice))
    aShift(...full).when(reserve('c', terms('chat', { cost: 2 }))).then(reserved('c', terms('chat', { cost: 2 })))
    aShift(...full).when(reserve('c', terms('chat', { cost: 3 }))).thenRefused(tooMuch(1, 3))
    aShift(...full).when(reserve('m', terms('mail', { cost: 1 }))).thenRefused(tooMuch(3, 1))
    aShift(started, reserved('b', chat)).when(reserve('v', voice)).thenRefused(tooMuch(1, 3))
  })

  it('SHIFT-01 what was set aside keeps its room, for it comes back', () => {
    const small = terms('voice', { cost: 1 })
    aShift(started, ...talking('a', terms('mail', { cost: 3 })), reserved('v', small), engaged('v', 0, ['a']))
      .when(reserve('m', terms('mail', { cost: 1 })))
      .thenRefused(tooMuch(4, 1))
      .when(reserve('c', terms('chat', { cost: 2 })))
      .then(reserved('c', terms('chat', { cost: 2 })))
  })

  it('a stand-in that capacity does not bind takes any number and sets nothing aside', () => {
    const standIn: Event = { type: 'ShiftStarted', at: at(0), shift, attendant: 'ana' as never, centre: 'c1' as never, capacity: 1, training: [], unbounded: true }
    aShift(standIn, ...talking('a', chat), ...talking('b', voice)).when(reserve('v', voice)).then(reserved('v', voice)).when(accept('v')).then(engaged('v'))
  })

  it('SHIFT-03 on break or without a device nobody is reserved', () => {
    aShift(started, { type: 'BreakStarted', at: at(0), reason: 'lunch' }).when(reserve('a')).thenRefused({ _tag: 'NotTakingOffers', why: 'break' })
    aShift(started, { type: 'DeviceLost', at: at(0) }).when(reserve('a')).thenRefused({ _tag: 'NotTakingOffers', why: 'deviceLost' })
    aShift(started, { type: 'DeviceLost', at: at(0) }, { type: 'DeviceRestored', at: at(1) }).when(reserve('a', voice, 1)).then(reserved('a', voice, 1))
  })

  it('SHIFT-12 terms that could not be kept are refused', () => {
    const faulty: readonly (readonly [keyof Terms, Partial<Terms>])[] = [
      ['cost', { cost: 0 }], ['cost', { cost: -1 }], ['cost', { cost: 0.5 }], ['cost', { cost: NaN }], ['cost', { cost: Infinity }],
      ['until', { until: at(-1) }], ['until', { until: NaN as never }],
      ['confirmSeconds', { confirmSeconds: -1 }], ['confirmSeconds', { confirmSeconds: NaN }],
      ['wrapUpSeconds', { wrapUpSeconds: -1 }], ['wrapUpSeconds', { wrapUpSeconds: Infinity }],
      ['missLimit', { missLimit: -1 }], ['missLimit', { missLimit: 1.5 }],
    ]
    for (const [field, wrong] of faulty) aShift(started).when(reserve('a', terms('voice', wrong))).thenRefused({ _tag: 'TermsInvalid', field })
    aShift(started).when(reserve('a', terms('voice', { until: at(0), confirmSeconds: 0 }))).then(reserved('a', terms('voice', { until: at(0), confirmSeconds: 0 })))
  })

  it('is done once for an offer, and never again while it is remembered as over', () => {
    aShift(started, reserved('a')).when(reserve('a')).thenNothing()
    aShift(started, ...talking('a')).when(reserve('a')).thenNothing()
    aShift(started, reserved('a'), ended('a', 'lapsed', 30)).when(reserve('a', voice, 30)).thenRefused({ _tag: 'OfferOver', offer: offerOf('a') })
    aShift(started, ...talking('a'), disengaged('a', 1, [], at(60))).when(reserve('a', voice, 2)).thenRefused({ _tag: 'OfferOver', offer: offerOf('a') })
  })
})

describe('accepting', () => {
  it('SHIFT-04 a pending reservation becomes an engagement, once', () => {
    aShift(started, reserved('a')).when(accept('a', 3)).then(engaged('a', 3)).when(accept('a', 3)).thenNothing()
  })

  it('SHIFT-04 nothing else can be accepted', () => {
    const unknown = { _tag: 'ReservationUnknown', offer: offerOf('a') } as const
    aShift(started).when(accept('a')).thenRefused(unknown)
    aShift(started, reserved('a'), ended('a', 'lapsed', 30)).when(accept('a', 31)).thenRefused(unknown)
    aShift(started, reserved('a'), ended('a', 'declined', 1)).when(accept('a', 2)).thenRefused(unknown)
    aShift(started, ...talking('a'), disengaged('a', 9)).when(accept('a', 10)).thenRefused(unknown)
  })

  it('SHIFT-04 it is accepted after its time as long as the timer has not fired', () => {
    aShift(started, reserved('a')).when(accept('a', 31)).then(engaged('a', 31))
  })

  it('SHIFT-02 what the accepted one needs is set aside, newest first, and no more', () => {
    const busy: readonly Event[] = [started, ...talking('a', chat), ...talking('b', chat), ...talking('c', chat)]
    aShift(...busy, reserved('v', terms('voice', { cost: 2 }))).when(accept('v')).then(engaged('v', 0, ['c', 'b']))
    aShift(...busy, reserved('v', terms('voice', { cost: 2, interrupts: ['mail'] }))).when(accept('v')).then(engaged('v'))
    aShift(started, ...talking('a', chat), reserved('v', terms('voice', { cost: 2 }))).when(accept('v')).then(engaged('v'))
  })

  it('SHIFT-02 a confirmed or doubted engagement is still set aside', () => {
    const state = fold(shiftDecider, [started, reserved('a', chat), engaged('a'), reserved('v'), engaged('v', 1, ['a']), doubted('a', 10), confirmed('a', 11)])
    expect(state).toMatchObject({ engagements: [{ offer: 'a', parkedBy: 'v', confirmed: true }, { offer: 'v' }] })
  })

  it('an offer is declined while it is pending, not after it was accepted', () => {
    aShift(started, reserved('a')).when(decline('a', 2)).then(ended('a', 'declined', 2)).when(decline('a', 2)).thenNothing()
    aShift(started, ...talking('a')).when(decline('a')).thenRefused({ _tag: 'AlreadyAccepted', offer: offerOf('a') })
  })
})

describe('timers', () => {
  it('SHIFT-09 a reservation lapses at its time, not before, and only by the timer that was set for it', () => {
    const a = aShift(started, reserved('a'))
    a.when(lapse('a', 29)).thenRefused({ _tag: 'TimerTooEarly', dueAt: at(30) })
    a.when(lapse('a', 40, at(29))).thenNothing()
    a.when(lapse('b', 40)).thenNothing()
    a.when(lapse('a', 30)).then(ended('a', 'lapsed', 30)).when(lapse('a', 30)).thenNothing()
    aShift(started, reserved('a'), engaged('a', 30)).when(lapse('a', 30)).thenNothing()
  })

  it('SHIFT-09 an engagement is doubted once its contact has had time to confirm it', () => {
    const a = aShift(started, reserved('a'), engaged('a'))
    a.when(doubt('a', 9, 10)).thenRefused({ _tag: 'TimerTooEarly', dueAt: at(10) })
    a.when(doubt('a', 11, 9)).thenNothing()
    a.when(doubt('a', 10, 10)).then(doubted('a', 10)).when(doubt('a', 10, 10)).thenNothing().when(confirm('a', 12)).then(confirmed('a', 12))
    a.when(confirm('a', 3)).then(confirmed('a', 3)).when(confirm('a', 3)).thenNothing().when(doubt('a', 10, 10)).thenNothing()
    aShift(started).when(confirm('a', 3)).thenNothing()
  })

  it('SHIFT-09 a wrap-up ends by the clock at its time, or earlier by hand', () => {
    const a = aShift(started, ...talking('a'), disengaged('a', 20, [], at(80)))
    a.when(byClock('a', 79, 80)).thenRefused({ _tag: 'TimerTooEarly', dueAt: at(80) })
    a.when(byClock('a', 90, 70)).thenNothing()
    a.when(byClock('a', 81, 80)).then(wrappedUp('a', 'clock', 81)).when(byHand('a', 82)).thenNothing()
    a.when(byHand('a', 30)).then(wrappedUp('a', 'attendant', 30)).when(byClock('a', 80, 80)).thenNothing()
  })
})

describe('an end told by the contact', () => {
  it('a pending reservation is released, and that is no miss', () => {
    aShift(started, reserved('a')).when(release('a', false, 2)).then(ended('a', 'released', 2)).when(release('a', false, 2)).thenNothing()
    aShift(started, reserved('a')).when(release('a', true, 2)).then(ended('a', 'released', 2))
    aShift(started).when(release('a', true)).thenNothing()
  })

  it('SHIFT-05 a lapse is a miss only once the contact says that the offer had arrived', () => {
    const lapsed = aShift(started, reserved('a'), ended('a', 'lapsed', 30))
    lapsed.when(release('a', false, 31)).thenNothing()
    lapsed.when(release('a', true, 31)).then(missed('a', 1, 31)).when(release('a', true, 31)).thenNothing()
    aShift(started, reserved('a'), ended('a', 'declined', 3)).when(release('a', true, 4)).thenNothing()
  })

  it('SHIFT-05 enough misses in a row lead to a break; what was served or a break in between starts anew', () => {
    const again = (id: string, n: number): readonly Event[] => [reserved(id, voice, n), ended(id, 'lapsed', n)]
    const one: readonly Event[] = [started, ...again('a', 30), missed('a', 1, 31), ...again('b', 32)]
    aShift(...one).when(release('b', true, 33)).then(missed('b', 2, 33), { type: 'BreakStarted', at: at(33), reason: 'missed-offers' })
    aShift(...one, ...[reserved('c', voice, 33), engaged('c', 33), confirmed('c', 33)]).when(release('b', true, 34)).then(missed('b', 1, 34))
    aShift(...one, { type: 'BreakStarted', at: at(33), reason: 'lunch' }).when(release('b', true, 34)).then(missed('b', 2, 34))
    aShift(...one, { type: 'BreakStarted', at: at(33), reason: 'lunch' }, { type: 'BreakEnded', at: at(34) }).when(release('b', true, 35)).then(missed('b', 1, 35))
  })

  it('SHIFT-05 a limit of 0 never leads to a break', () => {
    const patient = terms('voice', { missLimit: 0 })
    aShift(started, reserved('a', patient), ended('a', 'lapsed', 30), missed('a', 8, 31), reserved('b', patient, 31), ended('b', 'lapsed', 32)).when(release('b', true, 33)).then(missed('b', 9, 33))
  })

  it('SHIFT-06 an engagement ends with the contact; only an answered one is written up', () => {
    const a = aShift(started, ...talking('a', terms('voice', { wrapUpSeconds: 60 })))
    a.when(disengage('a', 20)).then(disengaged('a', 20, [], at(80))).when(disengage('a', 20)).thenNothing()
    a.when(disengage('a', 20, false)).then(disengaged('a', 20))
    aShift(started, ...talking('a')).when(disengage('a', 20)).then(disengaged('a', 20))
    aShift(started, ...talking('a', terms('voice', { wrapUpSeconds: 0.25 }))).when(disengage('a', 20)).then(disengaged('a', 20, [], (at(20) + 250) as never))
  })

  it('SHIFT-06 what was only reserved is released, what is unknown stays as it is', () => {
    aShift(started, reserved('a')).when(disengage('a', 2)).then(ended('a', 'released', 2))
    aShift(started).when(disengage('a')).thenNothing()
  })
})

describe('what was set aside', () => {
  const interrupted: readonly Event[] = [started, ...talking('a', chat), ...talking('b', chat), ...talking('v', voice, ['b', 'a'])]

  it('SHIFT-11 resumes when its interrupter ends', () => {
    aShift(...interrupted).when(disengage('v', 9)).then(disengaged('v', 9, ['b', 'a']))
    aShift(...interrupted).when(disengage('a', 5)).then(disengaged('a', 5)).when(disengage('v', 9)).then(disengaged('v', 9, ['b']))
  })

  it('SHIFT-11 waits for another interrupter that leaves it no room', () => {
    const [note, alarm] = [terms('voice', { cost: 1, interrupts: ['mail'] }), terms('voice', { cost: 2, interrupts: ['mail'] })]
    aShift(started, ...talking('m', terms('mail', { cost: 3 })), ...talking('n', note, ['m']), ...talking('x', alarm))
      .when(disengage('n', 5))
      .then(disengaged('n', 5))
      .when(disengage('x', 6))
      .then(disengaged('x', 6, ['m']))
  })

  it('SHIFT-11 resumes through the end of one that was itself set aside', () => {
    const alarm = terms('mail', { channel: 'alarm', cost: 3, interrupts: ['voice', 'chat'] })
    const nested: readonly Event[] = [...interrupted, ...talking('x', alarm, ['v'])]
    aShift(...nested).when(disengage('v', 5)).then(disengaged('v', 5)).when(disengage('x', 6)).then(disengaged('x', 6, ['b', 'a']))
    aShift(...nested).when(disengage('x', 5)).then(disengaged('x', 5, ['v'])).when(disengage('v', 6)).then(disengaged('v', 6, ['b', 'a']))
  })

  it('SHIFT-11 resumes when nothing else runs, also if capacity was lowered meanwhile', () => {
    aShift(...interrupted, { type: 'CapacityAdjusted', at: at(1), capacity: 1 }).when(disengage('v', 9)).then(disengaged('v', 9, ['b']))
    const note = terms('voice', { cost: 1 })
    aShift(started, ...talking('m', terms('mail', { cost: 3 })), ...talking('n', note, ['m']), { type: 'CapacityAdjusted', at: at(1), capacity: 2 }).when(disengage('n', 9)).then(disengaged('n', 9, ['m']))
  })

  it('is not part of the load, nor is what a reservation may interrupt', () => {
    const loadOf = (...events: readonly Event[]) => {
      const state = fold(shiftDecider, events)
      return state.status === 'open' ? load(state) : undefined
    }
    expect(loadOf(started, ...talking('a', chat), ...talking('b', chat))).toBe(2)
    expect(loadOf(started, ...talking('a', chat), ...talking('b', chat), reserved('v'))).toBe(3)
    expect(loadOf(...interrupted)).toBe(3)
    expect(loadOf(...interrupted, startBreakEvent)).toBe(3)
  })
})

const startBreakEvent: Event = { type: 'BreakStarted', at: at(1), reason: 'lunch' }

describe('a break', () => {
  it('does not touch what is pending or on', () => {
    aShift(started, reserved('a', chat), ...talking('b', chat)).when(startBreak('lunch', 1)).then(startBreakEvent).when(accept('a', 2)).then(engaged('a', 2))
  })
})
