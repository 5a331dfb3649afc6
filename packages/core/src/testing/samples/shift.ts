import type { AttendantId, CentreId, ContactId, OfferId, QueueId, ShiftId, TopicId } from '../../shared/ids.js'
import { plus, seconds, type Instant } from '../../shared/instant.js'
import { given } from '../given.js'
import { shiftDecider } from '../../shift/decider.js'
import type { Command, Event, Terms } from '../../shift/shift.js'
import type { Training } from '../../shared/training.js'

export const start = 1_593_561_600_000 as Instant
/** So many seconds after the start. */
export const at = (n: number): Instant => plus(start, seconds(n))
export const shift = 's1' as ShiftId
export const attendant = 'ana' as AttendantId
export const centre = 'c1' as CentreId
const o = (id: string) => id as OfferId
const c = (id: string) => id as ContactId
export const training: readonly Training[] = [{ topic: 'health' as TopicId, level: 1, since: start }]

/** A call takes all three units and interrupts chats and mail; a chat takes one and interrupts mail; mail takes two. */
const channels = {
  voice: { cost: 3, interrupts: ['chat', 'mail'] },
  chat: { cost: 1, interrupts: ['mail'] },
  mail: { cost: 2, interrupts: [] },
}
export const terms = (channel: keyof typeof channels, more: Partial<Terms> = {}): Terms => ({
  queue: 'general' as QueueId, channel, ...channels[channel], until: at(30), confirmSeconds: 10, wrapUpSeconds: 0, missLimit: 2, delays: {}, ...more,
})

const pair = (id: string) => ({ offer: o(id), contact: c(`call-${id}`) })
const named = (id: string) => ({ ...pair(id), shift, attendant })

export const started: Extract<Event, { type: 'ShiftStarted' }> = { type: 'ShiftStarted', at: start, shift, attendant, centre, capacity: 3, training }
export const reserved = (id: string, t: Terms = terms('voice'), n = 0): Event => ({ type: 'Reserved', at: at(n), ...named(id), terms: t })
export const engaged = (id: string, n = 0, parks: readonly string[] = []): Event => ({ type: 'Engaged', at: at(n), ...named(id), confirmBy: at(n + 10), parks: parks.map(o) })
export const ended = (id: string, outcome: Extract<Event, { type: 'ReservationEnded' }>['outcome'], n = 0, readyAt?: Instant): Event => ({
  type: 'ReservationEnded', at: at(n), ...pair(id), outcome, ...(readyAt === undefined ? {} : { readyAt }),
})
export const confirmed = (id: string, n = 0): Event => ({ type: 'EngagementConfirmed', at: at(n), ...pair(id) })
export const doubted = (id: string, n = 0): Event => ({ type: 'EngagementDoubted', at: at(n), ...pair(id) })
export const disengaged = (id: string, n = 0, resumes: readonly string[] = [], wrapUpUntil?: Instant): Event => ({
  type: 'Disengaged', at: at(n), ...pair(id), because: 'CallEnded', resumes: resumes.map(o), ...(wrapUpUntil === undefined ? {} : { wrapUpUntil }),
})
export const missed = (id: string, consecutive: number, n = 0): Event => ({ type: 'MissCounted', at: at(n), ...pair(id), consecutive })
export const wrappedUp = (id: string, by: 'attendant' | 'clock' | 'signOut', n = 0): Event => ({ type: 'WrapUpEnded', at: at(n), ...pair(id), by })
export const left = (n = 0): Event => ({ type: 'ShiftEnded', at: at(n), shift, attendant })
/** Accepted and confirmed. */
export const talking = (id: string, t: Terms = terms('voice'), parks: readonly string[] = []): readonly Event[] => [reserved(id, t), engaged(id, 0, parks), confirmed(id)]

export const reserve = (id: string, t: Terms = terms('voice'), n = 0): Command => ({ type: 'Reserve', shift, at: at(n), ...pair(id), terms: t })
export const pickContact = (id: string, t: Terms = terms('voice'), n = 0): Command => ({ type: 'PickContact', shift, at: at(n), ...pair(id), terms: t })
export const accept = (id: string, n = 0): Command => ({ type: 'Accept', shift, offer: o(id), at: at(n) })
export const decline = (id: string, n = 0, because?: 'busy'): Command => ({ type: 'Decline', shift, offer: o(id), at: at(n), ...(because === undefined ? {} : { because }) })
export const release = (id: string, wasMissed: boolean, n = 0): Command => ({ type: 'Release', shift, offer: o(id), at: at(n), missed: wasMissed })
export const disengage = (id: string, n = 0, answered = true): Command => ({ type: 'Disengage', shift, offer: o(id), at: at(n), because: 'CallEnded', answered })
export const lapse = (id: string, n: number, dueAt: Instant = at(30)): Command => ({ type: 'LapseReservation', shift, offer: o(id), at: at(n), dueAt })
export const plain = <T extends 'EndBreak' | 'LoseDevice' | 'RestoreDevice' | 'SignOut'>(type: T, n = 0) => ({ type, shift, at: at(n) })
export const startBreak = (reason: string, n = 0): Command => ({ type: 'StartBreak', shift, at: at(n), reason })
export const offerOf = o

export const aShift = given(shiftDecider)
