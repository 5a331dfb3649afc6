import { isLeft } from 'fp-ts/lib/Either.js'
import type { Span } from '../calls/services.js'
import { later, OfferId, plus, seconds, ShiftId, type AttendantId, type Effect, type TopicId } from '@disque/core'
import type { Scene } from '../traffic/scene.js'
import type { Presence } from './presence.js'

const supervisor = { actor: 'supervisor' }
const capacity = 1
/** Of all breaks that the log shows. */
export const breakReason = 'recorded'

/** One attendant's place: there when the log says so, and every ring is picked up at once. */
export const desk = (s: Scene, attendant: AttendantId) => {
  const by = { actor: attendant }
  const soonest = () => plus(s.now(), seconds(1))

  const takeBreak = (shift: ShiftId, { from, until }: Span): void => {
    const begins = later(from, soonest())
    if (begins >= until) return
    s.at(begins, async () => void (await s.toShift({ type: 'StartBreak', shift, reason: breakReason, at: s.now() }, by, 'AlreadyOnBreak', 'ShiftOver')))
    s.at(until, async () => void (await s.toShift({ type: 'EndBreak', shift, at: s.now() }, by, 'ShiftOver')))
  }

  /** A day's shift begins when the last one has ended: a talk that goes on past midnight is finished first. */
  const signIn = async (presence: Presence): Promise<void> => {
    const { shift, until, breaks } = presence
    if (s.now() >= until) return
    const opened = await s.toAttendant({ type: 'OpenShift', attendant, shift, at: s.now(), startBy: soonest() }, by, 'AnotherShiftOpen')
    if (opened.length === 0) return void s.at(soonest(), () => signIn(presence))
    for (const span of breaks) takeBreak(shift, span)
    s.at(until, async () => void (await s.toShift({ type: 'SignOut', shift, at: s.now() }, by, 'ShiftOver')))
  }

  const pickUp = (shift: ShiftId, offer: OfferId): void => {
    s.at(s.now(), async () => void (await s.toShift({ type: 'Accept', shift, offer, at: s.now() }, by, 'ReservationUnknown', 'ShiftOver')))
  }

  return {
    hire: async (topics: readonly TopicId[]): Promise<void> => {
      await s.toAttendant({ type: 'RegisterAttendant', attendant, centre: s.centre, capacity, at: s.now() }, supervisor)
      for (const topic of topics) await s.toAttendant({ type: 'TrainAttendant', attendant, topic, level: 1, at: s.now() }, supervisor)
    },
    work: (presence: Presence): void => void s.at(presence.from, () => signIn(presence)),
    /** What the centre does to this place. */
    hear: ({ kind, detail }: Effect): void => {
      const [offer, shift] = [OfferId.decode(detail.offer), ShiftId.decode(detail.shift)]
      if (kind === 'ring' && !isLeft(offer) && !isLeft(shift)) pickUp(shift.right, offer.right)
    },
  }
}
export type Desk = ReturnType<typeof desk>
