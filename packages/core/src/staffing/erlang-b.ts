import type { Either } from 'fp-ts/lib/Either.js'
import { firstInvalid, unless, type StaffingInputInvalid } from './input.js'
import { boundary, smallest } from './search.js'

/** 1/B, by 1/B(0) = 1 and 1/B(k) = 1 + k/a · 1/B(k−1): all terms are positive, so nothing cancels at any size. Infinity: B is too small for a number. */
export const inverseBlocking = (erlangs: number, servers: number): number => {
  let inverse = 1
  for (let k = 1; k <= servers && inverse < Infinity; k++) inverse = 1 + (k / erlangs) * inverse
  return inverse
}

const blockingOf = (erlangs: number, servers: number): number => 1 / inverseBlocking(erlangs, servers)

/**
 * STAFF-02 Erlang B: the share of calls that find every line taken, where such calls are lost and nobody waits.
 *
 * Source: A. K. Erlang, "Solution of some problems in the theory of probabilities" (1917).
 *
 * @param input.erlangs load offered: calls per second × mean seconds on a line
 * @param input.servers lines
 * @example
 * erlangB({ erlangs: 10, servers: 17 }) // right(0.0129…): 1.3 % are lost
 */
export const erlangB = (input: { readonly erlangs: number; readonly servers: number }): Either<StaffingInputInvalid, number> =>
  unless(firstInvalid({ erlangs: [input.erlangs, 'load'], servers: [input.servers, 'whole'] }), () => blockingOf(input.erlangs, input.servers))

/**
 * STAFF-03 The fewest lines that lose no more than a share of the calls.
 *
 * @param input.erlangs load offered
 * @param input.maxBlocking share of the calls that may be lost
 * @example
 * serversFor({ erlangs: 10, maxBlocking: 0.02 }) // right(17)
 */
export const serversFor = (input: { readonly erlangs: number; readonly maxBlocking: number }): Either<StaffingInputInvalid, number> =>
  unless(firstInvalid({ erlangs: [input.erlangs, 'load'], maxBlocking: [input.maxBlocking, 'share'] }), () =>
    smallest(0, (servers) => blockingOf(input.erlangs, servers) <= input.maxBlocking)
  )

/**
 * STAFF-04 The load at which so many lines lose a share of the calls, as tables of Erlang B print it.
 *
 * @returns erlangs
 * @example
 * loadFor({ servers: 15, blocking: 0.01 }) // right(8.108…)
 */
export const loadFor = (input: { readonly servers: number; readonly blocking: number }): Either<StaffingInputInvalid, number> =>
  unless(firstInvalid({ servers: [input.servers, 'whole'], blocking: [input.blocking, 'share'] }), () =>
    // Of a load at least what exceeds the lines is lost: that bounds the search.
    input.servers === 0 ? 0 : boundary(0, input.servers / (1 - input.blocking), (erlangs) => blockingOf(erlangs, input.servers) >= input.blocking)
  )
