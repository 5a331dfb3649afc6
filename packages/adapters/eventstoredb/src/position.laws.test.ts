import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { bytesBetween, placeOf, positionText } from './position.js'

const number = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })
const place = fc.tuple(number, number).map(([a, b]) => (a < b ? { commit: b, prepare: a } : { commit: a, prepare: b }))
const text = ({ commit, prepare }: { readonly commit: bigint; readonly prepare: bigint }) => positionText(String(commit), String(prepare))

describe('positions', () => {
  test.prop([place])('ESDB-01 both numbers come back exactly', (p) => {
    expect(placeOf(text(p))).toEqual({ commit: String(p.commit), prepare: String(p.prepare) })
    expect(JSON.parse(JSON.stringify(text(p)))).toBe(text(p))
  })

  test.prop([place, place])('ESDB-01 the order of texts is the order of the log', (a, b) => {
    const before = a.commit < b.commit || (a.commit === b.commit && a.prepare < b.prepare)
    expect(text(a) < text(b)).toBe(before)
    expect(text(a).length).toBe(text(b).length)
  })

  it('the text of another store is no position', () => {
    for (const other of ['', '1', '1000000000000001', `${'0'.repeat(20)}/${'0'.repeat(20)}`, `${'9'.repeat(20)}-${'0'.repeat(20)}`, `${'0'.repeat(20)}-${'0'.repeat(19)}1`]) {
      expect(placeOf(other)).toBeUndefined()
    }
  })

  it('what lies between two positions is counted in bytes, and never below zero', () => {
    expect(bytesBetween(positionText('100', '100'), positionText('350', '350'))).toBe(250)
    expect(bytesBetween(undefined, positionText('350', '350'))).toBe(350)
    expect(bytesBetween(positionText('400', '400'), positionText('350', '350'))).toBe(0)
  })
})
