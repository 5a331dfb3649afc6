import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { Instant, type EventStore, type Recorded } from '@disque/core'
import { halfHourOf, wallTimeOf } from '../figures/intervals.js'
import { factsOf, type Facts, type FactsFailure } from '../figures/read.js'
import { checker, type Checked } from '../check/check.js'
import type { Day } from './days.js'

/** The service levels are asked for twice: within 20 s, and within the 60 s of the centre's policy. */
const asked = { withinSeconds: [20, 60], shortSeconds: 5 } as const

export interface DayFigures {
  readonly day: Day
  readonly within20: Facts
  readonly within60: Facts
  /** Calls by the half hour in which they came. */
  readonly received: ReadonlyMap<string, number>
}

const receivedBy = (events: readonly Recorded[], { clock }: Facts): ReadonlyMap<string, number> => {
  const [halfHour, wall] = [halfHourOf(clock), wallTimeOf(clock)]
  const counts = new Map<string, number>()
  for (const { type, data } of events) {
    if (type !== 'CallReceived' || !Instant.is(data.at)) continue
    const { time } = wall(halfHour(data.at))
    counts.set(time, (counts.get(time) ?? 0) + 1)
  }
  return counts
}

export interface Figures {
  readonly days: readonly DayFigures[]
  readonly checked: Checked
}

/** A store that answers with these events, to whoever reads all of them. */
const holding = (store: EventStore, events: readonly Recorded[]): EventStore => ({
  ...store,
  readAll: async function* () {
    for (const event of events) yield await Promise.resolve(E.right(event))
  },
})

/** Everything that is said of the days, from what lies in the store alone: the simulation's own counters are never asked. */
export const figuresOf = async (store: EventStore, days: readonly Day[]): Promise<Either<FactsFailure, Figures>> => {
  const ofDay = days.map((): Recorded[] => [])
  const { see, end } = checker()
  for await (const read of store.readAll()) {
    if (E.isLeft(read)) return read
    const event = read.right
    see(event)
    const place = days.findLastIndex((day) => day.from <= event.data.at)
    // What the centre is belongs to every day.
    if (event.stream.startsWith('centre-')) for (const events of ofDay) events.push(event)
    else ofDay[place]?.push(event)
  }
  const figures: DayFigures[] = []
  for (const [i, day] of days.entries()) {
    const mine = ofDay[i] ?? []
    const events = holding(store, mine)
    const [within20, within60] = [await factsOf(events, { ...asked, withinSeconds: 20 })(), await factsOf(events, { ...asked, withinSeconds: 60 })()]
    if (E.isLeft(within20)) return within20
    if (E.isLeft(within60)) return within60
    figures.push({ day, within20: within20.right, within60: within60.right, received: receivedBy(mine, within20.right) })
  }
  return E.right({ days: figures, checked: end() })
}
