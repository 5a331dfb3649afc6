import { expect, it } from 'vitest'
import { freshSchema, opened } from './opened.test-kit.js'
import { describePostgres } from './vitest.js'

describePostgres(
  'a server that comes back',
  (server) => {
    it.each(['fast', 'crash'] as const)('commits go on or fail typed, whole or not at all (%s)', async (how) => {
      const { readModel, close } = await opened(server().connectionString, { schema: freshSchema(), connectTimeoutMs: 2000 })
      const commit = (n: number) =>
        readModel.commit({ subscriber: 'reader', checkpoint: String(n).padStart(6, '0'), writes: ['a', 'b'].map((key) => ({ collection: 'things', key, document: n })) })()
      /** What stands there, once it can be read. */
      const standing = async (): Promise<number> => {
        for (;;) {
          const found = [await readModel.checkpoint('reader')(), await readModel.get('things', 'a')(), await readModel.get('things', 'b')()]
          if (found.every((one) => one._tag === 'Right')) {
            const [at, a, b] = found.map(({ right }) => Number(right ?? 0))
            expect([a, b]).toEqual([at, at])
            return at ?? 0
          }
        }
      }
      let restarted = false
      let [n, failures, afterwards] = [0, 0, 0]
      let restarting: Promise<void> | undefined
      while (afterwards < 20) {
        const result = await commit(n + 1)
        if (result._tag === 'Right') n++
        else {
          failures++
          expect(result.left).toMatchObject({ _tag: 'StoreUnavailable' })
          const stands = await standing()
          // What was lost is either there or not; what was acknowledged is there.
          expect([n, n + 1]).toContain(stands)
          n = stands
        }
        if (n === 20) restarting ??= server().restart(how).then(() => { restarted = true })
        if (restarted) afterwards++
      }
      await restarting
      expect(failures).toBeGreaterThan(0)
      expect(await standing()).toBe(n)
      await close()
    })

    it('connections that nobody uses break without a word, and the next call opens another', async () => {
      const { readModel, keys, connections, close } = await opened(server().connectionString, { schema: freshSchema() })
      await Promise.all(['a', 'b', 'c'].map((id) => keys.put('key', id, id)()))
      expect(connections().idle).toBeGreaterThan(1)
      await server().down('fast')
      expect(await readModel.get('things', 'a')()).toMatchObject({ _tag: 'Left', left: { _tag: 'StoreUnavailable' } })
      await server().up()
      expect(await keys.get('key', 'b')()).toEqual({ _tag: 'Right', right: 'b' })
      await close()
    })
  },
  { durability: 'crash' }
)
