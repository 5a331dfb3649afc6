import { plus, seconds, ShiftId, streamName, type AttendantId, type Instant, type TopicId } from '@disque/core'
import { named } from '../plan/names.js'
import type { Action } from './agenda.js'
import { desk, type Desk } from './desk.js'
import type { Person } from './people.js'
import type { Duty } from './roster.js'
import type { Scene } from './scene.js'
import { sealed } from './sealing.js'

const supervisor = { actor: 'supervisor' }
/** Who closes stays while someone waits, but not for ever. */
const overtime = { atMost: seconds(20 * 60), looksEvery: 30 }
/** So long a shift that was granted may take to begin. */
const grantCounts = seconds(60 * 60)

/** Everyone who works here: hired, trained, in and out. */
export const staff = (s: Scene) => {
  const desks = new Map<string, Desk>()

  const train = async (attendant: AttendantId, topic: TopicId): Promise<void> => {
    await s.toAttendant({ type: 'TrainAttendant', attendant, topic, level: 1, at: s.now() }, supervisor)
  }

  const hire = async ({ attendant, behaves, name, trainedIn }: Person): Promise<void> => {
    const [subject, commandId] = [s.ids.subjectRef(), s.ids.commandId()]
    const hidden = await sealed(s, name, { subject, stream: streamName('attendant', attendant), commandId, field: 'name' })
    await s.toAttendant({ type: 'RegisterAttendant', attendant, centre: s.centre, capacity: 1, name: hidden, subject, at: s.now() }, { ...supervisor, commandId })
    for (const topic of trainedIn) await train(attendant, topic)
    desks.set(attendant, desk(s, attendant, s.chance(`desk/${behaves}`)))
  }

  const leave = (place: Desk, by: Instant): Action => async (at) => {
    if (s.waiting.total() > 0 && at < by) s.after(at, overtime.looksEvery, leave(place, by))
    else await place.signOut(at)
  }

  const work = ({ attendant }: Person, duty: Duty, closing: Instant): void => {
    const place = desks.get(attendant)
    if (place === undefined) return
    s.at(duty.from, (at) => place.signIn(at, named(ShiftId)(s.ids.next()), plus(at, grantCounts)))
    for (const b of duty.breaks) s.at(b.at, (at) => place.takeBreak(at, b.reason, b.seconds))
    const off = duty.wandersOff
    if (off !== undefined) s.at(off.at, (at) => Promise.resolve(place.wanderOff(at, off.seconds)))
    s.at(duty.until, leave(place, duty.until === closing ? plus(closing, overtime.atMost) : duty.until))
  }

  return { hire, train, work, at: (device: string): Desk | undefined => desks.get(device) }
}
