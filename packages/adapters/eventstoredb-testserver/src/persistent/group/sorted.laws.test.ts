import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { drop, get, lowest, put, sizeOf, values, type Sorted } from './sorted.js'

const key = fc.bigInt({ min: 0n, max: 40n })
const change = fc.oneof(fc.record({ put: key, value: fc.nat() }), fc.record({ drop: key }))

const order = (one: bigint, other: bigint) => (one < other ? -1 : 1)

test.prop([fc.array(change, { maxLength: 120 })])('a sorted map holds what a map holds, and no change touches the one before it', (changes) => {
  const model = new Map<bigint, number>()
  let sorted: Sorted<bigint, number>
  for (const one of changes) {
    const before = sorted
    const held = values(before)
    if ('put' in one) {
      model.set(one.put, one.value)
      sorted = put(sorted, one.put, one.value)
    } else {
      const known = model.delete(one.drop)
      sorted = drop(sorted, one.drop)
      if (!known) expect(sorted).toBe(before)
    }
    const keys = [...model.keys()].toSorted(order)
    expect(values(sorted)).toEqual(keys.map((at) => model.get(at)))
    expect([sizeOf(sorted), lowest(sorted)?.key]).toEqual([model.size, keys[0]])
    for (let at = 0n; at <= 40n; at++) expect(get(sorted, at)).toBe(model.get(at))
    expect(values(before)).toEqual(held)
  }
})

const sides = (map: Sorted<unknown, unknown>): boolean => {
  if (map === undefined) return true
  const [lower, higher] = [map.lower?.height ?? 0, map.higher?.height ?? 0]
  return Math.abs(lower - higher) <= 1 && map.height === Math.max(lower, higher) + 1 && sides(map.lower) && sides(map.higher)
}

test.prop([fc.array(key), fc.array(key)])('both sides of a sorted map are about as high', (added, dropped) => {
  const full = added.reduce<Sorted<bigint, bigint>>((map, one) => put(map, one, one), undefined)
  expect(sides(full)).toBe(true)
  expect(sides(dropped.reduce<Sorted<bigint, bigint>>((map, one) => drop(map, one), full))).toBe(true)
})

test('in order one after the other is no worse', () => {
  let map: Sorted<bigint, number>
  for (let n = 0; n < 4096; n++) map = put(map, BigInt(n), n)
  expect(map?.height).toBeLessThanOrEqual(14)
  for (let n = 0; n < 2048; n++) map = drop(map, BigInt(n))
  expect([map?.height, lowest(map)?.value]).toEqual([12, 2048])
})
