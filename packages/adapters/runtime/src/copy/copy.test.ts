import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, describe, expect, it } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { streamName, type EventStore, type NewEvent, type NonEmpty } from '@disque/core'
import { memoryStore } from '@disque/memory'
import { openSqlite } from '@disque/sqlite'
import { copyFailureInWords, copyStore, type CopyOptions } from '../index.js'
import { all, noted, shortLived, some, unlucky, write, written, type Written } from './copy.test-kit.js'

const histories: fc.Arbitrary<readonly Written[]> = fc.array(fc.record({ stream: fc.nat({ max: 3 }), size: fc.integer({ min: 1, max: 5 }) }), { maxLength: 20 })
const limits = fc.record({ events: fc.integer({ min: 1, max: 7 }), size: fc.integer({ min: 1, max: 900 }) })
const day: readonly Written[] = [{ stream: 0, size: 2 }, { stream: 1, size: 1 }, { stream: 0, size: 3 }, { stream: 0, size: 1 }, { stream: 2, size: 2 }]
const atOnce = { pause: () => Promise.resolve() }

const copied = async (from: EventStore, to: EventStore, options: CopyOptions = {}) => {
  const result = await copyStore(from, to, { ...atOnce, ...options })()
  if (E.isLeft(result)) throw new Error(copyFailureInWords(result.left))
  return result.right
}

const folder = mkdtempSync(path.join(tmpdir(), 'disque-copy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const opened = async (name: string) => {
  const result = await openSqlite(path.join(folder, name))()
  if (E.isLeft(result)) throw new Error(result.left._tag)
  return result.right.store
}

/** What must be the same on both sides, and where each event came from. */
const withoutPlace = async (store: EventStore) => (await all(store)).map(({ id, stream, revision, type, data, metadata: { origins, ...metadata } }) => ({ id, stream, revision, type, data, metadata }))
const origins = async (store: EventStore) => (await all(store)).map(({ metadata }) => metadata.origins)
const positions = async (store: EventStore) => (await all(store)).map(({ position }) => position)

describe('a copy of a store', () => {
  test.prop([histories, limits], { numRuns: 50 })('COPY-01 holds the same events in the same order, each with the position that it had', async (history, limits) => {
    const [from, to] = [await written(history), memoryStore()]
    const { events, before } = await copied(from, to, { limits })
    expect(await withoutPlace(to)).toEqual(await withoutPlace(from))
    expect(await origins(to)).toEqual((await positions(from)).map((position) => [position]))
    expect([events, before]).toEqual([history.reduce((sum, { size }) => sum + size, 0), 0])
  })

  it('COPY-01 of a copy keeps the positions of both, between kinds of stores', async () => {
    const from = await written(day)
    await write(from, [{ stream: 3, size: 400 }], 'long')
    const [middle, to] = [await opened('middle.db'), memoryStore()]
    const first = await copied(from, middle)
    await write(middle, day, 'native')
    const second = await copied(middle, to)
    expect(await withoutPlace(to)).toEqual(await withoutPlace(middle))
    const [before, between] = [await positions(from), await positions(middle)]
    expect(await origins(to)).toEqual(between.map((position, n) => [position, ...before.slice(n, n + 1)]))
    expect([first.events, second.events]).toEqual([409, 418])
    await middle.close()
  })

  test.prop([histories, limits, fc.array(fc.nat({ max: 6 }), { maxLength: 6 })], { numRuns: 50 })('COPY-02 goes on wherever it was stopped', async (history, limits, lives) => {
    const [from, to] = [await written(history), memoryStore()]
    for (const appends of lives) {
      const stopped = await copyStore(from, shortLived(to, appends), { ...atOnce, limits })()
      if (E.isLeft(stopped)) expect(stopped.left).toMatchObject({ _tag: 'NotTaken', failure: { _tag: 'StoreClosed' } })
    }
    const had = (await all(to)).length
    expect((await copied(from, to, { limits })).before).toBe(had)
    expect(await withoutPlace(to)).toEqual(await withoutPlace(from))
  })

  it('COPY-02 takes what was written since', async () => {
    const [from, to] = [await written(day), memoryStore()]
    const first = await copied(from, to)
    await write(from, day, 'later')
    expect(await copied(from, to)).toMatchObject({ before: first.events, events: 2 * first.events })
    expect(await copied(from, to)).toMatchObject({ before: 2 * first.events, events: 2 * first.events })
  })

  it.each<[string, (to: EventStore, from: EventStore) => Promise<unknown>, object]>([
    ['holds events of its own', (to) => to.append(streamName('call', 'x'), 'no-stream', [noted('x')])(), { stream: 'call-x', revision: 0 }],
    ['holds the same events, written and not copied', (to) => write(to, day), { stream: 'call-s0', revision: 0 }],
    ['was written to since', async (to, from) => {
      await copied(from, to)
      await to.append(streamName('call', 's0'), 5, [noted('x')])()
    }, { stream: 'call-s0', revision: 6 }],
  ])('COPY-03 is refused where the target %s, and nothing is written', async (_, spoil, where) => {
    const [from, to] = [await written(day), memoryStore()]
    await spoil(to, from)
    const before = await all(to)
    expect(await copyStore(from, to, atOnce)()).toEqual(E.left({ _tag: 'TargetHasOtherEvents', ...where }))
    expect(await all(to)).toEqual(before)
  })

  it('COPY-04 is told with a hash that anyone can reckon', async () => {
    const [from, to] = [await written(day), await opened('target.db')]
    const hash = createHash('sha256')
    for (const { id, stream, revision, type, data } of await all(from)) hash.update(`${JSON.stringify([id, stream, revision, type, data])}\n`)
    expect(await copied(from, to)).toEqual({ events: 9, before: 0, hash: hash.digest('hex') })
    await to.close()
  })

  it('COPY-04 that differs is a failure', async () => {
    const [from, to] = [await written(day), memoryStore()]
    const meddled: EventStore = { ...to, append: (stream, expected, events) => (expected === 0 || expected === 1 ? to.append(stream, expected, some('other', events.length)) : to.append(stream, expected, events)) }
    const result = await copyStore(from, meddled, atOnce)()
    expect(result).toMatchObject({ left: { _tag: 'CopyDiffers', source: { events: 9 }, target: { events: 9 } } })
    if (E.isLeft(result)) expect(copyFailureInWords(result.left)).toContain('9 events with hash')
  })

  it('COPY-05 outlives a target that goes away and answers that are lost', async () => {
    const [from, to] = [await written(day), memoryStore()]
    const pauses: number[] = []
    const pause = (ms: number) => {
      pauses.push(ms)
      return Promise.resolve()
    }
    await copied(from, unlucky(to, ['answer lost', 'away', 'away', 'fine', 'answer lost', 'fine', 'away']), { pause })
    expect(await withoutPlace(to)).toEqual(await withoutPlace(from))
    expect(pauses).toEqual([50, 100, 200, 50, 50])
  })

  it('COPY-05 gives up in the end, and says what was not taken', async () => {
    const away = unlucky(memoryStore(), Array.from({ length: 9 }, () => 'away' as const))
    const result = await copyStore(await written(day), away, { ...atOnce, retries: 2 })()
    expect(result).toEqual(E.left({ _tag: 'NotTaken', stream: 'call-s0', revision: 0, failure: { _tag: 'StoreUnavailable', reason: 'it restarts' } }))
  })

  it('cuts by the bytes that the target gets, and sends alone what is larger', async () => {
    const [from, to] = [memoryStore(), memoryStore()]
    const wide = some('wide', 6).map((event, n) => ({ ...event, data: { ...event.data, text: '€'.repeat(n === 5 ? 600 : 150) } }))
    await from.append(streamName('call', 's0'), 'no-stream', wide as unknown as NonEmpty<NewEvent>)()
    const sent: (readonly [events: number, bytes: number])[] = []
    const weighed: EventStore = {
      ...to,
      append: (stream, expected, events) => {
        sent.push([events.length, events.reduce((sum, { data, metadata }) => sum + Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata)), 0)])
        return to.append(stream, expected, events)
      },
    }
    await copied(from, weighed, { limits: { size: 1500 } })
    expect(sent.map(([events]) => events)).toEqual([2, 2, 1, 1])
    for (const [events, bytes] of sent) expect(events === 1 || bytes <= 1500).toBe(true)
  })

  it('tells how far it is', async () => {
    const told: string[] = []
    const to = memoryStore()
    const from = await written(day)
    await copyStore(from, shortLived(to, 2), { ...atOnce, limits: { events: 2 } })()
    await copied(from, to, { limits: { events: 3 }, onProgress: ({ doing, events }) => told.push(`${doing} ${events}`) })
    expect(told).toEqual(['compare 1', 'compare 2', 'compare 3', 'copy 3', 'copy 4', 'copy 6', ...Array.from({ length: 9 }, (_, n) => `verify ${n + 1}`)])
  })
})
