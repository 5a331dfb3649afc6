import { known } from '../processes/known.js'
import type { Instant, Milliseconds } from '../shared/instant.js'
import type { Projection } from '../shared/projection.js'
import * as Shift from '../shift/shift.js'

/** What an attendant is doing: the first that applies. */
export type Doing = 'engaged' | 'wrapUp' | 'break' | 'deviceLost' | 'reserved' | 'idle'

/** One shift, and the time that it has spent in each state so far. */
export interface ShiftTime {
  readonly state: Shift.State
  /** When the shift started. */
  readonly since: Instant
  /** Of its last event: until then the spans count. */
  readonly at: Instant
  readonly spans: Readonly<Record<Doing, Milliseconds>>
}

const none: Readonly<Record<Doing, Milliseconds>> = { engaged: 0, wrapUp: 0, break: 0, deviceLost: 0, reserved: 0, idle: 0 }
const initial: ShiftTime = { state: Shift.initial, since: 0 as Instant, at: 0 as Instant, spans: none }

/** VIEW-01 At each instant an attendant does one thing: engaged, else in wrap-up, on break, without device, reserved or idle. */
export const doing = (s: Shift.State): Doing | undefined =>
  s.status !== 'open' && s.status !== 'leaving' ? undefined
  : s.engagements.length > 0 ? 'engaged'
  : s.wrapUps.length > 0 ? 'wrapUp'
  : s.onBreak !== undefined ? 'break'
  : s.deviceLost ? 'deviceLost'
  : s.reservations.length > 0 ? 'reserved'
  : 'idle'

const passed = (s: ShiftTime, at: Instant): ShiftTime['spans'] => {
  const did = doing(s.state)
  return did === undefined ? s.spans : { ...s.spans, [did]: s.spans[did] + at - s.at }
}

/** How long each shift has been in each state; the spans add up to the time since it started. One document for each shift. */
export const shiftTime: Projection<ShiftTime> = {
  name: 'shift-time',
  version: 1,
  types: Shift.Event.members.map((m) => m.eventType as string),
  keys: (event) => [event.stream],
  initial,
  evolve: (s, recorded) => {
    const e = known(recorded) as Shift.Event
    return { state: Shift.evolve(s.state, e), since: e.type === 'ShiftStarted' ? e.at : s.since, at: e.at, spans: passed(s, e.at) }
  },
}
