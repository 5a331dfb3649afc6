import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Commit } from '@disque/core'
import { freshSchema, opened, quick } from './opened.test-kit.js'
import { session } from './session.test-kit.js'
import { startProxy, type Proxy } from './testing/index.js'
import { describePostgres } from './vitest.js'

const commit = (n: number): Commit => ({ subscriber: 'reader', checkpoint: `000${n}`, writes: [{ collection: 'things', key: 'a', document: n }] })

describePostgres('a commit whose answer was lost', (server) => {
  let proxy: Proxy
  beforeAll(async () => {
    proxy = await startProxy(server().port)
  })
  afterAll(() => proxy.stop())

  const scene = async () => {
    const schema = freshSchema()
    const direct = await opened(server().connectionString, { schema })
    const lossy = await opened(server().as({ port: proxy.port }), { schema })
    expect(await lossy.readModel.commit(commit(1))()).toEqual({ _tag: 'Right', right: undefined })
    const admin = await session(server().connectionString)
    return { schema, direct, lossy, admin, end: async () => { await Promise.all([direct.close(), lossy.close(), admin.end()]) } }
  }

  describe('POSTGRES-07 is settled before anything else is answered', () => {
    it('it reaches the server late, and is refused', async () => {
      const { direct, lossy, end } = await scene()
      const holding = proxy.hold()
      const lost = lossy.readModel.commit(commit(2))()
      await holding
      proxy.cut()
      expect(await lost).toMatchObject({ _tag: 'Left', left: { _tag: 'StoreUnavailable' } })
      expect(await lossy.readModel.checkpoint('reader')()).toEqual({ _tag: 'Right', right: '0001' })
      await proxy.deliver()
      expect(await direct.readModel.checkpoint('reader')()).toEqual({ _tag: 'Right', right: '0001' })
      expect(await lossy.readModel.commit(commit(3))()).toEqual({ _tag: 'Right', right: undefined })
      expect(await direct.readModel.get('things', 'a')()).toEqual({ _tag: 'Right', right: 3 })
      await end()
    })

    it('it is still under way, and is waited for', async () => {
      const { schema, lossy, admin, end } = await scene()
      await admin.ask('BEGIN')
      await admin.ask(`SELECT * FROM "${schema}".documents FOR UPDATE`)
      const lost = lossy.readModel.commit(commit(2))()
      const watching = await session(server().connectionString)
      await watching.untilWaiting(`"${schema}".commit_1`)
      proxy.cut()
      expect(await lost).toMatchObject({ _tag: 'Left', left: { _tag: 'StoreUnavailable' } })
      const told = lossy.readModel.checkpoint('reader')()
      await watching.untilWaiting(`DELETE FROM "${schema}".writers`)
      await admin.ask('COMMIT')
      expect(await told).toEqual({ _tag: 'Right', right: '0002' })
      await watching.end()
      await end()
    })

    it('a key that was put so does not come back after it is removed', async () => {
      const { direct, lossy, end } = await scene()
      const holding = proxy.hold()
      const lost = lossy.keys.put('key', 'person', 'wrapped')()
      await holding
      proxy.cut()
      expect(await lost).toMatchObject({ _tag: 'Left', left: { _tag: 'KeysUnavailable' } })
      expect(await lossy.keys.put('key', 'person', 'wrapped')()).toEqual({ _tag: 'Right', right: 'wrapped' })
      expect(await lossy.keys.remove('key', 'person')()).toEqual({ _tag: 'Right', right: undefined })
      await proxy.deliver()
      expect(await direct.keys.get('key', 'person')()).toEqual({ _tag: 'Right', right: undefined })
      await end()
    })
  })

  it('a writer whose row was cleared away goes on under another', async () => {
    const { schema, lossy, admin, end } = await scene()
    await admin.ask(`DELETE FROM "${schema}".writers`)
    expect(await lossy.readModel.commit(commit(2))()).toEqual({ _tag: 'Right', right: undefined })
    expect(await lossy.readModel.checkpoint('reader')()).toEqual({ _tag: 'Right', right: '0002' })
    await end()
  })

  it('closing leaves no row of a writer behind', async () => {
    const { schema, lossy, direct, admin, end } = await scene()
    await direct.close()
    await lossy.close()
    expect(await admin.ask(`SELECT * FROM "${schema}".writers`)).toEqual([])
    await end()
  })
}, quick)
