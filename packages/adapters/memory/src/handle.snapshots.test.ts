import { beforeEach, describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { snapshots, type EventStore, type ReadModel } from '@disque/core'
import { memoryReadModel, memoryStore } from './index.js'
import { allOf, as, coinsIn, mishaps, purses, put, stream, upTo, watched, type Purse } from './handle.test-kit.js'

let store: EventStore
let readModel: ReadModel
beforeEach(() => {
  store = memoryStore()
  readModel = memoryReadModel()
})

const of = (more: Partial<Parameters<typeof snapshots>[0]> = {}) => snapshots<Purse>({ readModel, store, category: 'purse', version: 1, every: 4, ...more })
const withSnapshots = (more: Parameters<typeof purses>[1] = {}) => purses(store, { snapshots: of(), ...more })
const states = 'snapshot/purse/1'
const commands = 'commands/purse/1'
const keys = async (collection: string): Promise<readonly string[]> => {
  const found: string[] = []
  for await (const one of readModel.scan(collection)) if (E.isRight(one)) found.push(one.right.key)
  return found
}
const drop = async (...collections: readonly string[]) => {
  for (const collection of collections) for (const key of await keys(collection)) await readModel.commit({ subscriber: 't', writes: [{ collection, key }] })()
}
const revisionKept = async () => {
  const read = await readModel.get(states, stream)()
  return E.isRight(read) ? (read.right as { revision: number } | undefined)?.revision : read
}
const away = (model: ReadModel): ReadModel => ({
  ...model,
  get: () => () => Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason: 'it restarts' })),
  commit: () => () => Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason: 'it restarts' })),
})
/** So many commands of one coin each: c0, c1 … */
const fill = async (handle: ReturnType<typeof purses>, from: number, to: number) => {
  for (const n of upTo(to - from)) await handle(put(1), as(`c${from + n}`))()
}

describe('a snapshot', () => {
  it('HANDLE-09 is kept every so many events, with all command ids up to there', async () => {
    const handle = withSnapshots()
    await fill(handle, 0, 3)
    expect([await revisionKept(), await keys(commands)]).toEqual([undefined, []])
    await fill(handle, 3, 10)
    expect([await revisionKept(), await keys(commands)]).toEqual([7, [stream, ...upTo(8).map((n) => `${stream}/c${n}`)]])
  })

  it('is where a cold load begins: only the tail is read', async () => {
    await fill(withSnapshots(), 0, 10)
    const { store: watching, reads } = watched(store)
    const cold = purses(watching, { snapshots: of() })
    expect(await cold(put(1), as('new'))()).toMatchObject({ right: { events: [{ coins: 11 }], revision: 10, already: false } })
    expect(reads).toEqual([7])
  })

  it.each([
    ['that stands in its table', 'c2', 2], ['that was its last', 'c7', 7], ['that was the first', 'c0', 0], ['that stands in the tail', 'c8', 8],
  ])('HANDLE-08 a command %s is known, warm or cold', async (_, id, revision) => {
    const warm = withSnapshots()
    await fill(warm, 0, 10)
    for (const handle of [warm, withSnapshots(), withSnapshots({ cache: 0 })]) {
      expect(await handle(put(1), as(id))()).toEqual(E.right({ events: [(await allOf(store))[revision]?.data], revision: 9, position: (await allOf(store))[9]?.position, already: true }))
    }
    expect(await coinsIn(store)).toHaveLength(10)
  })

  it('HANDLE-08 the events of one command are all found, and only they', async () => {
    const handle = withSnapshots()
    for (const n of upTo(10)) await handle(put(3), as(`c${n}`))()
    for (const [n, h] of [[0, handle], [4, withSnapshots()], [9, withSnapshots()]] as const) {
      expect(await h(put(3), as(`c${n}`))()).toMatchObject({ right: { events: [3 * n + 1, 3 * n + 2, 3 * n + 3].map((coins) => ({ coins })), already: true } })
    }
  })

  it('HANDLE-08 a long list of ids is let go once the table has it, and still known', async () => {
    const handle = withSnapshots({ snapshots: of({ every: 50 }) })
    await fill(handle, 0, 60)
    for (const n of [0, 20, 49, 50, 59]) expect(await handle(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    await drop(states, commands)
    for (const n of [0, 20, 49, 50, 59]) expect(await handle(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    expect(await coinsIn(store)).toHaveLength(60)
  })

  it.each([
    ['all of it', [states, commands]], ['the state', [states]], ['the table', [commands]],
  ])('HANDLE-08 losing %s changes nothing, warm or cold', async (_, lost) => {
    const warm = withSnapshots()
    await fill(warm, 0, 9)
    const loadedFromIt = withSnapshots()
    await loadedFromIt(put(1), as('c9'))()
    await drop(...lost)
    for (const handle of [warm, loadedFromIt, withSnapshots()]) {
      for (const n of [0, 3, 7, 8, 9]) expect(await handle(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    }
    // What is kept from then on knows the old commands too.
    await fill(warm, 10, 20)
    for (const n of upTo(20)) expect(await withSnapshots()(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    await fill(loadedFromIt, 20, 30)
    for (const n of upTo(30)) expect(await withSnapshots()(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    expect((await keys(commands)).length).toBeGreaterThan(25)
    expect(await coinsIn(store)).toEqual(upTo(30).map((n) => n + 1))
  })

  it('HANDLE-08 a read model that is away makes loads slow, and no answer another', async () => {
    await fill(withSnapshots(), 0, 9)
    const loadedFromIt = withSnapshots()
    await loadedFromIt(put(1), as('c9'))()
    const there = readModel
    let gone = true
    const flickering: ReadModel = { ...there, get: (...args) => (gone ? away(there) : there).get(...args), commit: (...args) => (gone ? away(there) : there).commit(...args) }
    const handle = purses(store, { snapshots: of({ readModel: flickering }) })
    gone = false
    await handle(put(1), as('c10'))()
    gone = true
    for (const n of [0, 7, 9, 10]) expect(await handle(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    expect(await handle(put(1), as('c11'))()).toMatchObject({ right: { events: [{ coins: 12 }], already: false } })
    gone = false
    expect(await handle(put(1), as('c3'))()).toMatchObject({ right: { events: [{ coins: 4 }], already: true } })
  })

  it.each([
    ['shorter than it', 0], ['grown past it again', 12],
  ])('HANDLE-10 a snapshot that the stream does not confirm counts for nothing: a store put back, %s', async (_, more) => {
    await fill(withSnapshots(), 0, 10)
    const backup = memoryStore()
    for (const [n, event] of (await allOf(store)).slice(0, 5).entries()) await backup.append(stream, n === 0 ? 'no-stream' : n - 1, [event])()
    store = backup
    for (const n of upTo(more)) await purses(store)(put(1), as(`x${n}`))()
    const handle = withSnapshots()
    const next = more + 6
    expect(await handle(put(1), as('c6'))()).toMatchObject({ right: { events: [{ coins: next }], already: false } })
    expect(await withSnapshots()(put(2), as('c7'))()).toMatchObject({ right: { events: [{ coins: next + 1 }, { coins: next + 2 }], already: false } })
    for (const n of [10, 11, 12, 13, 14]) await handle(put(1), as(`c${n}`))()
    for (const again of [withSnapshots(), handle]) {
      expect(await again(put(1), as('c4'))()).toMatchObject({ right: { events: [{ coins: 5 }], already: true } })
      expect(await again(put(1), as('c6'))()).toMatchObject({ right: { events: [{ coins: next }], already: true } })
      expect(await again(put(1), as('c14'))()).toMatchObject({ right: { events: [{ coins: next + 7 }], already: true } })
    }
    for (const n of upTo(more)) expect(await withSnapshots()(put(1), as(`x${n}`))()).toMatchObject({ right: { already: true } })
    expect(await coinsIn(store)).toEqual(upTo(next + 7).map((n) => n + 1))
  })

  it('HANDLE-09 a table of many commands is written in pieces, the state with the last', async () => {
    const sizes: number[] = []
    const counting: ReadModel = { ...readModel, commit: (c) => { sizes.push(c.writes.length); return readModel.commit(c) } }
    await fill(purses(store), 0, 2500)
    const handle = purses(store, { snapshots: of({ readModel: counting }) })
    await handle(put(1), as('c2500'))()
    expect(sizes).toEqual([1001, 1001, 503])
    expect([await revisionKept(), (await keys(commands)).length]).toEqual([2500, 2502])
    // One that breaks off keeps no state, and is gone on with.
    await drop(states, commands)
    let left = 2
    const breaking: ReadModel = { ...readModel, commit: (c) => (left-- > 0 ? readModel : away(readModel)).commit(c) }
    await purses(store, { snapshots: of({ readModel: breaking }) })(put(1), as('c2501'))()
    expect([await revisionKept(), (await keys(commands)).length]).toEqual([undefined, 2001])
    await withSnapshots()(put(1), as('c2502'))()
    for (const n of [0, 999, 1000, 1999, 2000, 2502]) expect(await withSnapshots()(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
  })

  it('two processes that keep it in turn, one behind the other, forget nothing', async () => {
    const [one, two] = [withSnapshots(), withSnapshots()]
    for (const n of upTo(40)) await (n % 7 < 4 ? one : two)(put(1), as(`c${n}`))()
    // The one behind writes an older state over a newer one.
    await readModel.commit({ subscriber: 't', writes: [{ collection: states, key: stream, document: { revision: 7, event: (await allOf(store))[7]?.id, position: (await allOf(store))[7]?.position, state: { at: 0, coins: 8 } } }] })()
    for (const n of upTo(40)) for (const handle of [one, two, withSnapshots()]) {
      expect(await handle(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    }
  })

  it('what another process carried out meanwhile is answered with its own place', async () => {
    await fill(withSnapshots(), 0, 8)
    const here = withSnapshots()
    await here(put(1), as('c8'))()
    const there = withSnapshots()
    await fill(there, 9, 16)
    expect(await here(put(1), as('c12'))()).toEqual(E.right({ events: [(await allOf(store))[12]?.data], revision: 12, position: (await allOf(store))[12]?.position, already: true }))
  })

  it('of another version is passed over', async () => {
    await fill(withSnapshots(), 0, 10)
    const { store: watching, reads } = watched(store)
    const next = purses(watching, { snapshots: of({ version: 2 }) })
    expect(await next(put(1), as('c10'))()).toMatchObject({ right: { events: [{ coins: 11 }] } })
    expect(reads).toEqual(['start'])
  })

  it('a lost answer and a snapshot get along', async () => {
    const handle = purses(mishaps(store, upTo(12).flatMap(() => ['answer lost', 'none'] as const)), { snapshots: of() })
    await fill(handle, 0, 12)
    for (const n of upTo(12)) expect(await withSnapshots()(put(1), as(`c${n}`))()).toMatchObject({ right: { events: [{ coins: n + 1 }], already: true } })
    expect(await coinsIn(store)).toHaveLength(12)
  })
})
