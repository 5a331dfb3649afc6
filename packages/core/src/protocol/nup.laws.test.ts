import { fc, test } from '@fast-check/vitest'
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { formatNup, Nup, nup21CheckDigits, nupCheckDigits, nupDigits, nupParts, parseNup, parseNup21, type NupParts } from './nup.js'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const parts: fc.Arbitrary<NupParts> = fc.record({ unit: fc.integer({ min: 0, max: 99_999 }), sequence: fc.integer({ min: 1, max: 999_999 }), year: fc.integer({ min: 1, max: 9999 }) })
const whole = (base: string) => base + nupCheckDigits(base)
const put = (text: string, at: number, digit: string) => text.slice(0, at) + digit + text.slice(at + 1)

/** The remainder of the weighted sum, the sum written in another way than the rule does. */
const remainder = (text: string) => {
  let sum = 0
  for (let weight = 2, i = text.length - 1; i >= 0; i--, weight++) sum += weight * Number(text[i])
  return sum % 11
}
const remainders = (number: string): readonly [number, number] => [remainder(number.slice(0, 15)), remainder(number.slice(0, 16))]
const swapped = (a: number, b: number) => (a === 0 && b === 10) || (a === 10 && b === 0)

/** By how much a digit of the place must change to go unseen, and of which check digits the remainders then swap 0 and 10. */
const blind: Readonly<Record<number, { readonly by: readonly number[]; readonly first: boolean; readonly second: boolean }>> = {
  0: { by: [2, 9], first: true, second: true },
  5: { by: [1], first: false, second: true },
  6: { by: [1], first: true, second: false },
  11: { by: [2, 9], first: true, second: true },
}

/** Every other digit in every place that is taken for right. */
const unseen = (number: string) =>
  [...number].flatMap((was, at) => [...'0123456789'].filter((d) => d !== was && isRight(parseNup(put(number, at, d)))).map((d) => ({ at, was, is: d, changed: put(number, at, d) })))

describe('a NUP', () => {
  test.prop([parts])('comes back from its printed form and from its digits', (p) => {
    const made = formatNup(p)
    if (!isRight(made)) throw new Error(made.left._tag)
    expect(nupParts(made.right)).toEqual(p)
    expect(parseNup(made.right)).toEqual(made)
    expect(parseNup(nupDigits(made.right))).toEqual(made)
    expect(Nup.is(made.right)).toBe(true)
  })

  test.prop([digits(15)])('PROT-02 with one wrong digit is refused, but where a remainder swaps 0 with 10 in one of four places', (base) => {
    for (const { at, was, is, changed } of unseen(whole(base))) {
      const place = blind[at]
      expect(place?.by).toContain(Math.abs(Number(was) - Number(is)))
      const [before, after] = [remainders(whole(base)), remainders(changed)]
      expect([swapped(before[0], after[0]), swapped(before[1], after[1])]).toEqual([place?.first, place?.second])
    }
  })

  it('PROT-02 has such a swap for about one wrong digit in 400, and for each of the four places', () => {
    const numbers = fc.sample(digits(15), { numRuns: 2000, seed: 1 }).map(whole)
    const all = numbers.flatMap(unseen)
    expect([...new Set(all.map(({ at }) => at))].sort((x, y) => x - y)).toEqual(Object.keys(blind).map(Number))
    const share = all.length / (numbers.length * 17 * 9)
    expect(share).toBeGreaterThan(1 / 500)
    expect(share).toBeLessThan(1 / 350)
  })

  test.prop([digits(15), fc.integer({ min: 0, max: 13 })])('PROT-02 with two neighbours swapped is refused, but where both remainders swap 0 with 10', (base, at) => {
    const swappedBase = base.slice(0, at) + base.charAt(at + 1) + base.charAt(at) + base.slice(at + 2)
    fc.pre(swappedBase !== base)
    const changed = swappedBase + nupCheckDigits(base)
    const [before, after] = [remainders(whole(base)), remainders(changed)]
    expect(isRight(parseNup(changed))).toBe(swapped(before[0], after[0]) && swapped(before[1], after[1]))
  })

  test.prop([fc.string({ maxLength: 30 })])('is read from any text without a throw, and as printed when read', (text) => {
    const read = parseNup(text)
    if (isRight(read)) expect(parseNup(read.right)).toEqual(read)
  })
})

test.prop([digits(19)])('PROT-04 the form with 21 digits is read as printed and leaves 1 when divided by 97', (base) => {
  const number = base + nup21CheckDigits(base)
  const read = parseNup21(number)
  if (!isRight(read)) throw new Error(read.left._tag)
  expect(parseNup21(read.right)).toEqual(read)
  expect(BigInt(number) % 97n).toBe(1n)
})
