import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { streamName, uuidFrom, type CommandId, type Instant, type NewEvent, type NonEmpty } from '@disque/core'
import { inFolder, opened } from './opened.test-kit.js'

let folder: ReturnType<typeof inFolder>
beforeEach(() => {
  folder = inFolder()
})
afterEach(() => folder.dispose())

const many = 2500
const event = (n: number): NewEvent => ({
  id: uuidFrom('turns', n), type: 'Noted', data: { type: 'Noted', at: 0 }, metadata: { schema: 1, commandId: 'c' as CommandId, correlation: 'c', recordedAt: 0 as Instant },
})

/** How often others had a turn of the event loop while all was read. */
const turnsDuring = async (all: AsyncIterable<unknown>, count: number): Promise<number> => {
  let turns = 0
  let reading = true
  const take = (): void => {
    turns++
    if (reading) setImmediate(take)
  }
  setImmediate(take)
  let read = 0
  for await (const _ of all) if (++read >= count) break
  reading = false
  return turns
}

describe('reading a lot', () => {
  it('SQLITE-05 others have a turn after each full page: of the log, of a stream, of a subscription, of documents', async () => {
    const { store, readModel, close } = await opened(folder.path)
    const events = Array.from({ length: many }, (_, n) => event(n)) as unknown as NonEmpty<NewEvent>
    expect(await store.append(streamName('call', 'long'), 'no-stream', events)()).toMatchObject({ _tag: 'Right' })
    const writes = Array.from({ length: many }, (_, n) => ({ collection: 'c', key: String(n), document: n }))
    expect(await readModel.commit({ subscriber: 's', writes })()).toMatchObject({ _tag: 'Right' })
    expect(await turnsDuring(store.readAll(), many)).toBeGreaterThanOrEqual(4)
    expect(await turnsDuring(store.read(streamName('call', 'long')), many)).toBeGreaterThanOrEqual(4)
    expect(await turnsDuring(store.subscribe({ after: 'start' }), many)).toBeGreaterThanOrEqual(4)
    expect(await turnsDuring(readModel.scan('c'), many)).toBeGreaterThanOrEqual(4)
    await close()
  })
})
