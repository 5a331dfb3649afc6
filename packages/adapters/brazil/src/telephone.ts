import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { parsePhoneNumberFromString, type NumberType } from 'libphonenumber-js/max'
import type { Plan } from '@disque/core'

/** What answers, and who pays: `SHARED_COST` is charged as a local call or less (4004, 3003, 0300). */
export type TelephoneType = 'MOBILE' | 'FIXED' | 'TOLL_FREE' | 'SHARED_COST' | 'PREMIUM_RATE'

/** Why a text is no Brazilian telephone number. It repeats nothing of a number but its area or country, which name nobody. */
export type TelephoneInvalid =
  /** A character that is no part of a number; counted from 0 in the text as given. */
  | { readonly _tag: 'TelephoneCharacter'; readonly at: number }
  | { readonly _tag: 'TelephoneLength'; readonly digits: number }
  /** Three digits such as 121: a {@link SupCode}, which has no number behind it. */
  | { readonly _tag: 'TelephoneIsSupCode' }
  | { readonly _tag: 'TelephoneForeign'; readonly callingCode: string }
  | { readonly _tag: 'AreaCodeUnknown'; readonly areaCode: string }
  /** Eight digits that would be a mobile number's before the ninth digit came, 2012 to 2016. */
  | { readonly _tag: 'NinthDigitMissing' }
  /** No number of the area begins so. */
  | { readonly _tag: 'TelephoneNotInPlan' }

/** The subscriber's number, and the carrier that was dialled with it. */
export interface Telephone {
  readonly number: TelephoneNumber
  readonly type: TelephoneType
  /** The two digits between 0 and the area code that choose who carries a long-distance call (CSP). */
  readonly carrier?: string
}

const types: Readonly<Partial<Record<NonNullable<NumberType>, TelephoneType>>> = {
  MOBILE: 'MOBILE', FIXED_LINE: 'FIXED', TOLL_FREE: 'TOLL_FREE', SHARED_COST: 'SHARED_COST', PREMIUM_RATE: 'PREMIUM_RATE',
}

const read = (text: string) => parsePhoneNumberFromString(text, { defaultCountry: 'BR', extract: false })

const isAreaCode = (code: string): boolean => read(`+55${code}987654321`)?.isValid() === true

const supCode = /^1\d\d$/

/** Why libphonenumber does not know a number of Brazil; `national` is its digits without prefixes. */
const faultOf = (national: string): TelephoneInvalid => {
  if (supCode.test(national)) return { _tag: 'TelephoneIsSupCode' }
  if (national.length < 8 || national.length > 11) return { _tag: 'TelephoneLength', digits: national.length }
  if (national.length < 10) return { _tag: 'TelephoneNotInPlan' }
  const areaCode = national.slice(0, 2)
  if (!isAreaCode(areaCode)) return { _tag: 'AreaCodeUnknown', areaCode }
  return /^\d\d[6-9]\d{7}$/.test(national) && read(`+55${areaCode}9${national.slice(2)}`)?.isValid() === true ? { _tag: 'NinthDigitMissing' } : { _tag: 'TelephoneNotInPlan' }
}

/**
 * BR-04 A number is read as dialled in Brazil or with +55, and answered as E.164 with its type; 0, 90 and a carrier's code before it fall away.
 *
 * @example parseTelephone('0 21 11 98765-4321') // right({ number: '+5511987654321', type: 'MOBILE', carrier: '21' })
 */
export const parseTelephone = (text: string): Either<TelephoneInvalid, Telephone> => {
  const at = text.search(/[^0-9\s().,/+\u2010-\u2015\u2212-]|(?<=.)\+/)
  if (at >= 0) return E.left({ _tag: 'TelephoneCharacter', at })
  const digits = text.replaceAll(/\D/g, '')
  if (supCode.test(digits)) return E.left({ _tag: 'TelephoneIsSupCode' })
  const found = read(text)
  if (found === undefined) return E.left({ _tag: 'TelephoneLength', digits: digits.length })
  if (found.countryCallingCode !== '55') return E.left({ _tag: 'TelephoneForeign', callingCode: found.countryCallingCode })
  const kind = found.getType()
  const type = kind === undefined ? undefined : types[kind]
  if (!found.isValid() || type === undefined) return E.left(faultOf(found.nationalNumber))
  const number = found.number as TelephoneNumber
  return E.right(found.carrierCode === undefined ? { number, type } : { number, type, carrier: found.carrierCode })
}

export interface TelephoneNumberBrand { readonly TelephoneNumber: unique symbol }
/** A Brazilian number in its one form, E.164: `+5511987654321`. */
export const TelephoneNumber = t.brand(
  t.string,
  (s): s is t.Branded<string, TelephoneNumberBrand> => {
    const found = parseTelephone(s)
    return E.isRight(found) && found.right.number === s
  },
  'TelephoneNumber'
)
export type TelephoneNumber = t.TypeOf<typeof TelephoneNumber>

/**
 * BR-05 What a plan's numbers ask about a caller: a mobile or fixed line, a line abroad, or a number withheld; nothing where no line calls from it.
 * A payphone has a fixed line's number: only the exchange can tell.
 *
 * @param caller the number that the exchange reports, empty where it is withheld
 */
export const originOf = (caller: string): Plan.Origin | undefined => {
  if (caller.trim() === '') return 'withheld'
  const found = parseTelephone(caller)
  if (E.isLeft(found)) return found.left._tag === 'TelephoneForeign' ? 'abroad' : undefined
  return found.right.type === 'MOBILE' ? 'mobile' : found.right.type === 'FIXED' ? 'landline' : undefined
}
