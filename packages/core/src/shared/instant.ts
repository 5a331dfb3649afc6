import * as t from 'io-ts'

/** Marks an {@link Instant}; exported so that declarations of users' types resolve. */
export interface InstantBrand {
  readonly Instant: unique symbol
}

/**
 * A moment as whole milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
 * Numbers compare and add exactly; a reader who wants text uses {@link toIso}.
 */
export const Instant = t.brand(t.number, (n): n is t.Branded<number, InstantBrand> => Number.isSafeInteger(n), 'Instant')
export type Instant = t.TypeOf<typeof Instant>

/** Whole milliseconds between two instants; never negative where it stands in a policy. */
export type Milliseconds = number

/**
 * Reads ISO 8601 text with an offset or `Z`.
 *
 * @throws RangeError when the text is no instant; use it for literals in code, not for input.
 */
export const instant = (iso: string): Instant => {
  const ms = Date.parse(iso)
  if (!Number.isSafeInteger(ms)) throw new RangeError(`"${iso}" is not an ISO 8601 instant; write it as 2020-07-01T10:00:00Z`)
  return ms as Instant
}

export const toIso = (at: Instant): string => new Date(at).toISOString()

/** `at` moved by a span, which may be negative. */
export const plus = (at: Instant, span: Milliseconds): Instant => (at + span) as Instant

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** Rounded to whole milliseconds, so that an instant moved by it stays one. */
export const seconds = (n: number): Milliseconds => Math.round(n * 1000)
export const minutes = (n: number): Milliseconds => seconds(n * 60)
