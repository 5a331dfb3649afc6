import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { streamName, uuidFrom, type CommandId, type EventStore, type Instant, type NewEvent } from '@disque/core'
import { openSqlite } from '@disque/sqlite'

/**
 * Appends through the store against single-row transactions of the bare driver: same file, same tables, same events.
 * What it must reach: FULL, one caller 0.7 and 64 callers 4 times raw; NORMAL 0.6 and 1.2 times.
 */
const perStream = 10
const eventAt = (n: number): NewEvent => {
  const id = `command-${n}`
  const data = { type: 'OfferAnswered', at: 1_593_561_600_000 + n, offer: `offer-${n}`, attendant: `attendant-${n % 50}`, shift: `shift-${n % 50}-2020-07-01`, waited: 17_000 }
  return { id: uuidFrom(id, 0), type: data.type, data, metadata: { schema: 1, commandId: id as CommandId, correlation: `call-${n % 1000}`, recordedAt: 1_593_561_600_000 as Instant } }
}

const inFolder = async <A>(work: (path: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'disque-bench-'))
  try {
    return await work(join(folder, 'store.db'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const opened = async (path: string, durability: 'disk' | 'process') => {
  const result = await openSqlite(path, { durability })()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

const rate = async (events: number, work: () => Promise<void> | void): Promise<number> => {
  const start = performance.now()
  await work()
  return (events / (performance.now() - start)) * 1000
}

/** One row, one transaction, and no more than that. */
const raw = (durability: 'disk' | 'process', events: number) =>
  inFolder(async (path) => {
    await (await opened(path, durability)).close()
    const db = new Database(path)
    db.pragma(`synchronous = ${durability === 'disk' ? 'FULL' : 'NORMAL'}`)
    const stream = db.prepare('INSERT INTO streams (name, category) VALUES (?, ?)')
    const insert = db.prepare('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)')
    for (let n = 0; n <= events / perStream; n++) stream.run(`call-${n}`, 'call')
    const found = await rate(events, () => {
      for (let n = 0; n < events; n++) {
        const e = eventAt(n)
        insert.run(1 + Math.floor(n / perStream), n % perStream, Buffer.from(e.id.replaceAll('-', ''), 'hex'), e.type, JSON.stringify(e.data), JSON.stringify(e.metadata))
      }
    })
    db.close()
    return found
  })

const caller = async (store: EventStore, from: number, to: number) => {
  for (let n = from; n < to; n++) {
    const revision = (n - from) % perStream
    const result = await store.append(streamName('call', `${from}-${Math.floor((n - from) / perStream)}`), revision === 0 ? 'no-stream' : revision - 1, [eventAt(n)])()
    if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  }
}

const through = (durability: 'disk' | 'process', events: number, callers: number) =>
  inFolder(async (path) => {
    const { store, close } = await opened(path, durability)
    const share = Math.floor(events / callers)
    const found = await rate(share * callers, async () => {
      await Promise.all(Array.from({ length: callers }, (_, i) => caller(store, i * share, (i + 1) * share)))
    })
    await close()
    return found
  })

const median = (ns: readonly number[]) => [...ns].sort((a, b) => a - b)[Math.floor(ns.length / 2)] ?? NaN

for (const [durability, events, wanted] of [['disk', 6_000, [0.7, 4]], ['process', 40_000, [0.6, 1.2]]] as const) {
  const rounds: { raw: number; one: number; many: number }[] = []
  for (let round = 0; round < 5; round++) {
    rounds.push({ raw: await raw(durability, events), one: await through(durability, events, 1), many: await through(durability, events * 2, 64) })
  }
  const of = (f: (r: (typeof rounds)[number]) => number) => median(rounds.map(f))
  console.log(
    `sqlite ${durability === 'disk' ? 'FULL  ' : 'NORMAL'} raw ${Math.round(of((r) => r.raw))}/s` +
      ` | one caller ${Math.round(of((r) => r.one))}/s = ${of((r) => r.one / r.raw).toFixed(2)} of raw (wanted ${wanted[0]})` +
      ` | 64 callers ${Math.round(of((r) => r.many))}/s = ${of((r) => r.many / r.raw).toFixed(2)} of raw (wanted ${wanted[1]})`
  )
}
