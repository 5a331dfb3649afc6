import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { originOf, parseSupCode, parseTelephone, SupCode, TelephoneNumber } from './index.js'

const areas = [11, 21, 27, 31, 41, 51, 61, 68, 71, 79, 81, 91, 99]
const mobile = fc.tuple(fc.constantFrom(...areas), fc.integer({ min: 96_000_000, max: 99_999_999 })).map(([area, n]) => `${area}9${n}`)
const fixed = fc.tuple(fc.constantFrom(...areas), fc.integer({ min: 2, max: 3 }), fc.integer({ min: 0, max: 9_999_999 })).map(([area, first, n]) => `${area}${first}${String(n).padStart(7, '0')}`)
const carriers = ['12', '14', '15', '21', '31', '41']

/** The ways in which a national number is written and dialled, without a carrier. */
const written = (n: string): readonly string[] => [n, `+55${n}`, `+55 ${n.slice(0, 2)} ${n.slice(2)}`, `(${n.slice(0, 2)}) ${n.slice(2, -4)}-${n.slice(-4)}`, `0${n}`]

describe('a telephone number', () => {
  test.prop([fc.oneof(mobile.map((n) => ({ n, type: 'MOBILE' })), fixed.map((n) => ({ n, type: 'FIXED' })))])('BR-04 is the same however it is written', ({ n, type }) => {
    for (const text of written(n)) expect(parseTelephone(text)).toEqual(E.right({ number: `+55${n}`, type }))
    expect(TelephoneNumber.is(`+55${n}`)).toBe(true)
    expect(TelephoneNumber.is(n)).toBe(false)
  })

  test.prop([fc.oneof(mobile, fixed), fc.constantFrom(...carriers), fc.constantFrom('0', '90')])('BR-04 sheds the carrier that it is dialled with, and keeps it apart', (n, carrier, prefix) => {
    expect(parseTelephone(`${prefix} ${carrier} ${n}`)).toMatchObject({ _tag: 'Right', right: { number: `+55${n}`, carrier } })
  })

  it.each([
    ['0800 707 2003', '+558007072003', 'TOLL_FREE'], ['0800 61 1997', '+55800611997', 'TOLL_FREE'], ['4004 0001', '+5540040001', 'SHARED_COST'],
    ['0300 123 4567', '+553001234567', 'SHARED_COST'], ['0900 123 4567', '+559001234567', 'PREMIUM_RATE'], ['11 7812-3456', '+551178123456', 'MOBILE'],
  ])('BR-04 %s is %s, %s', (text, number, type) => expect(parseTelephone(text)).toEqual(E.right({ number, type })))

  it.each([
    ['', { _tag: 'TelephoneLength', digits: 0 }],
    ['1', { _tag: 'TelephoneLength', digits: 1 }],
    ['98765-432', { _tag: 'TelephoneNotInPlan' }],
    ['(11) 98765-4321 ramal 5', { _tag: 'TelephoneCharacter', at: 16 }],
    ['11+987654321', { _tag: 'TelephoneCharacter', at: 2 }],
    ['121', { _tag: 'TelephoneIsSupCode' }],
    ['+55 121', { _tag: 'TelephoneIsSupCode' }],
    ['+1 212 555 2368', { _tag: 'TelephoneForeign', callingCode: '1' }],
    ['20 98765-4321', { _tag: 'AreaCodeUnknown', areaCode: '20' }],
    ['+55 11 8765-4321', { _tag: 'NinthDigitMissing' }],
    ['11 1234-5678', { _tag: 'TelephoneNotInPlan' }],
  ])('%s is refused, and the fault says why', (text, fault) => expect(parseTelephone(text)).toEqual(E.left(fault)))

  test.prop([fc.string({ unit: fc.constantFrom(...'0123456789+()- .x'), maxLength: 20 })])('is read from any text without a throw, and from its own form again', (text) => {
    const found = parseTelephone(text)
    if (E.isRight(found)) expect(parseTelephone(found.right.number)).toEqual(E.right({ number: found.right.number, type: found.right.type }))
  })
})

describe('where a call comes from', () => {
  it.each([
    ['+5561998765432', 'mobile'], ['6133132000', 'landline'], ['+12125552368', 'abroad'], ['', 'withheld'], ['08007072003', undefined], ['190', undefined], ['not a number', undefined],
  ])('BR-05 %j is %s', (caller, origin) => expect(originOf(caller)).toBe(origin))
})

describe('a SUP code', () => {
  test.prop([fc.integer({ min: 100, max: 199 }).map(String)])('BR-06 is any three digits from 100 to 199, and no telephone number', (code) => {
    expect(parseSupCode(code)).toEqual(E.right(code))
    expect(parseTelephone(code)).toEqual(E.left({ _tag: 'TelephoneIsSupCode' }))
  })

  it.each(['', '12', '1211', '200', '911', '+55121', '011121', ' 121', '1a1'])('BR-06 is not %j', (text) => {
    expect(parseSupCode(text)).toEqual(E.left({ _tag: 'SupCodeInvalid' }))
    expect(SupCode.is(text)).toBe(false)
  })
})
