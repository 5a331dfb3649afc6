import { describe, expect, test } from 'vitest'
import type { CentreId } from '@disque/core'
import { centreLaws } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { fill } from './fill.js'
import { further, level } from './measure.js'

const centre = 'history' as CentreId

describe('a history that is filled in', () => {
  test('it keeps the laws of a centre, and further contacts are served after it', async () => {
    const stores = { store: memoryStore(), readModel: memoryReadModel() }
    const filled = await fill(stores.store, centre, 250)
    await level(stores)
    const { contacts } = await further(stores, centre, filled.until, 20)
    const laws = centreLaws()
    const types = new Map<string, number>()
    for await (const read of stores.store.readAll()) {
      if (read._tag === 'Left') throw new Error(read.left._tag)
      laws.take(read.right)
      types.set(read.right.type, (types.get(read.right.type) ?? 0) + 1)
    }
    expect(laws.violations({ finished: true })).toEqual([])
    // 250 old ones, 200 to warm up, 20 measured; of ten of each, four are served.
    expect(contacts).toBe(20)
    expect(types.get('CallReceived')).toBe(470)
    expect(types.get('CallEnded')).toBe(470)
    expect(types.get('CallAnswered')).toBe(188)
  })
})
