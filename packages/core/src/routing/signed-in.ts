import type { AttendantId, QueueId, ShiftId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Training } from '../shared/training.js'
import type { QueuePolicy } from './policy.js'

/** An attendant as the router sees the open shift: plain data. */
export interface SignedIn {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  /** Of the shift's last event. */
  readonly revision: number
  /** Whether it takes offers at all: no break, a device, not leaving. */
  readonly taking: boolean
  readonly idleSince: Instant
  /** Left alone until then, after an offer that came to nothing. */
  readonly readyAt?: Instant
  readonly training: readonly Training[]
  /** In units; a shift without bound takes whatever comes. */
  readonly capacity: number
  readonly unbounded: boolean
  /** Units that reservations and wrap-up take: no channel may interrupt them. */
  readonly held: number
  /** Units that engagements take, by channel. */
  readonly engaged: Readonly<Record<string, number>>
  /** Contacts answered in this shift. */
  readonly contacts: number
  /** Time with contacts in this shift, in milliseconds, of those that are over. */
  readonly talkMs: number
  /** When each queue last offered it a contact. */
  readonly offeredAt: Readonly<Record<string, Instant>>
}

/** ROUTE-22 What a channel may interrupt does not stand in its way; everything else does. */
export const fitsIn = (a: SignedIn, queue: Pick<QueuePolicy, 'cost' | 'interrupts'>): boolean => {
  if (a.unbounded) return true
  let used = a.held
  for (const channel in a.engaged) if (!queue.interrupts.includes(channel)) used += a.engaged[channel] ?? 0
  return used + queue.cost <= a.capacity
}

/** Units in use by whatever it is. */
export const inUse = (a: SignedIn): number => Object.values(a.engaged).reduce((n, units) => n + units, a.held)

/** The attendant once a contact of the queue is reserved. */
export const reservedFor = (a: SignedIn, queue: QueueId, cost: number, now: Instant): SignedIn => ({
  ...a, held: a.held + cost, offeredAt: { ...a.offeredAt, [queue]: now },
})
