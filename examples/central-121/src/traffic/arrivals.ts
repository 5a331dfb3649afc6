import { minutes, plus, type Instant } from '@disque/core'
import type { Random } from './random.js'

/** One day as the world outside makes it. */
export interface DayAhead {
  /** YYYY-MM-DD. */
  readonly date: string
  readonly from: Instant
  /** How many calls are expected in all; chance decides how many come. */
  readonly expected: number
  /** Nobody has to work: people call later, and less at the desk's hours. */
  readonly holiday: boolean
  /** What share of the callers would use a mobile phone. */
  readonly mobileShare: number
}

const slotLength = minutes(30)

/** Weights of the 48 half hours: a morning peak, a dip at noon, a lower afternoon, some who try at night. */
const workday: readonly number[] = [
  0.3, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.3, 0.5, 1.2, 2.2, 4.2, 5.2, 6.9, 7.8, 8.8, 9.4, 9.6, 9.0, 8.2, 7.0,
  5.4, 4.9, 5.6, 6.6, 7.7, 8.1, 7.9, 7.3, 6.6, 5.8, 4.9, 4.0, 3.0, 2.2, 1.5, 1.1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.5, 0.4, 0.3,
]
const holiday: readonly number[] = [
  0.5, 0.4, 0.3, 0.2, 0.2, 0.1, 0.1, 0.1, 0.2, 0.2, 0.3, 0.4, 0.7, 1.0, 1.8, 2.4, 3.6, 4.4, 5.4, 6.0, 6.4, 6.2, 5.7, 5.0,
  4.1, 3.8, 4.2, 4.7, 5.0, 5.1, 4.9, 4.6, 4.2, 3.9, 3.4, 3.0, 2.6, 2.2, 1.9, 1.6, 1.4, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6,
]

/** Mondays are the busiest: 384 to the week's mean of 280, as another federal centre published for 2007. */
const weekdays: readonly number[] = [0.15, 1.37, 1.1, 1, 0.95, 0.92, 0.25]

export const expectedOn = (date: string, ofAMeanDay: number): number => ofAMeanDay * (weekdays[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? 1)

/** When calls come, oldest first: a Poisson process whose rate changes with the half hour. */
export const arrivals = (day: DayAhead, chance: Random): readonly Instant[] => {
  const weights = day.holiday ? holiday : workday
  const all = weights.reduce((sum, w) => sum + w, 0)
  return weights
    .flatMap((weight, slot) =>
      Array.from({ length: chance.poisson((day.expected * weight) / all) }, () => plus(day.from, slot * slotLength + chance.whole(slotLength)))
    )
    .sort((a, b) => a - b)
}
