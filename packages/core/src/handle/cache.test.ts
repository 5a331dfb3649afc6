import { describe, expect } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { note, recent, sees, type SeenIds } from './cache.js'

describe('ids that were seen', () => {
  test.prop([fc.array(fc.nat({ max: 120 }), { maxLength: 200 })])('are known for ever, and no others, few or many', (hashes) => {
    const ids: SeenIds = { few: [], many: undefined }
    for (const hash of hashes) note(ids, hash)
    const all = Array.from({ length: 121 }, (_, hash) => hash)
    expect(all.filter((hash) => sees(ids, hash))).toEqual(all.filter((hash) => hashes.includes(hash)))
  })
})

describe('what was used lately', () => {
  const keys = [...'abcdef']
  test.prop([fc.integer({ min: 1, max: 3 }), fc.array(fc.record({ key: fc.constantFrom(...keys), put: fc.boolean() }), { minLength: 5, maxLength: 30 })], { numRuns: 1000 })(
    'is kept: at least as many as asked for, at most twice as many, each with its latest value',
    (size, uses) => {
      const kept = recent<number>(size)
      const latest = new Map<string, number>()
      let used: string[] = []
      for (const [n, { key, put }] of uses.entries()) {
        if (put) {
          kept.put(key, n)
          latest.set(key, n)
        }
        const found = kept.get(key)
        expect([latest.get(key), undefined]).toContain(found)
        if (used.slice(0, size).includes(key)) expect(found).toBe(latest.get(key))
        if (found !== undefined) used = [key, ...used.filter((k) => k !== key)]
      }
      for (const key of used.slice(0, size)) expect(kept.get(key)).toBe(latest.get(key))
      expect(keys.filter((key) => kept.get(key) !== undefined).length).toBeLessThanOrEqual(2 * size)
    }
  )

  test('is gone once it is dropped', () => {
    const kept = recent<number>(1)
    kept.put('a', 1)
    kept.put('b', 2)
    for (const key of ['a', 'b']) {
      expect(kept.get(key)).toBeDefined()
      kept.drop(key)
      expect(kept.get(key)).toBeUndefined()
    }
  })
})
