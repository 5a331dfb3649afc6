import { describe, expect, it } from 'vitest'
import { fold } from '../shared/decider.js'
import type { AttendantId } from '../shared/ids.js'
import { shiftDecider } from './decider.js'
import type { Command, Event } from './shift.js'
import {
  aShift, accept, at, attendant, centre, disengage, ended, engaged, lapse, left, plain, reserve, reserved, shift, start, startBreak, started, talking, terms, training, wrappedUp, disengaged,
} from '../testing/samples/shift.js'

const startShift: Command = { type: 'StartShift', shift, attendant, centre, capacity: 3, training, at: start }
const cancel: Command = { type: 'CancelShift', shift, attendant, at: start }
const cancelled: Event = { type: 'ShiftCancelled', at: start, shift, attendant }
const commands: readonly Command[] = [
  reserve('a'), accept('a'), lapse('a', 0), disengage('a'), startBreak('lunch'), plain('EndBreak'), plain('LoseDevice'), plain('RestoreDevice'), plain('SignOut'),
  { type: 'AdjustCapacity', shift, at: start, capacity: 2 }, { type: 'AdjustTraining', shift, at: start, training: [] },
]

describe('starting', () => {
  it('SHIFT-08 a shift starts once', () => {
    aShift().when(startShift).then(started).when(startShift).thenNothing()
    aShift().when({ ...startShift, unbounded: true }).then({ ...started, unbounded: true })
    aShift(started).when({ ...startShift, attendant: 'bia' as AttendantId }).thenRefused({ _tag: 'ShiftAlreadyStarted' })
  })

  it('SHIFT-08 a cancelled or ended shift never starts', () => {
    aShift().when(cancel).then(cancelled).when(cancel).thenNothing().when(startShift).thenRefused({ _tag: 'ShiftOver', status: 'cancelled' })
    aShift(started, left()).when(startShift).thenRefused({ _tag: 'ShiftOver', status: 'ended' }).when(cancel).thenNothing()
  })

  it('SHIFT-08 a started shift is not cancelled', () => {
    aShift(started).when(cancel).thenRefused({ _tag: 'ShiftAlreadyStarted' })
    aShift(started, ...talking('a'), { type: 'SignOutAsked', at: start }).when(cancel).thenRefused({ _tag: 'ShiftAlreadyStarted' })
  })

  it('a capacity that is no whole number from 1 is refused', () => {
    for (const capacity of [0, -1, 1.5, NaN, Infinity]) {
      aShift().when({ ...startShift, capacity }).thenRefused({ _tag: 'CapacityInvalid', capacity })
      aShift(started).when({ type: 'AdjustCapacity', shift, at: start, capacity }).thenRefused({ _tag: 'CapacityInvalid', capacity })
    }
  })

  it('nothing is done before the start or after the end', () => {
    for (const command of commands) {
      aShift().when(command).thenRefused({ _tag: 'ShiftUnknown' })
      aShift(cancelled).when(command).thenRefused({ _tag: 'ShiftOver', status: 'cancelled' })
      aShift(started, left()).when(command).thenRefused({ _tag: 'ShiftOver', status: 'ended' })
    }
  })
})

describe('the open shift', () => {
  it('follows changes of capacity and training', () => {
    aShift(started)
      .when({ type: 'AdjustCapacity', shift, at: start, capacity: 3 })
      .thenNothing()
      .when({ type: 'AdjustCapacity', shift, at: start, capacity: 4 })
      .then({ type: 'CapacityAdjusted', at: start, capacity: 4 })
      .when(reserve('a', terms('voice', { cost: 4 })))
      .then(reserved('a', terms('voice', { cost: 4 })))
    aShift(started)
      .when({ type: 'AdjustTraining', shift, at: start, training: training.map(({ topic, level, since }) => ({ since, level, topic })) })
      .thenNothing()
      .when({ type: 'AdjustTraining', shift, at: start, training: [] })
      .then({ type: 'TrainingAdjusted', at: start, training: [] })
  })

  it('has one break at a time', () => {
    aShift(started)
      .when(startBreak('lunch'))
      .then({ type: 'BreakStarted', at: start, reason: 'lunch' })
      .when(startBreak('lunch'))
      .thenNothing()
      .when(startBreak('pause'))
      .thenRefused({ _tag: 'AlreadyOnBreak', reason: 'lunch' })
      .when(plain('EndBreak'))
      .then({ type: 'BreakEnded', at: start })
      .when(plain('EndBreak'))
      .thenNothing()
  })

  it('SHIFT-10 a lost device ends what is pending and keeps what is on', () => {
    aShift(started, ...talking('a', terms('chat')), reserved('b', terms('chat')), reserved('c', terms('chat')))
      .when(plain('LoseDevice', 5))
      .then({ type: 'DeviceLost', at: at(5) }, ended('b', 'deviceLost', 5), ended('c', 'deviceLost', 5))
      .when(plain('LoseDevice', 5))
      .thenNothing()
      .when(accept('b', 5))
      .thenRefused({ _tag: 'ReservationUnknown', offer: 'b' as never })
      .when(plain('RestoreDevice', 6))
      .then({ type: 'DeviceRestored', at: at(6) })
      .when(plain('RestoreDevice', 6))
      .thenNothing()
      .when(disengage('a', 7))
      .then(disengaged('a', 7))
  })

  it('is idle since the last engagement or wrap-up ended, whatever breaks and missed offers came', () => {
    const idleSince = (...events: readonly Event[]) => {
      const state = fold(shiftDecider, [started, ...events])
      return state.status === 'open' ? state.idleSince : undefined
    }
    expect(idleSince()).toBe(start)
    expect(idleSince({ type: 'BreakStarted', at: at(1), reason: 'lunch' }, { type: 'BreakEnded', at: at(2) }, reserved('a', terms('voice'), 3), ended('a', 'lapsed', 33))).toBe(start)
    expect(idleSince(...talking('a'), disengaged('a', 40))).toBe(at(40))
    expect(idleSince(...talking('a'), disengaged('a', 40, [], at(50)), wrappedUp('a', 'clock', 50))).toBe(at(50))
  })
})

describe('signing out', () => {
  const asked: Event = { type: 'SignOutAsked', at: at(5) }

  it('SHIFT-07 who serves nobody is gone at once, with what is pending and what is being written up', () => {
    aShift(started).when(plain('SignOut', 5)).then(asked, left(5))
    aShift(started, reserved('a')).when(plain('SignOut', 5)).then(asked, ended('a', 'signedOut', 5), left(5))
    aShift(started, ...talking('a', terms('chat')), disengaged('a', 1, [], at(60))).when(plain('SignOut', 5)).then(asked, wrappedUp('a', 'signOut', 5), left(5))
  })

  it('SHIFT-07 who serves somebody leaves after the last one, without a wrap-up', () => {
    const chat = terms('chat', { wrapUpSeconds: 60 })
    aShift(started, ...talking('a', chat), ...talking('b', chat), reserved('c', chat))
      .when(plain('SignOut', 5))
      .then(asked, ended('c', 'signedOut', 5))
      .when(plain('SignOut', 5))
      .thenNothing()
      .when(reserve('d', chat, 5))
      .thenRefused({ _tag: 'NotTakingOffers', why: 'leaving' })
      .when(disengage('a', 6))
      .then(disengaged('a', 6, [], at(66)))
      .when(disengage('b', 7))
      .then(disengaged('b', 7), wrappedUp('a', 'signOut', 7), left(7))
  })

  it('SHIFT-07 an engagement that was set aside is still one', () => {
    const events = [started, ...talking('a', terms('chat')), ...talking('v', terms('voice'), ['a']), asked]
    aShift(...events).when(disengage('v', 6)).then(disengaged('v', 6, ['a'])).when(disengage('a', 7)).then(disengaged('a', 7), left(7))
    aShift(...events).when(disengage('a', 6)).then(disengaged('a', 6)).when(disengage('v', 7)).then(disengaged('v', 7), left(7))
  })

  it('a miss that is told late is counted, and leads to no break any more', () => {
    const soon = terms('chat', { missLimit: 1 })
    aShift(started, ...talking('a', terms('chat')), reserved('b', soon), ended('b', 'lapsed', 3), asked)
      .when({ type: 'Release', shift, offer: 'b' as never, at: at(6), missed: true })
      .then({ type: 'MissCounted', at: at(6), offer: 'b' as never, contact: 'call-b' as never, consecutive: 1 })
  })

  it('what was accepted is engaged, also by who is on break', () => {
    aShift(started, reserved('a'), { type: 'BreakStarted', at: at(1), reason: 'lunch' }).when(accept('a', 2)).then(engaged('a', 2))
  })
})
