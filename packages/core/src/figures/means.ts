import type { Milliseconds } from '../shared/instant.js'
import type { Counts } from './counts.js'
import { ratio } from './ratio.js'

/** FIG-12 Abandonment: the abandoned of those offered. */
export const abandonment = (c: Counts): number | undefined => ratio(c.abandoned, c.offered)

/** FIG-13 Abandonment without the short ones, which are taken from both sides. */
export const abandonmentWithoutShort = (c: Counts): number | undefined => ratio(c.abandoned - c.abandonedShort, c.offered - c.abandonedShort)

/** FIG-14 Average speed of answer (TME): the mean wait of the answered, those without a wait included. */
export const speedOfAnswer = (c: Counts): Milliseconds | undefined => ratio(c.answerWait, c.answered)

/** Mean time from answer to end or transfer, of the talks that are over; holds included. */
export const meanTalk = (c: Counts): Milliseconds | undefined => ratio(c.talk, c.talks)

/** An attendant's signed-in time, or that of many added up. Time on break belongs to none of the two. */
export interface Presence {
  /** With at least one contact or its wrap-up. */
  readonly handling: Milliseconds
  /** Free to take one. */
  readonly idle: Milliseconds
  /** Contacts handled to their end. */
  readonly handled: number
  /** Of those, contact and wrap-up each added up: more than `handling` where several were served at once. */
  readonly handledTime: Milliseconds
}

export const noPresence: Presence = { handling: 0, idle: 0, handled: 0, handledTime: 0 }

export const addPresence = (a: Presence, b: Presence): Presence => ({
  handling: a.handling + b.handling, idle: a.idle + b.idle, handled: a.handled + b.handled, handledTime: a.handledTime + b.handledTime,
})

/** FIG-15 Average handling time (TMA): talk, hold and wrap-up of one attendant's part, once for each attendant. */
export const averageHandling = (p: Presence): Milliseconds | undefined => ratio(p.handledTime, p.handled)

/** FIG-16 Occupancy: of the time in which an attendant could serve, the part in which he did; breaks are left out. */
export const occupancy = (p: Presence): number | undefined => ratio(p.handling, p.handling + p.idle)
