import * as t from 'io-ts'
import { Whole } from '../shared/whole.js'
import { decider, outcomes, type Aged, type Asked, type Decider, type Outcome } from '../shared/decider.js'
import { event, eventUnion } from '../shared/event.js'
import { AttendantId, CentreId, ShiftId, SubjectRef, TopicId } from '../shared/ids.js'
import { Instant } from '../shared/instant.js'
import { personal } from '../shared/personal.js'
import { Training } from '../shared/training.js'

// Event

export const Event = eventUnion('AttendantEvent', [
  event('AttendantRegistered', 1, 'A person may serve contacts of this centre.', { attendant: AttendantId, centre: CentreId, capacity: Whole }, { unbounded: t.literal(true), name: personal(t.string), subject: SubjectRef }),
  event('AttendantTrained', 1, 'The attendant was trained in a topic, to a level, on a day.', { attendant: AttendantId, topic: TopicId, level: Whole, since: Instant, training: t.readonlyArray(Training) }),
  event('TrainingWithdrawn', 1, 'The attendant no longer serves a topic.', { attendant: AttendantId, topic: TopicId, training: t.readonlyArray(Training) }),
  event('CapacityChanged', 1, 'How much the attendant serves at once, in cost units.', { attendant: AttendantId, capacity: Whole }),
  event('ShiftOpened', 1, 'A shift was granted; it is to be started by `startBy`.', { attendant: AttendantId, shift: ShiftId, centre: CentreId, capacity: Whole, training: t.readonlyArray(Training), startBy: Instant }, { unbounded: t.literal(true) }),
  event('ShiftClosed', 1, 'The shift is over; another may be opened.', { attendant: AttendantId, shift: ShiftId }),
])
export type Event = t.TypeOf<typeof Event>

// State

export interface Registered extends Aged {
  readonly status: 'registered'
  readonly attendant: AttendantId
  readonly centre: CentreId
  readonly capacity: number
  readonly unbounded: boolean
  readonly training: readonly Training[]
  /** The open shift: one at most. */
  readonly shift?: ShiftId
}
export type State = (Aged & { readonly status: 'unknown' }) | Registered

export const initial: State = { status: 'unknown', at: 0 as Instant }

// evolve

export const evolve = (state: State, e: Event): State => {
  if (e.type === 'AttendantRegistered')
    return { status: 'registered', at: e.at, attendant: e.attendant, centre: e.centre, capacity: e.capacity, unbounded: e.unbounded === true, training: [] }
  if (state.status === 'unknown') return { ...state, at: e.at }
  const s: Registered = { ...state, at: e.at }
  switch (e.type) {
    case 'AttendantTrained':
    case 'TrainingWithdrawn':
      return { ...s, training: e.training }
    case 'CapacityChanged':
      return { ...s, capacity: e.capacity }
    case 'ShiftOpened':
      return { ...s, shift: e.shift }
    case 'ShiftClosed': {
      const { shift: _, ...rest } = s
      return rest
    }
  }
}

// Command

interface Of<T extends string> extends Asked {
  readonly type: T
  readonly attendant: AttendantId
}
type Named = Extract<Event, { type: 'AttendantRegistered' }>
export interface RegisterAttendant extends Of<'RegisterAttendant'> {
  readonly centre: CentreId
  readonly capacity: number
  readonly unbounded?: true
  readonly name?: Named['name']
  readonly subject?: Named['subject']
}
/** `since`: the day of the training; the command's own time where absent. */
export interface TrainAttendant extends Of<'TrainAttendant'> { readonly topic: TopicId; readonly level: number; readonly since?: Instant }
export interface WithdrawTraining extends Of<'WithdrawTraining'> { readonly topic: TopicId }
export interface ChangeCapacity extends Of<'ChangeCapacity'> { readonly capacity: number }
/** Signs the attendant in: the shift's start follows by a process. */
export interface OpenShift extends Of<'OpenShift'> { readonly shift: ShiftId; readonly startBy: Instant }
export interface CloseShift extends Of<'CloseShift'> { readonly shift: ShiftId }
export type Command = RegisterAttendant | TrainAttendant | WithdrawTraining | ChangeCapacity | OpenShift | CloseShift

// Refusal

export type Refusal =
  | { readonly _tag: 'AttendantUnknown' }
  | { readonly _tag: 'AttendantAlreadyRegistered' }
  | { readonly _tag: 'CapacityInvalid'; readonly capacity: number }
  | { readonly _tag: 'LevelInvalid'; readonly level: number }
  | { readonly _tag: 'AnotherShiftOpen'; readonly shift: ShiftId }
  | { readonly _tag: 'StartByPassed'; readonly startBy: Instant }

// rules

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>
const isCapacity = (n: number) => Number.isSafeInteger(n) && n >= 1

/** ATT-01 A level is a whole number from 1; training again replaces it. */
const train = (c: TrainAttendant, s: Registered): Answer => {
  if (!Number.isSafeInteger(c.level) || c.level < 1) return refuse({ _tag: 'LevelInvalid', level: c.level })
  const since = c.since ?? c.at
  const had = s.training.find((x) => x.topic === c.topic)
  if (had !== undefined && had.level === c.level && (c.since === undefined || had.since === since)) return nothing
  const level = c.level
  const training = [...s.training.filter((x) => x.topic !== c.topic), { topic: c.topic, level, since }]
  return emit({ type: 'AttendantTrained', at: c.at, attendant: s.attendant, topic: c.topic, level, since, training })
}

/** ATT-02 One shift at most is open; while it is, no other is granted. */
const openShift = (c: OpenShift, s: Registered): Answer => {
  if (s.shift !== undefined) return s.shift === c.shift ? nothing : refuse({ _tag: 'AnotherShiftOpen', shift: s.shift })
  if (c.startBy < c.at) return refuse({ _tag: 'StartByPassed', startBy: c.startBy })
  const { attendant, centre, capacity, training } = s
  return emit({ type: 'ShiftOpened', at: c.at, attendant, shift: c.shift, centre, capacity: capacity, training, startBy: c.startBy, ...(s.unbounded ? { unbounded: true as const } : {}) })
}

// decider

export const attendantDecider: Decider<Command, Event, State, Refusal> = decider<Command, Event, State, Refusal>({
  category: 'attendant',
  event: Event,
  initial,
  id: (c) => c.attendant,
  evolve,
  isTerminal: () => false,
  due: () => [],
  decide: (c, s) => {
    const { at, attendant } = c
    if (c.type === 'RegisterAttendant') {
      if (s.status === 'registered') return s.capacity === c.capacity && s.centre === c.centre ? nothing : refuse({ _tag: 'AttendantAlreadyRegistered' })
      if (!isCapacity(c.capacity)) return refuse({ _tag: 'CapacityInvalid', capacity: c.capacity })
      return emit({
        type: 'AttendantRegistered', at, attendant, centre: c.centre, capacity: c.capacity,
        ...(c.unbounded ? { unbounded: true as const } : {}),
        ...(c.name === undefined ? {} : { name: c.name }),
        ...(c.subject === undefined ? {} : { subject: c.subject }),
      })
    }
    if (s.status === 'unknown') return refuse({ _tag: 'AttendantUnknown' })
    switch (c.type) {
      case 'TrainAttendant':
        return train(c, s)
      case 'WithdrawTraining': {
        const training = s.training.filter((x) => x.topic !== c.topic)
        return training.length === s.training.length ? nothing : emit({ type: 'TrainingWithdrawn', at, attendant, topic: c.topic, training })
      }
      case 'ChangeCapacity':
        if (!isCapacity(c.capacity)) return refuse({ _tag: 'CapacityInvalid', capacity: c.capacity })
        return c.capacity === s.capacity ? nothing : emit({ type: 'CapacityChanged', at, attendant, capacity: c.capacity })
      case 'OpenShift':
        return openShift(c, s)
      // ATT-03 Only the open shift is closed; closing another changes nothing.
      case 'CloseShift':
        return s.shift === c.shift ? emit({ type: 'ShiftClosed', at, attendant, shift: c.shift }) : nothing
    }
  },
})
