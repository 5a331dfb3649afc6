import { fc, test } from '@fast-check/vitest'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Instant, Lease } from '@disque/core'
import type { Postgres } from './index.js'
import { freshSchema, onPostgres, opened } from './opened.test-kit.js'

const holders = ['one', 'two', 'three'] as const
const step = fc.record({ holder: fc.nat({ max: 2 }), does: fc.constantFrom('acquire', 'commit', 'commit', 'release'), passes: fc.nat({ max: 60 }) })
/** Steps that go out at the same moment, and then the next ones. */
const schedule = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 12 })
const ttl = 100

onPostgres('leases', (place) => {
  // Two handles with connections of their own, as two processes have them.
  let handles: readonly Postgres[]
  beforeAll(async () => {
    const schema = freshSchema()
    handles = [await opened(place().connectionString, { schema }), await opened(place().connectionString, { schema })]
  })
  afterAll(async () => { await Promise.all(handles.map((handle) => handle.close())) })
  const modelOf = (holder: number) => (handles[holder % 2] as Postgres).readModel

  test.prop([schedule], { numRuns: 40 })('POSTGRES-09 numbers never go back, and what is written was written by whoever held the highest', async (rounds) => {
    const [work, reader] = [freshSchema(), freshSchema()]
    const held = new Map<number, Lease>()
    /** Whose each number is. */
    const owners = new Map<number, number>()
    let [now, highest, serial] = [0, 0, 0]
    /** Numbers under which a commit was accepted, round by round. */
    const accepted: number[] = []
    for (const steps of rounds) {
      const before = highest
      const results = await Promise.all(
        steps.map(async ({ holder, does, passes }) => {
          now += passes
          const [readModel, mine] = [modelOf(holder), held.get(holder)]
          if (does === 'acquire') {
            const taken = await readModel.acquire(work, holders[holder] ?? '', now as Instant, ttl)()
            if (taken._tag === 'Left') {
              if (taken.left._tag !== 'LeaseHeld') throw new Error(taken.left._tag)
              held.delete(holder)
              return { seen: taken.left.lease.fence }
            }
            held.set(holder, taken.right)
            expect(owners.get(taken.right.fence) ?? holder).toBe(holder)
            owners.set(taken.right.fence, holder)
            return { seen: taken.right.fence }
          }
          if (mine === undefined) return {}
          if (does === 'release') {
            expect(await readModel.release(mine)()).toMatchObject({ _tag: 'Right' })
            held.delete(holder)
            return {}
          }
          const n = ++serial
          const done = await readModel.commit({ subscriber: reader, checkpoint: `${mine.fence} ${n}`, lease: { name: work, fence: mine.fence }, writes: [{ collection: reader, key: 'a', document: `${mine.fence} ${n}` }] })()
          if (done._tag === 'Right') return { wrote: mine.fence }
          if (done.left._tag !== 'Fenced') throw new Error(done.left._tag)
          expect(done.left.current).toBeGreaterThan(mine.fence)
          return { seen: done.left.current }
        })
      )
      for (const { seen, wrote } of results as readonly { seen?: number; wrote?: number }[]) {
        highest = Math.max(highest, seen ?? 0, wrote ?? 0)
        // Nobody hears of a lower number than was told before the round began, and nobody writes under one.
        expect(seen ?? wrote ?? before).toBeGreaterThanOrEqual(before)
        if (wrote !== undefined) accepted.push(wrote)
      }
      const [document, checkpoint] = [await modelOf(0).get(reader, 'a')(), await modelOf(1).checkpoint(reader)()]
      expect(document).toEqual(checkpoint)
      if (document._tag === 'Right' && typeof document.right === 'string') expect(Number(document.right.split(' ')[0])).toBe(Math.max(...accepted))
    }
  })
})
