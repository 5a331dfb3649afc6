import { randomUUID } from 'node:crypto'
import { END, eventTypeFilter, jsonEvent, START } from '@eventstore/db-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { event } from '../log/log.test-kit.js'
import { listening, rawClient } from './raw.test-kit.js'
import { newStream, numbered, runningStreams } from './streams.test-kit.js'
import type { Running } from './streams.test-kit.js'

let running: Running
let raw: ReturnType<typeof rawClient>

beforeAll(async () => {
  running = await runningStreams()
  raw = rawClient(running.port)
})

afterAll(async () => {
  raw.close()
  await running.stop()
})

test('TESTSERVER-06 a subscription to a stream: confirmed, what is there, caught up, what comes', async () => {
  const { log } = running
  const stream = newStream()
  log.append(stream, 'any', [event(), event()])
  const all = listening(raw, { stream })
  expect(await all.reach(4)).toEqual(['confirmed', 'event 0', 'event 1', 'caught up'])
  const behind = listening(raw, { stream, revision: 0 })
  expect(await behind.reach(3)).toEqual(['confirmed', 'event 1', 'caught up'])
  log.append(stream, 'any', [event()])
  expect((await all.reach(5)).at(-1)).toBe('event 2')
  expect((await behind.reach(4)).at(-1)).toBe('event 2')
  all.stop()
  behind.stop()
})

test('TESTSERVER-06 a stream that is not there yet is waited for, and caught up with after its first events', async () => {
  const { log } = running
  const stream = newStream()
  const waiting = listening(raw, { stream })
  expect(await waiting.reach(1)).toEqual(['confirmed'])
  log.append(stream, 'any', [event(), event()])
  expect(await waiting.reach(4)).toEqual(['confirmed', 'event 0', 'event 1', 'caught up'])
  waiting.stop()
})

test('TESTSERVER-06 live events come whatever metadata hides, a soft delete says nothing, and a tombstone ends it', async () => {
  const { log } = running
  const stream = newStream()
  log.append(stream, 'any', [event(), event(), event()])
  log.append(`$$${stream}`, 'any', [event('$metadata', randomUUID(), '{"$maxCount":1}')])
  const live = listening(raw, { stream })
  expect(await live.reach(3)).toEqual(['confirmed', 'event 2', 'caught up'])
  log.append(stream, 'any', [event(), event()])
  log.deleteStream(stream, 'any')
  log.append(stream, 'any', [event()])
  expect((await live.reach(6)).slice(3)).toEqual(['event 3', 'event 4', 'event 5'])
  log.tombstone(stream, 'any')
  expect((await live.reach(8)).slice(6)).toEqual(['event 9223372036854775807', `9 Event stream '${stream}' is deleted.`])
  const late = listening(raw, { stream })
  expect(await late.reach(1)).toEqual([`9 Event stream '${stream}' is deleted.`])
})

test('TESTSERVER-07 a subscription to all gives each record once and in order, while others write', async () => {
  const { client, log } = running
  const stream = newStream()
  await client.appendToStream(stream, numbered(200))
  const from = log.readLive(stream, 0n, 1)[0]!
  const writing = Promise.all(Array.from({ length: 20 }, async () => client.appendToStream(stream, numbered(15))))
  const seen: bigint[] = []
  for await (const { event: found } of client.subscribeToAll({ fromPosition: { commit: from.commit, prepare: from.prepare } })) {
    if (found?.streamId === stream) seen.push(found.revision)
    if (seen.length === 499) break
  }
  await writing
  expect(seen).toEqual(Array.from({ length: 499 }, (_, n) => BigInt(n + 1)))
})

test('TESTSERVER-07 a position at which no record begins is refused, one behind the end is the end', async () => {
  const { log } = running
  const { commit } = log.readAll('end', 1, 'backwards')[0]!
  const nowhere = listening(raw, { position: { commit: commit + 1n, prepare: 0n } })
  expect(await nowhere.reach(1)).toEqual(['2 Exception was thrown by handler.'])
  const beyond = listening(raw, { position: { commit: commit + 100_000n, prepare: 0n } })
  expect(await beyond.reach(2)).toEqual(['confirmed', 'caught up'])
  log.append(newStream(), 'any', [event()])
  expect((await beyond.reach(3)).at(-1)).toBe('event 0')
  beyond.stop()
})

test('TESTSERVER-08 checkpoints come by records looked at: after pages at first, then at the record', async () => {
  const { log } = running
  const type = `Wanted${randomUUID()}`
  const start = log.end()
  log.append(newStream(), 'any', [event(), event(type), ...Array.from({ length: 18 }, () => event())])
  const filter = { types: [type], window: 5, multiplier: 2 }
  const before = log.readAll({ commit: start.commit, prepare: 0n }, 1, 'backwards')[0]!
  const filtered = listening(raw, { position: before, filter })
  expect(await filtered.reach(5)).toEqual(['confirmed', 'event 1', 'checkpoint', 'checkpoint', 'caught up'])
  const positions = () => filtered.answers.flatMap((answer) => answer.getCheckpoint()?.getCommitPosition() ?? [])
  const records = log.readAll(start, 100, 'forwards')
  // Ten records make an interval: two pages, of which the second and the fourth began at the sixth and the sixteenth.
  expect(positions()).toEqual([records[5]?.commit, records[15]?.commit].map(String))
  log.append(newStream(), 'any', Array.from({ length: 9 }, () => event()))
  log.append(newStream(), 'any', [event(type)])
  expect((await filtered.reach(7)).slice(5)).toEqual(['event 0', 'checkpoint'])
  expect(positions().at(-1)).toBe(String(log.readAll('end', 1, 'backwards')[0]?.commit))
  filtered.stop()
})

test('TESTSERVER-08 the official client filters, from the start and from the end', async () => {
  const { client } = running
  const type = `Wanted${randomUUID()}`
  const wanted = (n: number) => jsonEvent({ type, data: { n } })
  await client.appendToStream(newStream(), [...numbered(40), wanted(0)])
  const filter = eventTypeFilter({ prefixes: [type] })
  const past = client.subscribeToAll({ fromPosition: START, filter })
  const live = client.subscribeToAll({ fromPosition: END, filter })
  await new Promise((resolve) => live.once('confirmation', resolve))
  await client.appendToStream(newStream(), [...numbered(40), wanted(1)])
  const take = async (subscription: typeof past, count: number) => {
    const seen: unknown[] = []
    for await (const { event: found } of subscription) if (seen.push(found?.data) === count) break
    return seen
  }
  expect(await take(past, 2)).toEqual([{ n: 0 }, { n: 1 }])
  expect(await take(live, 1)).toEqual([{ n: 1 }])
})

test('a subscription that is cancelled listens no more', async () => {
  const stream = newStream()
  const { log } = running
  const gone = listening(raw, { stream })
  await gone.reach(1)
  gone.stop()
  expect((await gone.reach(2)).at(-1)).toMatch(/^1 /)
  const stays = listening(raw, { stream })
  await stays.reach(1)
  log.append(stream, 'any', [event()])
  expect(await stays.reach(3)).toEqual(['confirmed', 'event 0', 'caught up'])
  expect(gone.words).toHaveLength(2)
  stays.stop()
})
