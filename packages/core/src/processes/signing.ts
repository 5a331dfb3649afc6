import { known } from './known.js'
import type * as Attendant from '../attendant/attendant.js'
import type { AttendantId, ShiftId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Process, Sending, Todo } from '../shared/process.js'

type Opened = Extract<Attendant.Event, { type: 'ShiftOpened' }>

/** One attendant's way in and out. */
export interface State {
  readonly granted?: { readonly shift: ShiftId; readonly startBy: Instant; readonly grant: Opened }
  readonly started: boolean
  readonly over: boolean
  /** What the open shift does not know yet. */
  readonly capacity?: number
  readonly training?: Opened['training']
  /** Counts changes, so that each has a to-do of its own. */
  readonly change: number
  readonly done: readonly string[]
}

const initial: State = { started: false, over: false, change: 0, done: [] }

const toShift = (command: import('../shift/shift.js').Command): Sending => ({ to: 'shift', command })

/** Starts a granted shift, fences one that was not started in time, closes one that ended, and carries changes to the open one. */
export const signing: Process<State> = {
  scope: 'key',
  name: 'signing',
  version: 1,
  types: ['ShiftOpened', 'ShiftClosed', 'ShiftStarted', 'ShiftCancelled', 'ShiftEnded', 'CapacityChanged', 'AttendantTrained', 'TrainingWithdrawn'],
  initial,
  keys: (recorded) => {
    const e = known(recorded)
    return 'attendant' in e && e.attendant !== undefined ? [e.attendant] : []
  },
  evolve: (s, recorded) => {
    const e = known(recorded)
    switch (e.type) {
      case 'ShiftOpened':
        return { ...initial, change: s.change, granted: { shift: e.shift, startBy: e.startBy, grant: e } }
      case 'ShiftStarted':
        return e.shift === s.granted?.shift ? { ...s, started: true } : s
      case 'ShiftCancelled':
      case 'ShiftEnded':
        return e.shift === s.granted?.shift ? { ...s, over: true } : s
      case 'ShiftClosed': {
        const { granted: _, ...rest } = s
        return rest
      }
      case 'CapacityChanged':
        return s.granted === undefined ? s : { ...s, capacity: e.capacity, change: s.change + 1 }
      case 'AttendantTrained':
      case 'TrainingWithdrawn':
        return s.granted === undefined ? s : { ...s, training: e.training, change: s.change + 1 }
      default:
        return s
    }
  },
  todo: (s, now, key): readonly Todo[] => {
    const { granted } = s
    if (granted === undefined) return []
    const attendant = key as AttendantId
    const { shift, grant } = granted
    const all: { readonly id: string; readonly send: Sending }[] = []
    // SIGN-01 A granted shift is started at once; one that comes too late is fenced instead and never starts.
    if (s.over) all.push({ id: `${shift}/close`, send: { to: 'attendant', command: { type: 'CloseShift', attendant, shift, at: now } satisfies Attendant.Command } })
    else if (!s.started)
      all.push(
        now <= granted.startBy
          ? { id: `${shift}/start`, send: toShift({ type: 'StartShift', shift, attendant, at: now, centre: grant.centre, capacity: grant.capacity, training: grant.training, ...(grant.unbounded ? { unbounded: true as const } : {}) }) }
          : { id: `${shift}/cancel`, send: toShift({ type: 'CancelShift', shift, attendant, at: now }) }
      )
    // SIGN-02 A change of capacity or training reaches the open shift.
    else {
      if (s.capacity !== undefined) all.push({ id: `${shift}/capacity/${s.change}`, send: toShift({ type: 'AdjustCapacity', shift, capacity: s.capacity, at: now }) })
      if (s.training !== undefined) all.push({ id: `${shift}/training/${s.change}`, send: toShift({ type: 'AdjustTraining', shift, training: s.training, at: now }) })
    }
    return all.filter((t) => !s.done.includes(t.id))
  },
  done: (s, todoId, outcome) => {
    // What the open shift has been told is not told again when something else changes.
    if (todoId.endsWith(`/${s.change}`)) {
      const { capacity, training, ...rest } = s
      return todoId.includes('/capacity/') ? { ...rest, ...(training === undefined ? {} : { training }) } : { ...rest, ...(capacity === undefined ? {} : { capacity }) }
    }
    const next: State = { ...s, done: [...s.done, todoId] }
    if (todoId.endsWith('/start') && outcome._tag === 'refusal') return { ...next, over: true }
    if (todoId.endsWith('/cancel') && outcome._tag !== 'events') return outcome._tag === 'refusal' ? { ...next, started: true } : { ...next, over: true }
    return next
  },
  wake: () => undefined,
  over: (s) => s.granted === undefined,
}
