import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** Why a text is no NUP. It repeats nothing of what was typed but the check digits. */
export type NupInvalid =
  /** Another character than digits, dot, slash and hyphen stands there (from 0), as where old numbers show `DV` for the check digits. */
  | { readonly _tag: 'NupCharacter'; readonly at: number }
  | { readonly _tag: 'NupLength'; readonly digits: number; readonly wanted: number }
  /** The digits are as many as wanted, but dot, slash and hyphen stand in other places than in `form`. */
  | { readonly _tag: 'NupForm'; readonly form: string }
  | { readonly _tag: 'NupCheckDigits'; readonly found: string; readonly expected: string }

/** A part that is no whole number, or does not fit its places. */
export interface NupPartInvalid {
  readonly _tag: 'NupPartInvalid'
  readonly part: keyof NupParts
  readonly value: number
  readonly min: number
  readonly max: number
}

export interface NupParts {
  /** The protocol unit that gave the number. */
  readonly unit: number
  /** From 1 in each year. */
  readonly sequence: number
  readonly year: number
}

interface Form {
  readonly written: string
  /** How many digits unit and sequence have; the year has four, the check digits two. */
  readonly unit: number
  readonly sequence: number
  readonly checkDigits: (base: string) => string
}

const baseLength = ({ unit, sequence }: Form): number => unit + sequence + 4

const printed = (digits: string, { unit, sequence }: Form): string => {
  const year = unit + sequence
  return `${digits.slice(0, unit)}.${digits.slice(unit, year)}/${digits.slice(year, year + 4)}-${digits.slice(year + 4)}`
}

/** The printed form of a text that has all its marks in their places, or none of them. */
const checked = (text: string, form: Form): Either<NupInvalid, string> => {
  const at = text.search(/[^\d./-]/)
  if (at >= 0) return E.left({ _tag: 'NupCharacter', at })
  const digits = text.replaceAll(/\D/g, '')
  const base = baseLength(form)
  if (digits.length !== base + 2) return E.left({ _tag: 'NupLength', digits: digits.length, wanted: base + 2 })
  const print = printed(digits, form)
  if (text !== digits && text !== print) return E.left({ _tag: 'NupForm', form: form.written })
  const found = digits.slice(base)
  const expected = form.checkDigits(digits.slice(0, base))
  return found === expected ? E.right(print) : E.left({ _tag: 'NupCheckDigits', found, expected })
}

/** Weights 2, 3, 4 … from the right; 11 less the remainder, where 10 is written 0 and 11 is written 1. */
const checkDigit = (digits: string): number => {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (digits.length + 1 - i), 0)
  return (11 - (sum % 11)) % 10
}

/**
 * PROT-01 A NUP's check digits are modulus 11 over its fifteen digits, then over sixteen; a remainder of 0 gives 1, unlike in a CPF.
 *
 * Source: Portaria Interministerial 11/2019 and its annex.
 *
 * @param base the fifteen digits of unit, sequence and year
 * @example nupCheckDigits('230370014622021') // '65'
 */
export const nupCheckDigits = (base: string): string => {
  const first = checkDigit(base)
  return `${first}${checkDigit(`${base}${first}`)}`
}

const seventeen: Form = { written: 'UUUUU.SSSSSS/AAAA-DD', unit: 5, sequence: 6, checkDigits: nupCheckDigits }

// PROT-02 One wrong digit is found, unless it swaps a remainder of 0 with one of 10, which only four of the fifteen places can do unseen.

const isPrinted = (text: string): boolean => {
  const found = checked(text, seventeen)
  return E.isRight(found) && found.right === text
}

/** Marks a {@link Nup}; exported so that declarations of users' types resolve. */
export interface NupBrand {
  readonly Nup: unique symbol
}

/** The federal executive's protocol number as it is printed, `23037.001462/2021-65`, with right check digits. */
export const Nup = t.brand(t.string, (s): s is t.Branded<string, NupBrand> => isPrinted(s), 'Nup')
export type Nup = t.TypeOf<typeof Nup>

/**
 * PROT-03 A NUP is read as it is printed or as its seventeen digits alone; a fault says which characters, length, form or check digits were wanted.
 *
 * @example parseNup('23037001462202165') // right('23037.001462/2021-65')
 */
export const parseNup = (text: string): Either<NupInvalid, Nup> => checked(text, seventeen) as Either<NupInvalid, Nup>

/** A NUP as its seventeen digits. */
export const nupDigits = (nup: Nup): string => nup.replaceAll(/\D/g, '')

/** Unit, sequence and year of a NUP. */
export const nupParts = (nup: Nup): NupParts => ({ unit: Number(nup.slice(0, 5)), sequence: Number(nup.slice(6, 12)), year: Number(nup.slice(13, 17)) })

const bounds: Readonly<Record<keyof NupParts, readonly [min: number, max: number]>> = { unit: [0, 99_999], sequence: [1, 999_999], year: [1, 9999] }

/**
 * The NUP of a unit's number in a year.
 *
 * @example formatNup({ unit: 23037, sequence: 1462, year: 2021 }) // right('23037.001462/2021-65')
 */
export const formatNup = (parts: NupParts): Either<NupPartInvalid, Nup> => {
  for (const part of ['unit', 'sequence', 'year'] as const) {
    const [value, [min, max]] = [parts[part], bounds[part]]
    if (!Number.isInteger(value) || value < min || value > max) return E.left({ _tag: 'NupPartInvalid', part, value, min, max })
  }
  const base = String(parts.unit).padStart(5, '0') + String(parts.sequence).padStart(6, '0') + String(parts.year).padStart(4, '0')
  return E.right(printed(base + nupCheckDigits(base), seventeen) as Nup)
}

/**
 * PROT-04 The form with 21 digits, whose whole number leaves 1 when divided by 97, is recognised but is no NUP.
 *
 * Source: Portaria Interministerial 705/2015, annex; revoked by Portaria Interministerial 11/2019 before it came into force.
 *
 * @param base the nineteen digits of unit, sequence and year
 */
export const nup21CheckDigits = (base: string): string => String(98n - (BigInt(base) * 100n) % 97n).padStart(2, '0')

const twentyOne: Form = { written: 'UUUUUUU.SSSSSSSS/AAAA-DD', unit: 7, sequence: 8, checkDigits: nup21CheckDigits }

/** Reads the form with 21 digits, as it is printed or as digits alone, and answers it as printed. */
export const parseNup21 = (text: string): Either<NupInvalid, string> => checked(text, twentyOne)
