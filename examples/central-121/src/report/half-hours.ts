import { Figures } from '@disque/core'
import type { Facts } from '../figures/read.js'
import { wallTimeOf } from '../figures/intervals.js'

export interface HalfHour {
  /** Wall-clock time at which it begins: `10:30`. */
  readonly time: string
  readonly counts: Figures.Counts
}

const timeAt = (place: number): string => `${String(Math.floor(place / 2)).padStart(2, '0')}:${place % 2 === 0 ? '00' : '30'}`

/** All queues by half hour of the day, all days together, from the first with a call to the last. */
export const halfHours = (facts: Pick<Facts, 'visits' | 'clock'>): readonly HalfHour[] => {
  const timeOf = wallTimeOf(facts.clock)
  const byTime = new Map<string, Figures.Counts>()
  for (const ofQueue of facts.visits.values())
    for (const [at, counts] of ofQueue) byTime.set(timeOf(at).time, Figures.addCounts(byTime.get(timeOf(at).time) ?? Figures.noCounts, counts))
  const all = Array.from({ length: 48 }, (_, place) => timeAt(place))
  const from = all.findIndex((time) => byTime.has(time))
  const until = all.findLastIndex((time) => byTime.has(time))
  return from < 0 ? [] : all.slice(from, until + 1).map((time) => ({ time, counts: byTime.get(time) ?? Figures.noCounts }))
}

/** The local dates on which calls were offered, in order. */
export const dates = (facts: Pick<Facts, 'visits' | 'clock'>): readonly string[] => {
  const dateOf = wallTimeOf(facts.clock)
  return [...new Set([...facts.visits.values()].flatMap((ofQueue) => [...ofQueue.keys()].map((at) => dateOf(at).date)))].sort()
}
