import { plus, type AttendantId, type CentreId, type Effect, type Instant, type OfferId, type ShiftId } from '@disque/core'
import type { Chance } from './chance.js'
import type { trainingOf } from './plan.js'
import type { Sender } from './send.js'
import type { Timing } from './timing.js'

export interface Desk {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  readonly signIn: () => Promise<void>
  readonly signOut: () => Promise<void>
  /** What the centre does to this device. */
  readonly hear: (effect: Effect) => void
}

export interface DeskOptions extends Pick<Desk, 'attendant' | 'shift'> {
  readonly centre: CentreId
  readonly topics: ReturnType<typeof trainingOf>
  readonly send: Sender
  readonly timing: Timing
  readonly chance: Chance
  readonly now: () => Instant
}

const declines = 0.01
const ignores = 0.01
const takesBreak = 0.005
/** So long a shift may take to start. */
const startByMs = 600_000

/** An attendant: answers the rings, nearly always, and takes a break at times. */
export const desk = ({ attendant, shift, centre, topics, send, timing, chance, now }: DeskOptions): Desk => {
  const pickUp = async (offer: OfferId) => {
    if (chance.happens(ignores)) return
    await send.toShift(chance.happens(declines) ? { type: 'Decline', shift, offer } : { type: 'Accept', shift, offer })
  }
  const rest = async () => {
    if (!(await send.toShift({ type: 'StartBreak', shift, reason: 'rest' }))) return
    timing.after(chance.between(2000, 10_000), () => send.toShift({ type: 'EndBreak', shift }))
  }
  return {
    attendant, shift,
    signIn: async () => {
      await send.toAttendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1 })
      for (const { topic, level } of topics) await send.toAttendant({ type: 'TrainAttendant', attendant, topic, level })
      await send.toAttendant({ type: 'OpenShift', attendant, shift, startBy: plus(now(), startByMs) })
    },
    signOut: async () => {
      await send.toShift({ type: 'SignOut', shift })
    },
    hear: ({ kind, detail }) => {
      if (kind === 'ring') timing.after(chance.between(100, 1500), () => pickUp(detail['offer'] as OfferId))
      if (kind === 'hang-up' && chance.happens(takesBreak)) timing.after(0, rest)
    },
  }
}
