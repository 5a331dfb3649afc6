import { describe, it } from 'vitest'
import type { AttendantId, CentreId, ShiftId, SubjectRef, TopicId } from '../shared/ids.js'
import { plus, type Instant } from '../shared/instant.js'
import { given } from '../testing/given.js'
import { attendantDecider, type Command, type Event } from './attendant.js'

const at = 1_593_561_600_000 as Instant
const startBy = plus(at, 60_000)
const attendant = 'ana' as AttendantId
const centre = 'c1' as CentreId
const [health, sport] = ['health', 'sport'] as TopicId[] as [TopicId, TopicId]
const [shift, other] = ['s1', 's2'] as ShiftId[] as [ShiftId, ShiftId]

const registered: Event = { type: 'AttendantRegistered', at, attendant, centre, capacity: 3 }
const training = [{ topic: health, level: 1, since: at }]
const trained: Event = { type: 'AttendantTrained', at, attendant, topic: health, level: 1, since: at, training }
const opened: Event = { type: 'ShiftOpened', at, attendant, shift, centre, capacity: 3, training, startBy }
const register: Command = { type: 'RegisterAttendant', at, attendant, centre, capacity: 3 }
const anAttendant = given(attendantDecider)

describe('registering', () => {
  it('makes a person known to the centre', () => {
    anAttendant().when(register).then(registered).when(register).thenNothing()
    const subject = 'subject-1' as SubjectRef
    anAttendant().when({ ...register, unbounded: true, subject }).then({ ...registered, unbounded: true, subject })
  })

  it('another capacity or centre is refused for one who is registered', () => {
    anAttendant(registered).when({ ...register, capacity: 2 }).thenRefused({ _tag: 'AttendantAlreadyRegistered' })
    anAttendant(registered).when({ ...register, centre: 'c2' as CentreId }).thenRefused({ _tag: 'AttendantAlreadyRegistered' })
  })

  it('a capacity that is no whole number from 1 is refused', () => {
    for (const capacity of [0, -1, 1.5, NaN, Infinity]) {
      anAttendant().when({ ...register, capacity }).thenRefused({ _tag: 'CapacityInvalid', capacity })
      anAttendant(registered).when({ type: 'ChangeCapacity', at, attendant, capacity }).thenRefused({ _tag: 'CapacityInvalid', capacity })
    }
  })

  it('nothing else is done for one who is not registered', () => {
    const unknown = { _tag: 'AttendantUnknown' } as const
    anAttendant().when({ type: 'TrainAttendant', at, attendant, topic: health, level: 1 }).thenRefused(unknown)
    anAttendant().when({ type: 'WithdrawTraining', at, attendant, topic: health }).thenRefused(unknown)
    anAttendant().when({ type: 'ChangeCapacity', at, attendant, capacity: 1 }).thenRefused(unknown)
    anAttendant().when({ type: 'OpenShift', at, attendant, shift, startBy }).thenRefused(unknown)
    anAttendant().when({ type: 'CloseShift', at, attendant, shift }).thenRefused(unknown)
  })
})

describe('training', () => {
  it('ATT-01 training again replaces the level', () => {
    const later = plus(at, 1)
    anAttendant(registered)
      .when({ type: 'TrainAttendant', at, attendant, topic: health, level: 1 })
      .then(trained)
      .when({ type: 'TrainAttendant', at, attendant, topic: health, level: 1 })
      .thenNothing()
      .when({ type: 'TrainAttendant', at: later, attendant, topic: health, level: 2 })
      .then({ ...trained, at: later, level: 2, since: later, training: [{ topic: health, level: 2, since: later }] })
  })

  it('ATT-01 the same level from another day is another training', () => {
    const since = plus(at, -86_400_000)
    anAttendant(registered, trained)
      .when({ type: 'TrainAttendant', at, attendant, topic: health, level: 1, since })
      .then({ ...trained, since, training: [{ topic: health, level: 1, since }] })
  })

  it('ATT-01 a level that is no whole number from 1 is refused', () => {
    for (const level of [0, -1, 1.5, NaN]) anAttendant(registered).when({ type: 'TrainAttendant', at, attendant, topic: health, level }).thenRefused({ _tag: 'LevelInvalid', level })
  })

  it('what was withdrawn is gone, and withdrawing it again changes nothing', () => {
    anAttendant(registered, trained)
      .when({ type: 'WithdrawTraining', at, attendant, topic: sport })
      .thenNothing()
      .when({ type: 'WithdrawTraining', at, attendant, topic: health })
      .then({ type: 'TrainingWithdrawn', at, attendant, topic: health, training: [] })
      .when({ type: 'WithdrawTraining', at, attendant, topic: health })
      .thenNothing()
  })
})

describe('the open shift', () => {
  it('is granted with the capacity and training of the moment', () => {
    anAttendant(registered, trained).when({ type: 'OpenShift', at, attendant, shift, startBy }).then(opened).when({ type: 'OpenShift', at, attendant, shift, startBy }).thenNothing()
    anAttendant({ ...registered, unbounded: true })
      .when({ type: 'OpenShift', at, attendant, shift, startBy })
      .then({ ...opened, training: [], unbounded: true })
  })

  it('ATT-02 while a shift is open no other is granted', () => {
    anAttendant(registered, opened).when({ type: 'OpenShift', at, attendant, shift: other, startBy }).thenRefused({ _tag: 'AnotherShiftOpen', shift })
  })

  it('a shift that would have to start before it is granted is refused', () => {
    const passed = plus(at, -1)
    anAttendant(registered).when({ type: 'OpenShift', at, attendant, shift, startBy: passed }).thenRefused({ _tag: 'StartByPassed', startBy: passed })
  })

  it('ATT-03 only the open shift is closed; then another may be opened', () => {
    anAttendant(registered, trained, opened)
      .when({ type: 'CloseShift', at, attendant, shift: other })
      .thenNothing()
      .when({ type: 'CloseShift', at, attendant, shift })
      .then({ type: 'ShiftClosed', at, attendant, shift })
      .when({ type: 'CloseShift', at, attendant, shift })
      .thenNothing()
      .when({ type: 'OpenShift', at, attendant, shift: other, startBy })
      .then({ ...opened, shift: other })
  })

  it('its capacity follows by a change of the attendant', () => {
    anAttendant(registered)
      .when({ type: 'ChangeCapacity', at, attendant, capacity: 3 })
      .thenNothing()
      .when({ type: 'ChangeCapacity', at, attendant, capacity: 5 })
      .then({ type: 'CapacityChanged', at, attendant, capacity: 5 })
  })
})
