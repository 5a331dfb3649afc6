import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

export interface SupCodeBrand { readonly SupCode: unique symbol }
/** A three-digit code of a public utility service, such as 121: dialled as it stands, from Brazil only. */
export const SupCode = t.brand(t.string, (s): s is t.Branded<string, SupCodeBrand> => /^1\d\d$/.test(s), 'SupCode')
export type SupCode = t.TypeOf<typeof SupCode>

export interface SupCodeInvalid {
  readonly _tag: 'SupCodeInvalid'
}

/**
 * BR-06 A SUP code is three digits from 100 to 199, without area code or +55; it is no telephone number.
 *
 * Source: Anatel, Resolução 749/2022.
 *
 * @example parseSupCode('121') // right('121')
 */
export const parseSupCode = (text: string): Either<SupCodeInvalid, SupCode> => (SupCode.is(text) ? E.right(text) : E.left({ _tag: 'SupCodeInvalid' }))
