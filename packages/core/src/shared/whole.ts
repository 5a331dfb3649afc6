import * as t from 'io-ts'

/** A whole number that JavaScript holds exactly. Plain `number` in types, so that it reads and computes as one. */
export const Whole = new t.Type<number, number, unknown>(
  'Whole',
  (u): u is number => Number.isSafeInteger(u),
  (u, c) => (Number.isSafeInteger(u) ? t.success(u as number) : t.failure(u, c, 'a whole number is wanted')),
  (n) => n
)
