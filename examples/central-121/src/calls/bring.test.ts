import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isProtocolNumber, storedPlans, type EventStore, type Instant, type ProtocolNumber, type Recorded } from '@disque/core'
import { centreLaws, heldClock, seededIds } from '@disque/core/testing'
import { memoryStore } from '@disque/memory'
import { centreRooms, createRuntime } from '@disque/runtime'
import { openSqlite } from '@disque/sqlite'
import { factsOf, type Facts } from '../figures/read.js'
import { jsonFigures } from '../report/json.js'
import { bring } from './bring.js'
import { logLines } from './log.arbitrary.js'
import { bringing, brought, eventsIn, inMemory, line, logText, sample } from './log.test-kit.js'
import { openStore } from './open-store.js'

const text = readFileSync(sample, 'utf8')
const figures = (facts: Facts) => jsonFigures(facts, 0)

/** What the sample comes to, worked out by hand: the waits of the twelve answered are 15 0 20 21 60 30 50 40 10 10 0 60 s, of the four who hung up 4 20 100 5 s. */
const byHand = {
  rows: 23, malformed: 5, phantom: 1, received: 17, leftInMenu: 1, offered: 16, answered: 12, abandoned: 4,
  asaSeconds: 316 / 12, meanTalkSeconds: 930 / 12, abandonmentRate: 4 / 16, answeredWithin20: 6, abandonedWithin20: 3,
  SL1: 9 / 16, SL2: 6 / 12, SL3: 6 / 16, SL4: 6 / 13, SL5: 8 / 16, SL6: 6 / 14, attendants: 4, anomalies: 5,
}

/** What was stored, without what chance and the machine's clock have added. */
const essence = (events: readonly Recorded[]): readonly string[] =>
  events.map(({ stream, revision, id, data, metadata: { commandId } }) => JSON.stringify([stream, revision, id, commandId, { ...data, subject: undefined }])).sort()

/** Appends that come after the first so many fail, as when the process is killed. */
const dyingAfter = (store: EventStore, appends: number): EventStore => {
  let left = appends
  return { ...store, append: (...args) => (left-- > 0 ? store.append(...args) : () => Promise.resolve(E.left({ _tag: 'StoreUnavailable', reason: 'killed' }))) }
}

describe('a recorded log in a store', () => {
  it('gives the figures that its lines give by hand', async () => {
    const { facts, added } = await brought(text, inMemory())
    expect(figures(facts)).toEqual({ ...byHand, events: facts.events, wallSeconds: 0 })
    expect(added).toBe(true)
  })

  it('without calls has no data: null, neither 0 nor 1', async () => {
    const { facts } = await brought(logText(), inMemory())
    const none = { asaSeconds: null, meanTalkSeconds: null, abandonmentRate: null, SL1: null, SL2: null, SL3: null, SL4: null, SL5: null, SL6: null }
    expect(figures(facts)).toMatchObject({ rows: 0, received: 0, offered: 0, attendants: 0, anomalies: 0, ...none })
  })

  it('is brought in once: a second time adds nothing and gives the same figures', async () => {
    const opened = inMemory()
    const first = await brought(text, opened)
    const before = await eventsIn(opened.store)
    const second = await brought(text, opened)
    expect([second.added, figures(second.facts)]).toEqual([false, figures(first.facts)])
    expect(await eventsIn(opened.store)).toEqual(before)
  })

  it('is the only one: another log, another zone, or something else in the store is refused', async () => {
    const opened = inMemory()
    await brought(text, opened)
    const before = await eventsIn(opened.store)
    for (const other of [bringing(logText(line())), bringing(text, 'UTC')]) expect(await bring(other, opened)).toMatchObject({ _tag: 'Left', left: { words: expect.stringContaining('another call log') as string } })
    expect(await eventsIn(opened.store)).toEqual(before)
    const store = memoryStore()
    for (const event of before.slice(1, 2)) await store.append(event.stream, 'no-stream', [event])()
    expect(await bring(bringing(text), inMemory(store))).toMatchObject({ _tag: 'Left', left: { words: expect.stringContaining('something else') as string } })
    expect(await eventsIn(store)).toHaveLength(1)
  })

  it('tells everyone a protocol number of their own, and no store whom it was', async () => {
    const { store } = inMemory()
    await brought(text, inMemory(store))
    const events = await eventsIn(store)
    const numbers = events.flatMap(({ data }) => (data.type === 'CallReceived' ? [data['protocol'] as ProtocolNumber] : []))
    expect([numbers.length, new Set(numbers).size, numbers.every(isProtocolNumber)]).toEqual([17, 17, true])
    expect(JSON.stringify(events)).not.toMatch(/"10(0[1-9]|1[012])"/)
    const subjects = events.flatMap(({ data }) => (data.type === 'CallReceived' ? [data['subject']] : []))
    expect(new Set(subjects).size).toBe(15)
  })

  it('leaves nothing for a runtime that is started on it later', async () => {
    const { store, readModel } = inMemory()
    await brought(text, { ...inMemory(store), readModel })
    const before = await eventsIn(store)
    const now = ((before.at(-1)?.data.at ?? 0) + 86_400_000) as Instant
    const [clock, ids, plans] = [heldClock(now), seededIds(), storedPlans(store)]
    const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms: centreRooms({ store, readModel, clock, ids, plans }) })
    expect(await runtime.settle(now)()).toMatchObject({ _tag: 'Right', right: { steps: 0 } })
    expect(await eventsIn(store)).toEqual(before)
  })

  test.prop([logLines], { numRuns: 30 })('obeys every law of the centre, whatever the log says', async (lines) => {
    const opened = inMemory()
    await brought(logText(...lines), opened)
    const laws = centreLaws()
    for (const event of await eventsIn(opened.store)) laws.take(event)
    expect(laws.violations({ finished: true })).toEqual([])
  })

  test.prop([logLines, fc.array(fc.nat(400), { maxLength: 4 })], { numRuns: 30 })('that was broken off, however often, is completed by bringing it in again, with nothing twice', async (lines, kills) => {
    const log = logText(...lines)
    const whole = inMemory()
    const { facts } = await brought(log, whole)
    const opened = inMemory()
    for (const appends of kills) await bring(bringing(log), { ...opened, store: dyingAfter(opened.store, appends) })
    expect(figures((await brought(log, opened)).facts)).toEqual(figures(facts))
    expect(essence(await eventsIn(opened.store))).toEqual(essence(await eventsIn(whole.store)))
  })
})

describe('a recorded log in a file', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'disque-calls-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const open = async (name: string) => {
    const opened = await openStore(name, { folder, mustExist: false })()
    if (E.isLeft(opened)) throw new Error(opened.left._tag)
    return opened.right
  }

  it('gives the same figures as in memory, and gives them again when it is read', async () => {
    const first = await open('sample.db')
    const { facts } = await brought(text, first)
    await first.close()
    expect(figures(facts)).toEqual({ ...byHand, events: facts.events, wallSeconds: 0 })
    const again = await open('sqlite:sample.db')
    const read = await factsOf(again.store)()
    await again.close()
    expect(E.isRight(read) ? figures(read.right) : read).toEqual(figures(facts))
  })

  it('that has no room for it is named, and completed once there is', async () => {
    const file = path.join(folder, 'full.db')
    const full = await openSqlite(file, { maxPages: 24 })()
    if (E.isLeft(full)) throw new Error(full.left._tag)
    expect(await bring(bringing(text), { ...full.right, path: file })).toMatchObject({ _tag: 'Left', left: { words: expect.stringMatching(/log\.tsv, line \d+: there is no room left for .*full\.db/) as string } })
    await full.right.close()
    const roomy = await open('full.db')
    const { facts } = await brought(text, roomy)
    await roomy.close()
    expect(figures(facts)).toMatchObject(byHand)
  })

  it('has its vault’s key beside it, for its owner alone, and is not completed without it', async () => {
    const first = await open('keyed.db')
    await bring(bringing(text), { ...first, store: dyingAfter(first.store, 40) })
    const key = path.join(folder, 'keyed.db.key')
    expect([readFileSync(key, 'utf8').trim().length, statSync(key).mode & 0o077]).toEqual([64, 0])
    rmSync(key)
    expect(await bring(bringing(text), first)).toMatchObject({ _tag: 'Left', left: { words: expect.stringContaining(key) as string } })
    expect(existsSync(key)).toBe(false)
    const given = await bring({ ...bringing(text), vaultKey: 'ab'.repeat(32) }, first)
    await first.close()
    expect(E.isRight(given) ? figures(given.right.facts) : given).toMatchObject(byHand)
  })
})

const month = process.env['DISQUE_DATA']
const january = month === undefined ? '' : path.join(month, 'calls-1999', 'january.tsv')

describe('January 1999', () => {
  it.skipIf(!existsSync(january))(`gives the reference figures (needs DISQUE_DATA, a folder with calls-1999/january.tsv)`, { timeout: 600_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'disque-january-'))
    const opened = await openStore('january.db', { folder, mustExist: false })()
    if (E.isLeft(opened)) throw new Error(opened.left._tag)
    const { facts } = await brought(readFileSync(january, 'utf8'), opened.right)
    await opened.right.close()
    rmSync(folder, { recursive: true })
    const found = figures(facts)
    expect(found).toMatchObject({
      rows: 31_599, malformed: 0, phantom: 240, received: 31_359, leftInMenu: 1_198, offered: 30_161, answered: 27_060, abandoned: 3_101, answeredWithin20: 16_402, abandonedWithin20: 1_006, attendants: 28,
    })
    const rounded = (name: string, factor = 1) => ((found[name] ?? NaN) * factor).toFixed(2)
    expect([rounded('asaSeconds'), rounded('meanTalkSeconds'), rounded('abandonmentRate', 100)]).toEqual(['35.03', '183.45', '10.28'])
    expect(['SL1', 'SL2', 'SL3', 'SL4'].map((name) => rounded(name, 100))).toEqual(['57.72', '60.61', '54.38', '56.26'])
  })
})
