import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'

/** The largest load in erlangs, and twice as many agents or servers: up to there every search and every sum ends. */
const mostErlangs = 5_000_000
export const mostAgents = 2 * mostErlangs

/**
 * What a figure has to be: `load` = erlangs from 0 to 5 million, `whole` = agents or servers, a whole number from 0 to 10 million,
 * `notNegative` = finite and from 0 on, `aboveZero` = finite and above 0, `share` = between 0 and 1, both left out,
 * `patience` = seconds from 0 on, in which at most 100 million calls come, or Infinity, `attainable` = a target that 10 million agents meet.
 */
export type Wanted = 'load' | 'whole' | 'notNegative' | 'aboveZero' | 'share' | 'patience' | 'attainable'

/** What a figure is by itself, whatever the others are. */
type OfItself = Exclude<Wanted, 'attainable'>

/** A figure that no formula can take. */
export interface StaffingInputInvalid {
  readonly _tag: 'StaffingInputInvalid'
  readonly field: string
  readonly value: number
  readonly wanted: Wanted
}

const meets: Readonly<Record<OfItself, (n: number) => boolean>> = {
  load: (n) => n >= 0 && n <= mostErlangs,
  whole: (n) => Number.isInteger(n) && n >= 0 && n <= mostAgents,
  notNegative: (n) => n >= 0 && n < Infinity,
  aboveZero: (n) => n > 0 && n < Infinity,
  share: (n) => n > 0 && n < 1,
  patience: (n) => n >= 0,
}

export type Figures = Readonly<Record<string, readonly [value: number | undefined, wanted: OfItself]>>

export const invalid = (field: string, value: number, wanted: Wanted): StaffingInputInvalid => ({ _tag: 'StaffingInputInvalid', field, value, wanted })

/** The first figure that is not as wanted; those that are absent are not looked at. */
export const firstInvalid = (figures: Figures): StaffingInputInvalid | undefined => {
  for (const [field, [value, wanted]] of Object.entries(figures)) if (value !== undefined && !meets[wanted](value)) return invalid(field, value, wanted)
  return undefined
}

/** STAFF-01 A figure that is negative, no number, or not whole where it must be is refused by its name: no formula answers NaN. */
export const unless = <A>(refusal: StaffingInputInvalid | undefined, answer: () => A): Either<StaffingInputInvalid, A> =>
  refusal === undefined ? E.right(answer()) : E.left(refusal)
