import { Figures, minutes, type Instant, type QueueId } from '@disque/core'
import { queueNamed } from '../calls/names.js'
import type { ScheduledCall } from '../calls/schedule.js'
import { servicesOf, unionOf, type Span } from '../calls/services.js'
import { halfHourOf } from '../figures/intervals.js'
import { usualLimits, type Facts } from '../figures/read.js'
import type { WallClock } from '../figures/wall-clock.js'
import { presencesOf } from './presence.js'

/** One side of the comparison: the record, or what the router made of it. */
export interface Side {
  readonly received: number
  readonly leftInMenu: number
  /** Refused, or let go without being served: only a policy does that. */
  readonly turnedAway: number
  readonly visits: Facts['visits']
  /** Of all attendants with a name together. */
  readonly presence: Figures.Presence
}

const counted = (c: ScheduledCall): Figures.Counts => {
  const offered = Figures.countOffer(Figures.noCounts)
  const wait = c.waitEnded - c.queued
  if (c.end === 'abandoned') return Figures.countEnd(offered, 'abandoned', wait, usualLimits)
  return Figures.countTalk(Figures.countEnd(offered, 'answered', wait, usualLimits), c.served - c.waitEnded)
}

const visitsOf = (calls: readonly ScheduledCall[], clock: WallClock): Facts['visits'] => {
  const halfHour = halfHourOf(clock)
  const visits = new Map<QueueId, Map<Instant, Figures.Counts>>()
  for (const c of calls) {
    if (c.end === 'leftInMenu') continue
    const [queue, interval] = [queueNamed(c.row.type), halfHour(c.queued)]
    const ofQueue = visits.get(queue) ?? new Map<Instant, Figures.Counts>()
    visits.set(queue, ofQueue.set(interval, Figures.addCounts(ofQueue.get(interval) ?? Figures.noCounts, counted(c))))
  }
  return visits
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, until }) => sum + until - from, 0)

/** Services that overlap count once in the time spent serving, each in the handling times. */
const recordedPresence = (calls: readonly ScheduledCall[], clock: WallClock): Figures.Presence => {
  const services = servicesOf(calls)
  const present = presencesOf(calls, clock)
  const attendants = [...new Set(services.map((s) => s.attendant))]
  const handling = attendants.reduce((sum, attendant) => sum + lengthOf(unionOf(services.filter((s) => s.attendant === attendant))), 0)
  const there = lengthOf(present) - lengthOf(present.flatMap((p) => p.breaks))
  return { handling, idle: Math.max(0, there - handling), handled: services.length, handledTime: lengthOf(services) }
}

export const recordedSide = (calls: readonly ScheduledCall[], clock: WallClock): Side => ({
  received: calls.length,
  leftInMenu: calls.filter((c) => c.end === 'leftInMenu').length,
  turnedAway: 0,
  visits: visitsOf(calls, clock),
  presence: recordedPresence(calls, clock),
})

/** What the store's events say. */
export const routedSide = ({ received, refused, leftInMenu, unserved, visits, attendants }: Facts): Side => ({
  received,
  leftInMenu,
  turnedAway: unserved + Object.values(refused).reduce((sum, n) => sum + n, 0),
  visits,
  presence: [...attendants.values()].filter((a) => !a.unbounded).reduce<Figures.Presence>(Figures.addPresence, Figures.noPresence),
})

const sumOf = (all: Iterable<Figures.Counts>): Figures.Counts => [...all].reduce(Figures.addCounts, Figures.noCounts)

export const countsOfQueue = ({ visits }: Side, queue: QueueId): Figures.Counts => sumOf(visits.get(queue)?.values() ?? [])

/** Counts by hour of the wall clock, all days and queues together. */
export const countsByHour = ({ visits }: Side, clock: WallClock): ReadonlyMap<number, Figures.Counts> => {
  const byHour = new Map<number, Figures.Counts>()
  for (const ofQueue of visits.values())
    for (const [interval, counts] of ofQueue) {
      const hour = Math.floor((interval + clock.offsetAt(interval)) / minutes(60)) % 24
      byHour.set(hour, Figures.addCounts(byHour.get(hour) ?? Figures.noCounts, counts))
    }
  return byHour
}
