import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { streamName, uuidFrom, type CommandId, type EventStore, type Instant, type NewEvent, type Recorded } from '@disque/core'
import { inFolder, opened } from './opened.test-kit.js'

let folder: ReturnType<typeof inFolder>
beforeEach(() => {
  folder = inFolder()
})
afterEach(() => folder.dispose())

const event = (name: string, text = ''): NewEvent => ({
  id: uuidFrom(name, 0),
  type: 'Noted',
  data: { type: 'Noted', at: 0, text },
  metadata: { schema: 1, commandId: name as CommandId, correlation: 'c', recordedAt: 0 as Instant },
})
const stream = (name: string) => streamName('call', name)
const allOf = async (store: EventStore): Promise<readonly Recorded[]> => {
  const found: Recorded[] = []
  for await (const read of store.readAll()) if (E.isRight(read)) found.push(read.right)
  return found
}
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)

describe('writing', () => {
  it('SQLITE-02 of appends that wait together, each fails alone', async () => {
    const { store, close } = await opened(folder.path)
    const results = await Promise.all(upTo(64).map((n) => store.append(stream(`${n % 60}`), 'no-stream', [event(`e${n}`)])()))
    expect(results.filter(E.isRight)).toHaveLength(60)
    expect(results.slice(60).map((r) => r._tag === 'Left' && r.left._tag)).toEqual(upTo(4).map(() => 'WrongRevision'))
    expect(await allOf(store)).toHaveLength(60)
    await close()
  })

  it('SQLITE-02 appends that wait together share one transaction, and are answered after its commit', async () => {
    const { store, close } = await opened(folder.path)
    const other = new Database(folder.path, { readonly: true })
    const count = other.prepare('SELECT count(*) FROM events').pluck(true)
    const seen = new Set<unknown>()
    await Promise.all(upTo(64).map((n) => store.append(stream(`${n}`), 'no-stream', [event(`e${n}`)])().then(() => seen.add(count.get()))))
    expect([...seen]).toEqual([64])
    other.close()
    await close()
  })

  it('SQLITE-02 what waits when the store is closed is still carried out, and nothing after', async () => {
    const { store, close } = await opened(folder.path)
    const waiting = upTo(300).map((n) => store.append(stream(`${n}`), 'no-stream', [event(`e${n}`)])())
    await close()
    expect((await Promise.all(waiting)).every(E.isRight)).toBe(true)
    expect(await store.append(stream('late'), 'no-stream', [event('late')])()).toEqual(E.left({ _tag: 'StoreClosed' }))
    const again = await opened(folder.path)
    expect(await allOf(again.store)).toHaveLength(300)
    await again.close()
  })

  it('a full disk is said, and leaves nothing half-written', async () => {
    const { store, readModel, close } = await opened(folder.path, { maxPages: 40 })
    const large = 'x'.repeat(20_000)
    const kept: string[] = []
    for (const n of upTo(20)) {
      const result = await store.append(stream(`${n}`), 'no-stream', [event(`a${n}`, large), event(`b${n}`, large)])()
      if (E.isRight(result)) kept.push(`a${n}`, `b${n}`)
      else expect(result.left._tag).toBe('StoreFull')
    }
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThan(40)
    expect((await allOf(store)).map((e) => e.metadata.commandId)).toEqual(kept)
    expect(await readModel.commit({ subscriber: 's', checkpoint: '1', writes: [{ collection: 'c', key: 'k', document: large.repeat(3) }] })()).toMatchObject({ left: { _tag: 'StoreFull' } })
    expect(await readModel.checkpoint('s')()).toEqual(E.right(undefined))
    // One that does not fit takes down nobody who waits with it.
    const [small, tooLarge] = await Promise.all([store.append(stream('small'), 'no-stream', [event('small')])(), store.append(stream('large'), 'no-stream', [event('large', large.repeat(3))])()])
    expect([small._tag, tooLarge._tag === 'Left' && tooLarge.left._tag]).toEqual(['Right', 'StoreFull'])
    await close()
    const roomy = await opened(folder.path)
    expect((await allOf(roomy.store)).map((e) => e.metadata.commandId)).toEqual([...kept, 'small'])
    expect(E.isRight(await roomy.store.append(stream('large'), 'no-stream', [event('large', large)])())).toBe(true)
    await roomy.close()
  })

  it('while another process writes for too long, the store is unavailable, and then works again', async () => {
    const { store, close } = await opened(folder.path, { busyTimeoutMs: 1 })
    const other = new Database(folder.path)
    other.exec('BEGIN IMMEDIATE')
    expect(await store.append(stream('a'), 'no-stream', [event('a')])()).toMatchObject({ left: { _tag: 'StoreUnavailable' } })
    other.exec('COMMIT')
    expect(E.isRight(await store.append(stream('a'), 'no-stream', [event('a')])())).toBe(true)
    other.close()
    await close()
  })

  it('an event that is too large, or no JSON, is refused by name', async () => {
    const { store, close } = await opened(folder.path)
    expect(await store.append(stream('a'), 'no-stream', [event('a', 'x'.repeat(1_048_576))])()).toMatchObject({ left: { _tag: 'EventTooLarge', type: 'Noted', limit: 1_048_576 } })
    const odd = event('b')
    expect(await store.append(stream('a'), 'no-stream', [{ ...odd, data: { ...odd.data, n: 1n } }])()).toMatchObject({ left: { _tag: 'BadEvent', type: 'Noted' } })
    expect(await allOf(store)).toEqual([])
    await close()
  })

  it('a stored event that is damaged is named, and read no further', async () => {
    const { store, close } = await opened(folder.path)
    await store.append(stream('a'), 'no-stream', [event('a'), event('b')])()
    const other = new Database(folder.path)
    other.exec(`UPDATE events SET data = '{' WHERE revision = 1`)
    other.close()
    const read: unknown[] = []
    for await (const one of store.read(stream('a'))) read.push(one._tag === 'Left' ? one.left : one.right.revision)
    expect(read).toMatchObject([0, { _tag: 'StoredEventUnreadable', stream: 'call-a', revision: 1 }])
    await close()
  })

  it('SQLITE-03 a subscriber through another handle sees what this one stores', async () => {
    const [one, two] = [await opened(folder.path), await opened(folder.path)]
    const deliveries = two.store.subscribe({ after: 'end' })[Symbol.asyncIterator]()
    expect((await deliveries.next()).value).toEqual({ _tag: 'caughtUp' })
    for (const n of upTo(5)) {
      const next = deliveries.next()
      await one.store.append(stream(`${n}`), 'no-stream', [event(`e${n}`)])()
      expect((await next).value).toMatchObject({ _tag: 'event', event: { stream: `call-${n}` } })
    }
    await deliveries.return?.()
    await one.close()
    await two.close()
  })
})
