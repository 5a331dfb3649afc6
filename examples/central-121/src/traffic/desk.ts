import { isLeft } from 'fp-ts/lib/Either.js'
import { OfferId, type AttendantId, type CallId, type Effect, type Instant, type ShiftId } from '@disque/core'
import type { Planned } from './agenda.js'
import type { Random } from './random.js'
import type { Scene } from './scene.js'

/** How likely a ring is not simply picked up. */
const rings: readonly (readonly ['answer' | 'miss' | 'decline' | 'loseDevice', number])[] = [['answer', 974], ['miss', 14], ['decline', 9], ['loseDevice', 3]]
/** Mean seconds. */
const takes = { pickUp: 4, disposition: 8, wrapUp: 22, deviceBack: 120 }

const dispositions: readonly (readonly [string, number])[] = [
  ['informed', 62], ['registered', 14], ['forwarded', 9], ['referred-to-municipality', 11], ['caller-left', 4],
]

interface Connected {
  readonly call: CallId
  readonly offer: OfferId
}

/** One attendant's place: rings, is picked up, and between calls gets its breaks. */
export const desk = (s: Scene, attendant: AttendantId, chance: Random) => {
  const by = { actor: attendant }
  let shift: ShiftId | undefined
  let ringing: Planned | undefined
  let connected: Connected | undefined
  let busy = false
  let away = false
  /** A break that waits until the call is done. */
  let owed: (() => Promise<void>) | undefined

  const onShift = async (act: (open: ShiftId) => Promise<unknown>): Promise<void> => {
    if (shift !== undefined) await act(shift)
  }

  const free = async (): Promise<void> => {
    busy = false
    const takeBreak = owed
    owed = undefined
    await takeBreak?.()
  }

  /** The disposition, and the work after the call: done early, or ended by the centre's clock. */
  const wrapUp = (call: CallId, offer: OfferId): void => {
    connected = undefined
    const noted = 2 + chance.exponential(takes.disposition)
    s.after(noted, async () => {
      await s.toCall({ type: 'RecordDisposition', call, at: s.now(), attendant, code: chance.oneOf(dispositions) }, by)
    })
    s.after(noted + chance.exponential(takes.wrapUp), async () => {
      await onShift((open) => s.toShift({ type: 'EndWrapUp', shift: open, offer, at: s.now() }, by, 'ShiftOver'))
      await free()
    })
  }

  const loseDevice = async (): Promise<void> => {
    await onShift((open) => s.toShift({ type: 'LoseDevice', shift: open, at: s.now() }, by, 'ShiftOver'))
    s.after(30 + chance.exponential(takes.deviceBack), () => onShift((open) => s.toShift({ type: 'RestoreDevice', shift: open, at: s.now() }, by, 'ShiftOver')))
  }

  const ring = (offer: OfferId): void => {
    const what = away ? 'miss' : chance.oneOf(rings)
    if (what === 'miss') return
    ringing = s.after(1 + chance.lognormal(takes.pickUp, 0.5), async () => {
      if (what === 'loseDevice') return loseDevice()
      await onShift((open) => s.toShift({ type: what === 'answer' ? 'Accept' : 'Decline', shift: open, offer, at: s.now() }, by, 'ReservationUnknown', 'ShiftOver'))
    })
  }

  const startBreak = (reason: string, seconds: number) => async (): Promise<void> => {
    await onShift((open) => s.toShift({ type: 'StartBreak', shift: open, reason, at: s.now() }, by, 'AlreadyOnBreak', 'ShiftOver'))
    s.after(seconds, endBreak)
  }
  const endBreak = () => onShift((open) => s.toShift({ type: 'EndBreak', shift: open, at: s.now() }, by, 'ShiftOver'))

  return {
    attendant,
    signIn: async (granted: ShiftId, startBy: Instant): Promise<void> => {
      shift = granted
      await s.toAttendant({ type: 'OpenShift', attendant, shift: granted, at: s.now(), startBy }, by)
    },
    signOut: async (): Promise<void> => {
      await onShift((open) => s.toShift({ type: 'SignOut', shift: open, at: s.now() }, by, 'ShiftOver'))
      owed = undefined
    },
    takeBreak: async (reason: string, seconds: number): Promise<void> => {
      if (busy) owed = startBreak(reason, seconds)
      else await startBreak(reason, seconds)()
    },
    /** Leaves the place without a word: the centre notices by the offers that are missed. */
    wanderOff: (seconds: number): void => {
      away = true
      s.after(seconds, async () => {
        away = false
        await endBreak()
      })
    },
    /** What the centre does to this place; answers the call that it was connected to. */
    hear: ({ kind, detail }: Effect, call: CallId): void => {
      const offer = OfferId.decode(detail.offer)
      if (kind === 'ring' && !isLeft(offer)) ring(offer.right)
      if (kind === 'stop-ringing') ringing?.callOff()
      if (kind === 'bridge' && !isLeft(offer)) {
        connected = { call, offer: offer.right }
        busy = true
      }
      if (kind === 'hang-up' && connected !== undefined) wrapUp(connected.call, connected.offer)
    },
    wrapUp,
  }
}
export type Desk = ReturnType<typeof desk>
