import type { Attendant, OfferId, Recorded, Shift, ShiftId } from '@disque/core'
import { placeOf, type Law, type Ledger } from './laws.js'

interface Load {
  readonly terms: Shift.Terms
  parked: boolean
}

interface Seen {
  readonly capacity: { units: number; readonly bound: boolean }
  readonly reserved: Map<OfferId, Shift.Terms>
  readonly engaged: Map<OfferId, Load>
  readonly unable: Set<'break' | 'device' | 'leaving'>
  over: boolean
}

const sum = (costs: Iterable<Shift.Terms>): number => {
  let all = 0
  for (const { cost } of costs) all += cost
  return all
}

/** What counts against the capacity: not what is parked, nor what a pending reservation may interrupt. */
const loadOf = ({ reserved, engaged }: Seen): number => {
  const interrupted = new Set([...reserved.values()].flatMap((t) => t.interrupts))
  const running = [...engaged.values()].filter((l) => !l.parked && !interrupted.has(l.terms.channel))
  return sum(reserved.values()) + sum(running.map((l) => l.terms))
}

export const shiftLaws = (ledger: Ledger) => {
  const shifts = new Map<string, Seen>()

  const see = (recorded: Recorded, e: Shift.Event): void => {
    const breaks = (law: Law, what: string) => ledger.broken.push({ law, where: placeOf(recorded), what })
    if (e.type === 'ShiftCancelled') return
    if (e.type === 'ShiftStarted') {
      if (shifts.has(recorded.stream)) breaks('oneShift', 'it starts again')
      const capacity = { units: e.capacity, bound: e.unbounded !== true }
      shifts.set(recorded.stream, { capacity, reserved: new Map(), engaged: new Map(), unable: new Set(), over: false })
      return
    }
    const shift = shifts.get(recorded.stream)
    if (shift === undefined || shift.over) return void breaks('oneShift', `${e.type} outside the shift`)
    switch (e.type) {
      case 'CapacityAdjusted':
        shift.capacity.units = e.capacity
        break
      case 'BreakStarted':
        shift.unable.add('break')
        break
      case 'BreakEnded':
        shift.unable.delete('break')
        break
      case 'DeviceLost':
        shift.unable.add('device')
        break
      case 'DeviceRestored':
        shift.unable.delete('device')
        break
      case 'SignOutAsked':
        shift.unable.add('leaving')
        break
      case 'Reserved':
        if (shift.unable.size > 0) breaks('takesOffers', [...shift.unable].join(', '))
        shift.reserved.set(e.offer, e.terms)
        if (shift.capacity.bound && loadOf(shift) > shift.capacity.units) breaks('capacity', `${loadOf(shift)} of ${shift.capacity.units}`)
        break
      case 'ReservationEnded':
        if (!shift.reserved.delete(e.offer)) breaks('ended', `no reservation ${e.offer} to end`)
        break
      case 'Engaged': {
        const terms = shift.reserved.get(e.offer)
        if (terms === undefined) return void breaks('engagedFirst', `no reservation ${e.offer} to accept`)
        shift.reserved.delete(e.offer)
        for (const offer of e.parks) {
          const parked = shift.engaged.get(offer)
          if (parked !== undefined) parked.parked = true
        }
        shift.engaged.set(e.offer, { terms, parked: false })
        ledger.engaged.set(e.offer, { attendant: e.attendant, shift: e.shift, contact: e.contact })
        if (shift.capacity.bound && loadOf(shift) > shift.capacity.units) breaks('capacity', `${loadOf(shift)} of ${shift.capacity.units}`)
        break
      }
      case 'Disengaged':
        if (!shift.engaged.delete(e.offer)) breaks('ended', `no engagement ${e.offer} to end`)
        for (const offer of e.resumes) {
          const resumed = shift.engaged.get(offer)
          if (resumed !== undefined) resumed.parked = false
        }
        ledger.engaged.delete(e.offer)
        break
      case 'MissCounted':
        if (!ledger.unanswered.has(e.offer)) breaks('misses', `the offer ${e.offer} did not go unanswered`)
        break
      case 'ShiftEnded':
        if (shift.reserved.size + shift.engaged.size > 0) breaks('ended', 'it ends with work in hand')
        shift.over = true
        break
      default:
        break
    }
  }

  const end = (): void => {
    for (const [stream, { over }] of shifts) if (!over) ledger.broken.push({ law: 'ended', where: stream, what: 'the shift has not ended' })
  }

  return { see, end }
}

export const attendantLaws = (ledger: Ledger) => {
  const open = new Map<string, ShiftId>()
  return {
    see: (recorded: Recorded, e: Attendant.Event): void => {
      if (e.type === 'ShiftOpened') {
        if (open.has(recorded.stream)) ledger.broken.push({ law: 'oneShift', where: placeOf(recorded), what: `${open.get(recorded.stream) ?? ''} is still open` })
        open.set(recorded.stream, e.shift)
      }
      if (e.type === 'ShiftClosed') open.delete(recorded.stream)
    },
    end: (): void => {
      for (const [stream, shift] of open) ledger.broken.push({ law: 'ended', where: stream, what: `${shift} was never closed` })
    },
  }
}
