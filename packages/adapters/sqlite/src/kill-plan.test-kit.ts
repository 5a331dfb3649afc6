import { streamName, type Shift, type ShiftId, type StreamName } from '@disque/core'
import { at, attendant, centre } from './handling.test-kit.js'

/** Shifts that are written at once, each in a fixed order of steps: what was acknowledged tells what must lie there. */
export const shifts: readonly string[] = Array.from({ length: 8 }, (_, i) => `s${i}`)

export const streamOf = (shift: string): StreamName => streamName('shift', shift)
export const commandIdOf = (shift: string, step: number): string => `${shift}-step-${step}`

const terms: Shift.Terms = { queue: 'q' as never, channel: 'voice', cost: 1, interrupts: [], until: (at + 60_000) as never, confirmSeconds: 10, wrapUpSeconds: 0, missLimit: 0, delays: {} }

/** A start, then for ever: two reservations, a lost device that ends both in one append, and its return. */
export const stepOf = (shift: string, step: number): { readonly command: Shift.Command; readonly types: readonly string[] } => {
  const of = { shift: shift as ShiftId, at }
  if (step === 0) return { command: { type: 'StartShift', ...of, attendant, centre, capacity: 2, training: [] }, types: ['ShiftStarted'] }
  switch (step % 4) {
    case 3:
      return { command: { type: 'LoseDevice', ...of }, types: ['DeviceLost', 'ReservationEnded', 'ReservationEnded'] }
    case 0:
      return { command: { type: 'RestoreDevice', ...of }, types: ['DeviceRestored'] }
    default:
      return { command: { type: 'Reserve', ...of, offer: `o${step}` as never, contact: `call-${step}` as never, terms }, types: ['Reserved'] }
  }
}
