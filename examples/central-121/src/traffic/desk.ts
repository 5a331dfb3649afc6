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

type At = (at: Instant) => Promise<void>

/** The shift has not begun yet, or is over. */
const noShift = ['ShiftUnknown', 'ShiftOver'] as const

/** One attendant's place: rings, is picked up, and between calls gets its breaks. */
export const desk = (s: Scene, attendant: AttendantId, chance: Random) => {
  const by = { actor: attendant }
  let shift: ShiftId | undefined
  const ringing = new Map<OfferId, Planned>()
  let connected: Connected | undefined
  let busy = false
  let away = false
  /** A break that waits until the call is done. */
  let owed: At | undefined

  const onShift = async (act: (open: ShiftId) => Promise<unknown>): Promise<void> => {
    if (shift !== undefined) await act(shift)
  }

  const free: At = async (at) => {
    busy = false
    const takeBreak = owed
    owed = undefined
    await takeBreak?.(at)
  }

  /** The disposition, and the work after the call: done early, or ended by the centre's clock. */
  const wrapUp = (from: Instant, call: CallId, offer: OfferId): void => {
    if (connected?.offer === offer) connected = undefined
    const noted = 2 + chance.exponential(takes.disposition)
    s.after(from, noted, async (at) => {
      await s.toCall({ type: 'RecordDisposition', call, at, attendant, code: chance.oneOf(dispositions) }, by)
    })
    s.after(from, noted + chance.exponential(takes.wrapUp), async (at) => {
      await onShift((open) => s.toShift({ type: 'EndWrapUp', shift: open, offer, at }, by, ...noShift))
      if (connected === undefined) await free(at)
    })
  }

  const loseDevice: At = async (at) => {
    await onShift((open) => s.toShift({ type: 'LoseDevice', shift: open, at }, by, ...noShift))
    s.after(at, 30 + chance.exponential(takes.deviceBack), (later) => onShift((open) => s.toShift({ type: 'RestoreDevice', shift: open, at: later }, by, ...noShift)))
  }

  const ring = (offer: OfferId): void => {
    const what = away ? 'miss' : chance.oneOf(rings)
    if (what === 'miss') return
    const picksUp = s.after(s.now(), 1 + chance.lognormal(takes.pickUp, 0.5), async (at) => {
      ringing.delete(offer)
      if (what === 'loseDevice') return loseDevice(at)
      await onShift((open) => s.toShift({ type: what === 'answer' ? 'Accept' : 'Decline', shift: open, offer, at }, by, 'ReservationUnknown', ...noShift))
    })
    ringing.set(offer, picksUp)
  }

  const startBreak = (reason: string, seconds: number): At => async (at) => {
    await onShift((open) => s.toShift({ type: 'StartBreak', shift: open, reason, at }, by, 'AlreadyOnBreak', ...noShift))
    s.after(at, seconds, endBreak)
  }
  const endBreak: At = (at) => onShift((open) => s.toShift({ type: 'EndBreak', shift: open, at }, by, ...noShift))

  return {
    attendant,
    signIn: async (at: Instant, granted: ShiftId, startBy: Instant): Promise<void> => {
      shift = granted
      await s.toAttendant({ type: 'OpenShift', attendant, shift: granted, at, startBy }, by)
    },
    signOut: async (at: Instant): Promise<void> => {
      await onShift((open) => s.toShift({ type: 'SignOut', shift: open, at }, by, ...noShift))
      owed = undefined
    },
    takeBreak: async (at: Instant, reason: string, seconds: number): Promise<void> => {
      if (busy) owed = startBreak(reason, seconds)
      else await startBreak(reason, seconds)(at)
    },
    /** Leaves the place without a word: the centre notices by the offers that are missed. */
    wanderOff: (from: Instant, seconds: number): void => {
      away = true
      s.after(from, seconds, async (at) => {
        away = false
        await endBreak(at)
      })
    },
    /** What the centre does to this place; answers the call that it was connected to. */
    hear: ({ kind, detail }: Effect, call: CallId): void => {
      const offer = OfferId.decode(detail.offer)
      if (kind === 'ring' && !isLeft(offer)) ring(offer.right)
      if (kind === 'stop-ringing' && !isLeft(offer)) ringing.get(offer.right)?.callOff()
      if (kind === 'bridge' && !isLeft(offer)) {
        connected = { call, offer: offer.right }
        busy = true
      }
      if (kind === 'hang-up' && connected?.call === call) wrapUp(s.now(), call, connected.offer)
    },
    wrapUp,
  }
}
export type Desk = ReturnType<typeof desk>
