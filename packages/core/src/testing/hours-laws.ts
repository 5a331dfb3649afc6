import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { add, between, isOpen, nextOpening, periods, previousClosing, subtract, type Timetable } from '../hours/hours.js'
import type { Instant } from '../shared/instant.js'
import { must, same, type Case } from './contracts/case.js'

/** What answers questions of open time. */
export interface OpenTime {
  readonly isOpen: (calendar: Timetable, at: Instant) => boolean
  readonly add: (calendar: Timetable, at: Instant, ms: number) => E.Either<unknown, Instant>
  readonly subtract: (calendar: Timetable, at: Instant, ms: number) => E.Either<unknown, Instant>
  readonly between: (calendar: Timetable, from: Instant, until: Instant) => number
  readonly periods: (calendar: Timetable, from: Instant, until: Instant) => readonly { readonly from: Instant; readonly until: Instant }[]
}

export interface HoursLawOptions {
  /** Instants that are asked about lie from here … */
  readonly from: Instant
  /** … to here. */
  readonly until: Instant
  /** Tried for each law. */
  readonly runs?: number
  /** What is tried; the room `hours` where absent. */
  readonly hours?: OpenTime
}

const day = 86_400_000

/**
 * What holds of every calendar's open time, as named cases that throw: try a calendar of your own, over the years that matter.
 *
 * @example
 * for (const { name, run } of hoursLaws(office, { from: instant('2026-01-01T00:00:00Z'), until: instant('2028-01-01T00:00:00Z') })) it(name, run)
 */
export const hoursLaws = (calendar: Timetable, { from, until, runs = 200, hours = { isOpen, add, subtract, between, periods } }: HoursLawOptions): readonly Case[] => {
  const at = fc.integer({ min: from, max: until }).map((ms) => ms as Instant)
  const span = fc.integer({ min: 0, max: 20 * day })
  const law = <A>(name: string, given: fc.Arbitrary<A>, holds: (value: A) => void): Case => ({
    name,
    run: async () => fc.assert(fc.property(given, holds), { numRuns: runs, includeErrorInReport: true }),
  })
  const isEdge = (t: Instant): boolean => {
    const [closing, opening] = [previousClosing(calendar, (t + 1) as Instant), nextOpening(calendar, (t - 1) as Instant)]
    return (E.isRight(closing) && closing.right === t) || (E.isRight(opening) && opening.right === t)
  }

  return [
    law('it is open exactly while some period holds the instant', at, (t) =>
      same(hours.isOpen(calendar, t), hours.periods(calendar, t, (t + 1) as Instant).length > 0, `open at ${t}`)
    ),
    law('the open time between three instants adds up', fc.tuple(at, at, at), ([a, b, c]) =>
      same(hours.between(calendar, a, b) + hours.between(calendar, b, c), hours.between(calendar, a, c), `from ${a} over ${b} to ${c}`)
    ),
    law('what was added has passed until it is due', fc.tuple(at, span), ([t, ms]) => {
      const due = hours.add(calendar, t, ms)
      if (E.isRight(due)) same(hours.between(calendar, t, due.right), ms, `${ms} ms added to ${t}`)
    }),
    law('taking away what was added leads back over the same open time', fc.tuple(at, span), ([t, ms]) => {
      const due = hours.add(calendar, t, ms)
      const back = E.isRight(due) ? hours.subtract(calendar, due.right, ms) : undefined
      if (back !== undefined && E.isRight(back)) same(hours.between(calendar, back.right, t), 0, `open time between ${back.right} and ${t}`)
    }),
    law('a due instant is open, or begins or ends open time', fc.tuple(at, span), ([t, ms]) => {
      const due = hours.add(calendar, t, ms)
      if (E.isRight(due)) must(hours.isOpen(calendar, due.right) || isEdge(due.right), `${due.right} lies in open time or at its edge`)
    }),
    law('more is not due earlier', fc.tuple(at, span, span), ([t, ms, more]) => {
      const [first, second] = [hours.add(calendar, t, ms), hours.add(calendar, t, ms + more)]
      if (E.isRight(first) && E.isRight(second)) must(first.right <= second.right, `${ms + more} ms is not due before ${ms} ms`)
    }),
  ]
}
