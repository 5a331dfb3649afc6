import { expect, it } from 'vitest'
import type { Instant, Write } from '@disque/core'
import { freshSchema, onPostgres, opened } from './opened.test-kit.js'
import { session } from './session.test-kit.js'

const put = (key: string, document?: unknown): Write => ({ collection: 'things', key, ...(document === undefined ? {} : { document }) })

onPostgres('commits', (place) => {
  const two = async () => {
    const schema = freshSchema()
    const [one, other, admin] = [await opened(place().connectionString, { schema }), await opened(place().connectionString, { schema }), await session(place().connectionString)]
    return { schema, one, other, admin, end: async () => { await Promise.all([one.close(), other.close(), admin.end()]) } }
  }

  it('over the same keys in different orders never wait for each other in a circle, and each is whole', async () => {
    const { one, other, end } = await two()
    const keys = Array.from({ length: 40 }, (_, i) => `key ${i}`)
    const all = Array.from({ length: 60 }, (_, n) => {
      const order = n % 2 === 0 ? keys : [...keys].reverse()
      const handle = n % 4 < 2 ? one : other
      // Every third removes its keys but one, which tells whose turn it was.
      return handle.readModel.commit({ subscriber: 'reader', checkpoint: `${n}`, writes: order.map((key) => put(key, n % 3 === 0 && key !== 'key 0' ? undefined : n)) })()
    })
    for (const result of await Promise.all(all)) expect(result).toEqual({ _tag: 'Right', right: undefined })
    const found = new Map<string, unknown>()
    for await (const read of one.readModel.scan('things')) if (read._tag === 'Right') found.set(read.right.key, read.right.document)
    const last = Number(found.get('key 0'))
    expect(found).toEqual(new Map(last % 3 === 0 ? [['key 0', last]] : [...keys].sort().map((key) => [key, last])))
    expect(await one.readModel.checkpoint('reader')()).toEqual({ _tag: 'Right', right: `${last}` })
    await end()
  })

  it('a key that is being written elsewhere is waited for before it is removed', async () => {
    const { schema, one, admin, end } = await two()
    expect(await one.readModel.commit({ subscriber: 'reader', writes: [put('b', 0)] })()).toMatchObject({ _tag: 'Right' })
    await admin.ask('BEGIN')
    await admin.ask(`INSERT INTO "${schema}".documents VALUES ('things', 'a', '1')`)
    await admin.ask(`UPDATE "${schema}".documents SET document = '1' WHERE key = 'b'`)
    const watching = await session(place().connectionString)
    const removed = one.readModel.commit({ subscriber: 'reader', writes: [put('b'), put('a')] })()
    await watching.untilWaiting(`"${schema}".commit_1`)
    await admin.ask('COMMIT')
    expect(await removed).toEqual({ _tag: 'Right', right: undefined })
    // Either both of the other's are gone or none: here this commit comes after it.
    expect([await one.readModel.get('things', 'a')(), await one.readModel.get('things', 'b')()]).toEqual([{ _tag: 'Right', right: undefined }, { _tag: 'Right', right: undefined }])
    await watching.end()
    await end()
  })

  it('POSTGRES-08 a takeover waits for the commit that has seen the lease, and refuses the one that comes after it', async () => {
    const { schema, one, other, admin, end } = await two()
    const lease = await one.readModel.acquire('work', 'one', 0 as Instant, 100)()
    if (lease._tag === 'Left') throw new Error(lease.left._tag)
    expect(await one.readModel.commit({ subscriber: 'reader', checkpoint: '1', writes: [put('a', 1)] })()).toMatchObject({ _tag: 'Right' })
    await admin.ask('BEGIN')
    await admin.ask(`SELECT * FROM "${schema}".documents FOR UPDATE`)
    const under = { name: 'work', fence: lease.right.fence }
    const watching = await session(place().connectionString)
    const inTime = one.readModel.commit({ subscriber: 'reader', checkpoint: '2', lease: under, writes: [put('a', 2)] })()
    await watching.untilWaiting(`"${schema}".commit_1`)
    const taken = other.readModel.acquire('work', 'other', 100 as Instant, 100)()
    await watching.untilWaiting(`"${schema}".acquire_1`)
    await admin.ask('COMMIT')
    expect(await inTime).toEqual({ _tag: 'Right', right: undefined })
    expect(await taken).toMatchObject({ _tag: 'Right', right: { holder: 'other', fence: lease.right.fence + 1 } })
    expect(await one.readModel.commit({ subscriber: 'reader', checkpoint: '3', lease: under, writes: [put('a', 3)] })()).toEqual({
      _tag: 'Left', left: { _tag: 'Fenced', lease: 'work', fence: lease.right.fence, current: lease.right.fence + 1 },
    })
    expect([await one.readModel.checkpoint('reader')(), await one.readModel.get('things', 'a')()]).toEqual([{ _tag: 'Right', right: '2' }, { _tag: 'Right', right: 2 }])
    await watching.end()
    await end()
  })

  it('one that waits too long for another is given up on the server as well, and leaves nothing', async () => {
    const { schema, one, admin, end } = await two()
    expect(await one.readModel.commit({ subscriber: 'reader', writes: [put('a', 1)] })()).toMatchObject({ _tag: 'Right' })
    const impatient = await opened(place().connectionString, { schema, timeoutMs: 2000 })
    await admin.ask('BEGIN')
    await admin.ask(`SELECT * FROM "${schema}".documents FOR UPDATE`)
    expect(await impatient.readModel.commit({ subscriber: 'reader', checkpoint: '2', writes: [put('a', 2)] })()).toMatchObject({ _tag: 'Left', left: { _tag: 'StoreUnavailable', reason: expect.stringContaining('lock timeout') as unknown } })
    await admin.ask('COMMIT')
    expect(await impatient.readModel.get('things', 'a')()).toEqual({ _tag: 'Right', right: 1 })
    await impatient.close()
    await end()
  })

  it('a reading that never ends is given up, and the next one has a connection of its own', async () => {
    const { schema, admin, end } = await two()
    const impatient = await opened(place().connectionString, { schema, timeoutMs: 1000, maxConnections: 1 })
    await admin.ask('BEGIN')
    await admin.ask(`LOCK TABLE "${schema}".documents IN ACCESS EXCLUSIVE MODE`)
    expect(await impatient.readModel.get('things', 'a')()).toMatchObject({ _tag: 'Left', left: { _tag: 'StoreUnavailable' } })
    await admin.ask('COMMIT')
    expect(await impatient.readModel.get('things', 'a')()).toEqual({ _tag: 'Right', right: undefined })
    await impatient.close()
    await end()
  })

  it('what is no JSON is said, and nothing is written', async () => {
    const { one, end } = await two()
    const circle: { me?: unknown } = {}
    circle.me = circle
    for (const document of [circle, 1n, () => 1, Symbol('s')]) {
      expect(await one.readModel.commit({ subscriber: 'reader', checkpoint: '1', writes: [put('a', 1), put('b', document)] })()).toMatchObject({
        _tag: 'Left', left: { _tag: 'StoreUnavailable', reason: expect.stringMatching(/^a document is no JSON/) as unknown },
      })
    }
    expect([await one.readModel.checkpoint('reader')(), await one.readModel.get('things', 'a')()]).toEqual([{ _tag: 'Right', right: undefined }, { _tag: 'Right', right: undefined }])
    await end()
  })

  it('after closing, everything says so; what was begun is finished', async () => {
    const { one, other, end } = await two()
    const begun = Promise.all(Array.from({ length: 30 }, (_, n) => one.readModel.commit({ subscriber: 'reader', writes: [put(`${n}`, n)] })()))
    await Promise.all([one.close(), one.close()])
    for (const result of await begun) expect(result).toMatchObject({ _tag: 'Right' })
    const closed = { _tag: 'Left', left: { _tag: 'StoreClosed' } }
    const { readModel, keys } = one
    expect([await readModel.get('things', 'a')(), await readModel.checkpoint('reader')(), await readModel.commit({ subscriber: 'reader', writes: [] })(), await readModel.acquire('a', 'b', 0 as Instant, 1)()]).toEqual([closed, closed, closed, closed])
    for await (const read of readModel.scan('things')) expect(read).toEqual(closed)
    expect(await keys.get('key', 'a')()).toMatchObject({ _tag: 'Left', left: { _tag: 'KeysUnavailable' } })
    expect(await other.readModel.get('things', '29')()).toEqual({ _tag: 'Right', right: 29 })
    await end()
  })
})
