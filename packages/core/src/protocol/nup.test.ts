import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { formatNup, Nup, nup21CheckDigits, nupCheckDigits, nupDigits, nupParts, parseNup, parseNup21 } from './nup.js'

describe('a NUP', () => {
  it('PROT-01 has the check digits of the official worked example', () => expect(nupCheckDigits('230370014622021')).toBe('65'))

  it.each([
    ['121000000182026', '1', 'first digit, remainder 0'], ['121000000022026', '0', 'first digit, remainder 1'], ['121000000092026', '1', 'first digit, remainder 10'],
  ])('PROT-01 %s has %s as its %s', (base, digit) => expect(nupCheckDigits(base)[0]).toBe(digit))

  it.each([
    ['121000000052026', '1', 'remainder 0'], ['121000000072026', '0', 'remainder 1'], ['121000000032026', '1', 'remainder 10'],
  ])('PROT-01 %s has %s as its second digit, %s', (base, digit) => expect(nupCheckDigits(base)[1]).toBe(digit))

  it('PROT-03 is read as printed and as digits alone', () => {
    expect(parseNup('23037.001462/2021-65')).toEqual(right('23037.001462/2021-65'))
    expect(parseNup('23037001462202165')).toEqual(right('23037.001462/2021-65'))
  })

  it.each([
    ['', { _tag: 'NupLength', digits: 0, wanted: 17 }],
    ['00190.104580/24-07', { _tag: 'NupLength', digits: 15, wanted: 17 }],
    ['00190.104580/2024-007', { _tag: 'NupLength', digits: 18, wanted: 17 }],
    ['23037.001462/2021-DV', { _tag: 'NupCharacter', at: 18 }],
    [' 23037.001462/2021-65', { _tag: 'NupCharacter', at: 0 }],
    ['23037.001462/2021-٦٥', { _tag: 'NupCharacter', at: 18 }],
    ['23037-001462/2021.65', { _tag: 'NupForm', form: 'UUUUU.SSSSSS/AAAA-DD' }],
    ['23037.0014622021-65', { _tag: 'NupForm', form: 'UUUUU.SSSSSS/AAAA-DD' }],
    ['23037.001462/2021-66', { _tag: 'NupCheckDigits', found: '66', expected: '65' }],
  ])('PROT-03 %j is refused, and the fault says what was wanted', (text, fault) => expect(parseNup(text)).toEqual(left(fault)))

  it('is kept as printed only', () => {
    expect(Nup.is('23037.001462/2021-65')).toBe(true)
    expect(Nup.is('23037001462202165')).toBe(false)
    expect(Nup.is('23037.001462/2021-66')).toBe(false)
  })

  it('has unit, sequence and year', () => {
    const nup = '00190.110720/2021-25' as Nup
    expect(nupParts(nup)).toEqual({ unit: 190, sequence: 110720, year: 2021 })
    expect(nupDigits(nup)).toBe('00190110720202125')
  })

  it.each([
    [{ unit: 100_000, sequence: 1, year: 2021 }, 'unit', 0, 99_999],
    [{ unit: 1, sequence: 0, year: 2021 }, 'sequence', 1, 999_999],
    [{ unit: 1, sequence: 1.5, year: 2021 }, 'sequence', 1, 999_999],
    [{ unit: 1, sequence: 1, year: NaN }, 'year', 1, 9999],
  ] as const)('is not made of %j', (parts, part, min, max) => {
    expect(formatNup(parts)).toEqual(left({ _tag: 'NupPartInvalid', part, value: parts[part], min, max }))
  })
})

describe('the form with 21 digits', () => {
  it.each([['0023037000014622021', '32'], ['0000190000000012020', '43'], ['0035041000003872000', '31']])('PROT-04 %s has %s', (base, expected) => {
    expect(nup21CheckDigits(base)).toBe(expected)
    expect(BigInt(base + expected) % 97n).toBe(1n)
  })

  it('PROT-04 is read by its own function and is no NUP', () => {
    expect(parseNup21('002303700001462202132')).toEqual(right('0023037.00001462/2021-32'))
    expect(parseNup('0023037.00001462/2021-32')).toEqual(left({ _tag: 'NupLength', digits: 21, wanted: 17 }))
    expect(parseNup21('0023037.00001462/2021-33')).toEqual(left({ _tag: 'NupCheckDigits', found: '33', expected: '32' }))
  })
})
