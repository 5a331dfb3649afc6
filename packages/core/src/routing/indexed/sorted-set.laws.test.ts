import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { each, insert, remove, sortedSet, type SortedSet } from './sorted-set.js'

interface One {
  readonly key: number
  readonly made: number
}
const byKey = (a: One, b: One): number => a.key - b.key

const values = <A>(set: SortedSet<A>): readonly A[] => {
  const found: A[] = []
  each(set, (value) => found.push(value) > 0)
  return found
}

const changes = (most: number) => fc.array(fc.record({ key: fc.nat({ max: most }), goes: fc.boolean() }), { maxLength: 600, size: 'max' })

describe('a sorted set', () => {
  test.prop([fc.constantFrom(5, 300, 10_000).chain(changes), fc.boolean()])('holds what a sorted list would, in the same order, after any changes', (made, growing) => {
    const set = sortedSet(byKey)
    const model = new Map<number, One>()
    made.forEach(({ key, goes }, i) => {
      const one: One = { key, made: i }
      if (goes && !growing) {
        remove(set, one)
        model.delete(key)
      } else {
        insert(set, one)
        model.set(key, one)
      }
    })
    const wanted = [...model.values()].sort(byKey)
    expect(values(set)).toEqual(wanted)
    expect(set.size).toBe(wanted.length)
    expect(set.first).toEqual(wanted[0])
    for (const block of set.blocks) expect((block.length > 0 || set.size === 0) && block.length <= 64).toBe(true)
  })

  test.prop([fc.nat({ max: 400 })])('is emptied from the front in order', (count) => {
    const set = sortedSet(byKey)
    for (let key = 0; key < count; key++) insert(set, { key, made: key })
    for (let key = 0; key < count; key++) {
      const first = set.first
      expect(first?.key).toBe(key)
      if (first !== undefined) remove(set, first)
    }
    expect([set.size, set.first]).toEqual([0, undefined])
  })

  test.prop([fc.nat({ max: 200 })])('is visited no further than wanted', (most) => {
    const set = sortedSet(byKey)
    for (let key = 0; key < 200; key++) insert(set, { key, made: key })
    let seen = 0
    each(set, () => ++seen < most)
    expect(seen).toBe(Math.max(1, most))
  })
})
