import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { categoryOf, streamName, uuidFrom, type CommandId, type EventStore, type Instant, type NewEvent } from '@disque/core'
import { eventStoreContract, type OpenStore } from '@disque/core/testing'
import { memoryStore } from '../../packages/adapters/memory/src/index.js'
import { openSqlite } from '../../packages/adapters/sqlite/src/index.js'
import { begin, viewOf } from './view.js'

const folder = mkdtempSync(path.join(tmpdir(), 'disque-view-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = path.join(folder, 'shared.db')

/** One more handle on the one file that all cases share. */
const handle = async (): Promise<EventStore> => {
  const opened = await openSqlite(file, { durability: 'process' })()
  if (opened._tag === 'Left') throw new Error(opened.left._tag)
  return opened.right.store
}

const viewing = (who: string): OpenStore => {
  let cases = 0
  return async () => {
    const store = await handle()
    const begun = await begin(store, `${who}.${++cases}`)
    return { store: viewOf(store, begun), another: async () => viewOf(await handle(), begun) }
  }
}

const noted = (name: string): NewEvent => ({
  id: uuidFrom(name, 0),
  type: 'ContractNoted',
  data: { type: 'ContractNoted', at: 0, name },
  metadata: { schema: 1, commandId: name as CommandId, correlation: 'c', recordedAt: 0 as Instant },
})

const viewIn = async (store: EventStore, name: string) => viewOf(store, await begin(store, name))

describe('two views of one store, used at the same time', () => {
  const [ones, others] = [eventStoreContract(viewing('one'), { histories: 5 }), eventStoreContract(viewing('two'), { histories: 5 })]
  for (const [n, one] of ones.entries()) it(one.name, () => Promise.all([one.run(), others[n]?.run()]))
})

describe('a view', () => {
  it('begins empty and leaves out what is not its own', async () => {
    const store = memoryStore()
    const call = streamName('call', 'a')
    await store.append(call, 'no-stream', [noted('before')])()
    const [one, two] = [await viewIn(store, 'x.1'), await viewIn(store, 'x.11')]
    await one.append(call, 'no-stream', [noted('one')])()
    await two.append(call, 'no-stream', [noted('two')])()
    await store.append(call, 0, [noted('after')])()
    const seen = async (view: EventStore) => {
      const found: unknown[] = []
      for await (const read of view.readAll()) if (read._tag === 'Right') found.push([read.right.stream, read.right.data['name']])
      return found
    }
    expect(await Promise.all([one, two].map(seen))).toEqual([[[call, 'one']], [[call, 'two']]])
  })

  it('keeps the category of each stream', async () => {
    const store = memoryStore()
    const view = await viewIn(store, 'x.1')
    for (const [category, id] of [['call', 'a-b'], ['information-request', 'x']] as const) await view.append(streamName(category, id), 'no-stream', [noted(id)])()
    const streams: string[] = []
    for await (const read of store.readAll()) if (read._tag === 'Right') streams.push(read.right.stream)
    expect(streams).toEqual(['contract-x.1', 'call-x.1.a-b', 'information-request-x.1.x'])
    expect(streams.map(categoryOf)).toEqual(['contract', 'call', 'information-request'])
  })

  it("tells others' progress as its own last event", async () => {
    const store = memoryStore()
    const view = await viewIn(store, 'x.1')
    const call = streamName('call', 'a')
    const own = await view.append(call, 'no-stream', [noted('own')])()
    await store.append(streamName('shift', 'b'), 'no-stream', [noted('other')])()
    const deliveries = view.subscribe({ after: 'start', filter: { types: ['Never'] } })[Symbol.asyncIterator]()
    expect([(await deliveries.next()).value, (await deliveries.next()).value]).toEqual([
      { _tag: 'checkpoint', position: own._tag === 'Right' ? own.right.position : '' },
      { _tag: 'caughtUp' },
    ])
    await deliveries.return?.()
  })
})
