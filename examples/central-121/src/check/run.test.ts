import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventStore, Recorded, StreamName } from '@disque/core'
import { openEventStoreDb } from '@disque/eventstoredb'
import { testServer } from '@disque/eventstoredb-testserver/vitest'
import { memoryKeys, memoryReadModel, memoryStore } from '@disque/memory'
import { openSqlite } from '@disque/sqlite'
import { runCalls } from '../calls/run.js'
import { simulate } from '../day/simulate.js'
import { central121 } from '../plan.js'
import { runCheck } from './run.js'

const folder = mkdtempSync(path.join(tmpdir(), 'disque-check-'))
afterAll(() => rmSync(folder, { recursive: true }))
const server = testServer()

const run = async (...args: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCheck(args, { folder, vaultKey: undefined, out: (line) => out.push(line), err: (line) => err.push(line), wallSeconds: () => 0 })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

let day: readonly Recorded[] = []
beforeAll(async () => {
  const on = { store: memoryStore(), readModel: memoryReadModel(), keys: memoryKeys() }
  await simulate({ on, plan: central121, seed: 4, days: [{ date: '2020-07-01', crowd: 1, mobileShare: 0.6 }], callsOfAMeanDay: 40, attendants: 12 })
  const all: Recorded[] = []
  for await (const read of on.store.readAll()) if (!isLeft(read)) all.push(read.right)
  day = all
})

/** Stores events as they are, whatever they say. */
const fill = async (store: EventStore, events: readonly Recorded[]) => {
  const next = new Map<string, number>()
  for (const { stream, id, type, data, metadata } of events) {
    const before = next.get(stream)
    const done = await store.append(stream, before ?? 'no-stream', [{ id, type, data, metadata }])()
    if (isLeft(done)) throw new Error(JSON.stringify(done.left))
    next.set(stream, done.right.revision)
  }
}
const inFile = async (name: string, events: readonly Recorded[]) => {
  const opened = await openSqlite(path.join(folder, name))()
  if (isLeft(opened)) throw new Error(opened.left._tag)
  await fill(opened.right.store, events)
  await opened.right.close()
}
const without = (type: string) => {
  const lacking = day.findIndex((e) => e.type === type)
  return day.filter((_, i) => i !== lacking)
}
const foreign = (stream: string): Recorded => ({
  ...day[0]!, stream: stream as StreamName, id: `00000000-0000-4000-8000-${String(stream.length).padStart(12, '0')}` as Recorded['id'], type: 'OrderPlaced', data: { type: 'OrderPlaced', at: 0 },
})

describe('npm run check', () => {
  test('a file whose events keep the laws: exit code 0, and what became of the calls', async () => {
    await inFile('kept.db', day)
    const { code, out } = await run('--store', 'kept.db')
    expect(code).toBe(0)
    expect(out).toMatch(/calls received = .* answered/)
    expect(out).toContain(`All ${day.length.toLocaleString('en')} events keep the 11 laws`)
    const json = await run('--store', 'sqlite:kept.db', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ events: day.length, passedOver: 0, laws: 'kept', unserved: 0 })
  })

  test('a file whose events do not: exit code 1, and each breach with its place', async () => {
    await inFile('broken.db', without('Engaged'))
    const { code, out } = await run('--store', 'broken.db')
    expect(code).toBe(1)
    expect(out).toMatch(/breaches of the centre's laws:\n {2}(call|shift)-.*@\d+: /)
    const { laws } = JSON.parse((await run('--store', 'broken.db', '--json')).out) as { readonly laws: readonly { readonly law: string }[] }
    expect(laws.map(({ law }) => law)).toContain('engagedFirst')
  })

  test('an EventStoreDB, in which others keep something too', async () => {
    const opened = await openEventStoreDb(server().connectionString)()
    if (isLeft(opened)) throw new Error(opened.left._tag)
    await fill(opened.right.store, [foreign('order-7'), ...day, foreign('order-11')])
    await opened.right.close()
    const { code, out } = await run('--store', server().connectionString)
    expect([code, out]).toEqual([0, expect.stringMatching(/2 events of other applications were passed over[\s\S]*keep the 11 laws/)])
  })

  test('a store with a call log that was taken over is no breach', async () => {
    const sample = path.join(import.meta.dirname, '../../sample/calls.tsv')
    const quiet = { folder, vaultKey: undefined, out: () => undefined, err: () => undefined, wallSeconds: () => 0 }
    expect(await runCalls([sample, '--recorded', '--store', 'log.db'], quiet)).toBe(0)
    const { code, out } = await run('--store', 'log.db')
    expect([code, out]).toEqual([0, expect.stringContaining('keep the 11 laws')])
  })

  test.each([
    [['--store', 'nowhere.db'], 'There is no store at'], [[], '--store is missing'], [['--store', 'memory:'], 'one process only'], [['--store', 'mysql://x'], 'no store is reached by mysql:'],
    [['--store', 'esdb://127.0.0.1:1?tls=false'], 'No EventStoreDB answers'], [['--store', 'letter.txt'], 'is no store'], [['--nonsense'], 'npm run check --'], [['a.db'], 'What is "a.db"?'],
  ] as const)('%o cannot be read: exit code 2, and what to do', async (args, words) => {
    writeFileSync(path.join(folder, 'letter.txt'), 'Dear citizen,')
    const { code, out, err } = await run(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(words)
  })

  test('--help explains the options', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--store STORE') as string })
  })
})
