import { decider, outcomes, type Decider, type Outcome } from '../shared/decider.js'
import type { Training } from '../shared/training.js'
import { Event, evolve, initial, type Command, type Open, type Refusal, type StartShift, type State } from './shift.js'
import { accept, decline, disengage, endAll, endReservation, pick, release, reserve, signOut } from './rules/offers.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>

/** SHIFT-08 A shift starts once; a cancelled or ended one never starts again. */
const start = (c: StartShift, s: State): Answer => {
  if (s.status === 'cancelled' || s.status === 'ended') return refuse({ _tag: 'ShiftOver', status: s.status })
  if (s.status !== 'unknown') return s.attendant === c.attendant ? nothing : refuse({ _tag: 'ShiftAlreadyStarted' })
  if (!Number.isSafeInteger(c.capacity) || c.capacity < 1) return refuse({ _tag: 'CapacityInvalid', capacity: c.capacity })
  const { at, shift, attendant, centre, capacity, training } = c
  return emit({ type: 'ShiftStarted', at, shift, attendant, centre, capacity, training, ...(c.unbounded ? { unbounded: true as const } : {}) })
}

/** SHIFT-09 A timer acts only on what it was set for, and not before its time. */
const onTime = (c: { at: number; dueAt?: Open['at'] }, setFor: Open['at'] | undefined, then: () => Answer): Answer => {
  if (setFor === undefined || c.dueAt !== setFor) return nothing
  return c.at < setFor ? refuse({ _tag: 'TimerTooEarly', dueAt: setFor }) : then()
}

const isSame = (a: readonly Training[], b: readonly Training[]): boolean =>
  a.length === b.length && a.every((x, i) => x.topic === b[i]?.topic && x.level === b[i]?.level && x.since === b[i]?.since)

const decide = (c: Exclude<Command, { type: 'StartShift' | 'CancelShift' }>, s: Open): Answer => {
  const { at } = c
  switch (c.type) {
    case 'AdjustCapacity':
      if (!Number.isSafeInteger(c.capacity) || c.capacity < 1) return refuse({ _tag: 'CapacityInvalid', capacity: c.capacity })
      return c.capacity === s.capacity ? nothing : emit({ type: 'CapacityAdjusted', at, capacity: c.capacity })
    case 'AdjustTraining':
      return isSame(c.training, s.training) ? nothing : emit({ type: 'TrainingAdjusted', at, training: c.training })
    case 'StartBreak':
      if (s.onBreak === c.reason) return nothing
      return s.onBreak !== undefined ? refuse({ _tag: 'AlreadyOnBreak', reason: s.onBreak }) : emit({ type: 'BreakStarted', at, reason: c.reason })
    case 'EndBreak':
      return s.onBreak === undefined ? nothing : emit({ type: 'BreakEnded', at })
    // SHIFT-10 A lost device ends what is pending and stops offers; engagements are kept.
    case 'LoseDevice':
      return s.deviceLost ? nothing : emit({ type: 'DeviceLost', at }, ...endAll(at, s, 'deviceLost'))
    case 'RestoreDevice':
      return s.deviceLost ? emit({ type: 'DeviceRestored', at }) : nothing
    case 'Reserve':
      return reserve(c, s)
    case 'PickContact':
      return pick(c, s)
    case 'Accept':
      return accept(at, c.offer, s)
    case 'Decline':
      return decline(c, s)
    case 'LapseReservation':
      return onTime(c, s.reservations.find((r) => r.offer === c.offer)?.terms.until, () => endReservation(at, c.offer, s, 'lapsed'))
    case 'DoubtEngagement': {
      const e = s.engagements.find((x) => x.offer === c.offer)
      return onTime(c, e?.confirmBy, () => (e === undefined ? nothing : emit({ type: 'EngagementDoubted', at, offer: e.offer, contact: e.contact })))
    }
    case 'ConfirmEngagement': {
      const e = s.engagements.find((x) => x.offer === c.offer)
      return e === undefined || e.confirmed ? nothing : emit({ type: 'EngagementConfirmed', at, offer: e.offer, contact: e.contact })
    }
    case 'Release':
      return release(c, s)
    case 'Disengage':
      return disengage(c, s)
    case 'EndWrapUp': {
      const w = s.wrapUps.find((x) => x.offer === c.offer)
      if (w === undefined) return nothing
      const ended = (by: 'attendant' | 'clock') => emit({ type: 'WrapUpEnded', at, offer: w.offer, contact: w.contact, by })
      return c.dueAt === undefined ? ended('attendant') : onTime(c, w.until, () => ended('clock'))
    }
    case 'SignOut':
      return signOut(at, s)
  }
}

export const shiftDecider: Decider<Command, Event, State, Refusal> = decider<Command, Event, State, Refusal>({
  category: 'shift',
  event: Event,
  initial,
  id: (c) => c.shift,
  evolve,
  isTerminal: (s) => s.status === 'ended' || s.status === 'cancelled',
  decide: (c, s) => {
    if (c.type === 'StartShift') return start(c, s)
    if (c.type === 'CancelShift')
      return s.status === 'unknown' ? emit({ type: 'ShiftCancelled', at: c.at, shift: c.shift, attendant: c.attendant })
        : s.status === 'cancelled' || s.status === 'ended' ? nothing : refuse({ _tag: 'ShiftAlreadyStarted' })
    if (s.status === 'unknown') return refuse({ _tag: 'ShiftUnknown' })
    if (s.status === 'cancelled' || s.status === 'ended') return refuse({ _tag: 'ShiftOver', status: s.status })
    return decide(c, s)
  },
  due: (s) => {
    if (s.status !== 'open' && s.status !== 'leaving') return []
    const { shift } = s
    return [
      ...s.reservations.map((r) => ({ tag: `lapse:${r.offer}`, at: r.terms.until, command: { type: 'LapseReservation' as const, shift, offer: r.offer, at: r.terms.until, dueAt: r.terms.until } })),
      ...s.engagements.flatMap((e) => e.confirmBy === undefined ? [] : [{ tag: `confirm:${e.offer}`, at: e.confirmBy, command: { type: 'DoubtEngagement' as const, shift, offer: e.offer, at: e.confirmBy, dueAt: e.confirmBy } }]),
      ...s.wrapUps.map((w) => ({ tag: `wrap-up:${w.offer}`, at: w.until, command: { type: 'EndWrapUp' as const, shift, offer: w.offer, at: w.until, dueAt: w.until } })),
    ]
  },
})
