import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect } from 'vitest'
import { Cnpj, Cpf, Nis, parseCnpj, parseCpf, parseNis } from './index.js'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const text = (length: number, characters: string) => fc.array(fc.constantFrom(...characters), { minLength: length, maxLength: length }).map((all) => all.join(''))

/** Modulus 11 as the norms tell it: weights from the right, from 2 up to `last` and from 2 again; 10 and 11 are written 0. */
const digit = (body: string, last: number): string => {
  const sum = [...body].reverse().reduce((total, c, i) => total + (c.charCodeAt(0) - 48) * (2 + (i % (last - 1))), 0)
  return String(sum % 11 < 2 ? 0 : 11 - (sum % 11))
}
const digits = (body: string, count: number, last: number): string => (count === 0 ? body : digits(body + digit(body, last), count - 1, last))
const next = (c: string) => String((Number(c) + 1) % 10)

describe.each([
  { document: 'cpf', length: 11, codec: Cpf, parse: parseCpf, body: text(9, '0123456789'), count: 2, last: 12, mark: /^(...)(...)(...)(..)$/, printed: '$1.$2.$3-$4' },
  { document: 'cnpj', length: 14, codec: Cnpj, parse: parseCnpj, body: fc.oneof(text(12, '0123456789'), text(12, alphabet)), count: 2, last: 9, mark: /^(..)(...)(...)(....)(..)$/, printed: '$1.$2.$3/$4-$5' },
  { document: 'nis', length: 11, codec: Nis, parse: parseNis, body: text(10, '0123456789'), count: 1, last: 9, mark: /^(...)(.....)(..)(.)$/, printed: '$1.$2.$3-$4' },
])('a $document', ({ document, length, codec, parse, body, count, last, mark, printed }) => {
  const normal = body.map((b) => digits(b, count, last)).filter((all) => new Set(all).size > 1)

  test.prop([normal])('BR-01 is read with its marks and without, and answered without', (all) => {
    expect(parse(all)).toEqual(E.right(all))
    expect(parse(all.replace(mark, printed))).toEqual(E.right(all))
    expect(codec.is(all)).toBe(true)
    expect(codec.is(all.replace(mark, printed))).toBe(false)
  })

  test.prop([normal, fc.integer({ min: 1, max: count })])('with another check digit is refused', (all, place) => {
    const at = all.length - place
    const wrong = all.slice(0, at) + next(all.charAt(at)) + all.slice(at + 1)
    fc.pre(new Set(wrong).size > 1)
    expect(parse(wrong)).toEqual(E.left({ _tag: 'DocumentCheckDigits', document }))
  })

  test.prop([normal, fc.constantFrom('', '0', '00', '12345')])('longer or shorter is refused', (all, more) => {
    const wrong = more === '' ? all.slice(1) : all + more
    expect(parse(wrong)).toEqual(E.left({ _tag: 'DocumentLength', document, characters: wrong.length, wanted: all.length }))
  })

  test.prop([fc.constantFrom(...'0123456789')])('BR-02 of one repeated digit is refused', (c) => {
    expect(parse(c.repeat(length))).toEqual(E.left({ _tag: 'DocumentRepeated', document }))
  })

  test.prop([fc.string({ maxLength: 20 })])('is read from any text without a throw', (any) => {
    const found: E.Either<unknown, string> = parse(any)
    if (E.isRight(found)) expect(codec.is(found.right)).toBe(true)
  })
})
