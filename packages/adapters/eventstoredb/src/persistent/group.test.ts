import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonEvent } from '@eventstore/db-client'
import { running, type Running } from '../running.test-kit.js'
import { outboundGroup, type GroupOptions, type OutboundGroup } from './index.js'
import { noting, parkedIn, right, scene, sorted, statsIn } from './scene.test-kit.js'

let { client, stop } = {} as Running
beforeAll(async () => {
  ;({ client, stop } = await running())
})
afterAll(() => stop())

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)
const soon = { interval: 20, timeout: 20_000 }
const hasty = { retryMs: () => 0, resumeMs: () => 20 }

/** A group from the start of the store, over the scene's category. */
const started = async (s: ReturnType<typeof scene>, options: Pick<GroupOptions, 'handle'> & Partial<GroupOptions>): Promise<OutboundGroup> =>
  right(await outboundGroup(client, { group: s.group, pauses: hasty, settings: { startFrom: 'start' }, ...(options.stream === undefined && { filter: { categories: [s.category] } }), ...options } as GroupOptions)())

describe('a group of outbound handlers', () => {
  it('ESDB-30 is made where there is none, by several at once, and hands on each event', async () => {
    const s = scene(client)
    await s.write(20)
    const { seen, handle } = noting()
    const groups = await Promise.all(upTo(4).map(() => started(s, { handle })))
    await s.write(20)
    await expect.poll(() => sorted(seen), soon).toEqual(upTo(40))
    expect((await statsIn(groups[0]!)).consumers).toBe(4)
    await Promise.all(groups.map((g) => g.stop()))
  })

  it('ESDB-30 changes the settings that are said, and leaves the others', async () => {
    const s = scene(client)
    const { handle } = noting()
    const settingsNow = async () => (await client.getPersistentSubscriptionToAllInfo(s.group)).settings
    await (await started(s, { handle, settings: { startFrom: 'start', maxRetryCount: 7, messageTimeout: 9000 } })).stop()
    const made = await settingsNow()
    expect(made).toMatchObject({ maxRetryCount: 7, messageTimeout: 9000, startFrom: 'start' })
    await (await started(s, { handle, settings: { maxRetryCount: 3 } })).stop()
    expect(await settingsNow()).toEqual({ ...made, maxRetryCount: 3 })
  })

  it('ESDB-31 acknowledges an event only after its work is done', async () => {
    const s = scene(client)
    await s.write(1)
    let finish: () => void = () => undefined
    const { seen, handle } = noting(() => new Promise((resolve) => (finish = () => resolve(undefined))))
    const group = await started(s, { handle })
    await expect.poll(() => seen, soon).toEqual([0])
    expect((await statsIn(group)).inFlight).toBe(1)
    finish()
    await expect.poll(async () => (await statsIn(group)).inFlight, soon).toBe(0)
    await group.stop()
  })

  it('ESDB-32 tries again what fails for now, and parks with the last reason what goes on failing', async () => {
    const s = scene(client)
    await s.write(3)
    const { seen, handle } = noting((n, time) => (n === 1 || (n === 2 && time < 3) ? { _tag: 'TryAgain', reason: `busy ${time}` } : undefined))
    const group = await started(s, { handle, settings: { startFrom: 'start', maxRetryCount: 4 } })
    await expect.poll(() => parkedIn(group), soon).toEqual([[1, 'busy 5']])
    await expect.poll(() => sorted(seen), soon).toEqual([0, 1, 1, 1, 1, 1, 2, 2, 2])
    await group.stop()
  })

  it('ESDB-32 parks at once what never works, and what throws is tried again', async () => {
    const s = scene(client)
    await s.write(3)
    const { seen, handle } = noting((n, time) => {
      if (n === 0) return { _tag: 'Park', reason: 'the receiver\nknows it not: ação' }
      if (n === 1 && time === 1) throw new Error('a mistake')
      return undefined
    })
    const group = await started(s, { handle })
    await expect.poll(() => sorted(seen), soon).toEqual([0, 1, 1, 2])
    await expect.poll(() => parkedIn(group), soon).toEqual([[0, 'the receiver\nknows it not: ação']])
    expect(await statsIn(group)).toMatchObject({ parked: 1, consumers: 1 })
    await group.stop()
  })

  it('ESDB-35 replays parked events, so many or all', async () => {
    const s = scene(client)
    await s.write(5)
    let broken = true
    const { seen, handle } = noting(() => (broken ? { _tag: 'Park', reason: 'broken' } : undefined))
    const group = await started(s, { handle, concurrency: 1 })
    await expect.poll(async () => (await parkedIn(group)).length, soon).toBe(5)
    const order = (await parkedIn(group)).map(([n]) => n)
    broken = false
    for (const max of [2, 1, undefined, 0, 3]) {
      const left = (await parkedIn(group)).length
      right(await group.replayParked(max === undefined ? {} : { max })())
      await expect.poll(async () => (await parkedIn(group)).length, soon).toBe(Math.max(0, left - (max ?? left)))
    }
    await expect.poll(() => seen.slice(5), soon).toEqual(order)
    await group.stop()
  })

  it('hands on what its filter names, types and categories', async () => {
    const s = scene(client)
    await s.write(2)
    await s.write(2, { type: 'Ended' })
    await s.write(2, { type: 'Ended', stream: `${s.category}x-a` })
    const { seen, handle } = noting()
    const group = await started(s, { handle, filter: { categories: [s.category], types: ['Ended'] } })
    await expect.poll(() => sorted(seen), soon).toEqual([2, 3])
    await expect.poll(async () => (await statsIn(group)).inFlight, soon).toBe(0)
    await group.stop()
  })

  it('serves one stream, and begins at the end unless told', async () => {
    const s = scene(client)
    await s.write(3)
    const { seen, handle } = noting((n) => (n === 4 ? { _tag: 'Park', reason: 'no' } : undefined))
    const group = await started(s, { handle, stream: s.stream, settings: {} })
    await s.write(3)
    await s.write(1, { stream: `${s.category}-b` })
    await expect.poll(() => sorted(seen), soon).toEqual([3, 4, 5])
    await expect.poll(() => parkedIn(group), soon).toEqual([[4, 'no']])
    await group.stop()
  })

  it('parks what is no event of a domain', async () => {
    const s = scene(client)
    await client.appendToStream(s.stream, { id: crypto.randomUUID(), contentType: 'application/octet-stream', type: 'Blob', data: Buffer.from('x'), metadata: undefined } as never)
    const { seen, handle } = noting()
    const group = await started(s, { handle })
    await expect.poll(() => parkedIn(group), soon).toEqual([[-1, 'It cannot be read: its data are no JSON object.']])
    expect(seen).toEqual([])
    await group.stop()
  })

  it('leaves out what other applications keep on the same server', async () => {
    const s = scene(client)
    const type = `Noted${s.category}`
    await client.appendToStream(s.stream, jsonEvent({ type, data: ['not', 'ours'] as never }))
    await s.write(1, { type })
    const { seen, handle } = noting()
    const group = await started(s, { handle, filter: { types: [type] } })
    await expect.poll(() => seen, soon).toEqual([0])
    await expect.poll(async () => (await statsIn(group)).inFlight, soon).toBe(0)
    expect(await parkedIn(group)).toEqual([])
    await group.stop()
  })

  it('ESDB-34 finishes what is in hand before it ends, and nothing is given twice', async () => {
    const s = scene(client)
    await s.write(30)
    const finish: (() => void)[] = []
    const first = noting(() => new Promise((resolve) => finish.push(() => resolve(undefined))))
    const group = await started(s, { handle: first.handle, concurrency: 5 })
    await expect.poll(() => first.seen.length, soon).toBe(5)
    const stopping = group.stop()
    for (const one of finish) one()
    await stopping
    expect(first.seen.length).toBe(5)
    const rest = noting()
    const next = await started(s, { handle: rest.handle })
    await expect.poll(() => sorted([...first.seen, ...rest.seen]), soon).toEqual(upTo(30))
    await next.stop()
  })

  it('ESDB-33 comes back by itself when connections drop and when the server restarts', async () => {
    const own = await running()
    if (own.server === undefined) return own.stop()
    const { server } = own
    const s = scene(own.client)
    const failed: number[] = []
    const { seen, handle } = noting()
    const resumeMs = (n: number) => {
      failed.push(n)
      return 20
    }
    const group = right(await outboundGroup(own.client, { group: s.group, filter: { categories: [s.category] }, settings: { startFrom: 'start' }, pauses: { resumeMs }, handle })())
    const drop = () => {
      server.dropConnections()
      return Promise.resolve()
    }
    for (const trouble of [drop, () => server.restart(() => expect.poll(() => failed.length, soon).toBeGreaterThan(3)), drop]) {
      const n = seen.length
      await expect.poll(() => s.write(1).then(() => true, () => false), soon).toBe(true)
      await expect.poll(() => seen.length, soon).toBeGreaterThan(n)
      await trouble()
    }
    await expect.poll(() => s.write(1).then(() => true, () => false), soon).toBe(true)
    await expect.poll(() => new Set(seen).size, soon).toBeGreaterThanOrEqual(4)
    expect(failed[0]).toBe(0)
    expect(Math.max(...failed)).toBeGreaterThan(1)
    await group.stop()
    await own.stop()
  })

  it('ESDB-33 makes a deleted group again, and goes on', async () => {
    const s = scene(client)
    await s.write(1)
    const dropped: string[] = []
    const { seen, handle } = noting()
    const group = await started(s, { handle, onDropped: (reason) => dropped.push(reason) })
    await expect.poll(() => seen, soon).toEqual([0])
    await client.deletePersistentSubscriptionToAll(s.group)
    await expect.poll(() => dropped.length, soon).toBeGreaterThan(0)
    await expect.poll(() => seen, soon).toEqual([0, 0])
    await s.write(1)
    await expect.poll(() => seen, soon).toEqual([0, 0, 1])
    await group.stop()
  })

  it('ESDB-33 goes on where the functions that were handed to it throw', async () => {
    const s = scene(client)
    await s.write(1)
    const mistaken = () => {
      throw new Error('a mistake')
    }
    const { seen, handle } = noting((_, time) => (time === 1 ? { _tag: 'TryAgain', reason: 'busy' } : undefined))
    const group = await started(s, { handle, onDropped: mistaken, pauses: { retryMs: mistaken, resumeMs: mistaken } })
    await expect.poll(() => seen, soon).toEqual([0, 0])
    await client.deletePersistentSubscriptionToAll(s.group)
    await expect.poll(() => seen, soon).toEqual([0, 0, 0])
    await group.stop()
  })

  it('says what the server refuses', async () => {
    const s = scene(client)
    const made = await outboundGroup(client, { group: s.group, filter: { categories: [s.category] }, settings: { readBatchSize: 600, historyBufferSize: 500 }, handle: noting().handle })()
    expect(made).toMatchObject(E.left({ _tag: 'SettingsRefused' }))
  })
})
