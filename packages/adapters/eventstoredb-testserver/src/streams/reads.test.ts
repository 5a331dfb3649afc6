import { BACKWARDS, END, START } from '@eventstore/db-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newStream, numbered, runningStreams } from './streams.test-kit.js'
import type { Running } from './streams.test-kit.js'
import { rawClient, readWords } from './raw.test-kit.js'

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

const collected = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

test('TESTSERVER-04 the official client reads a stream in both directions, as far as it asks', async () => {
  const { client } = running
  const stream = newStream()
  await client.appendToStream(stream, numbered(300))
  const revisions = async (options: Parameters<typeof client.readStream>[1]) =>
    (await collected(client.readStream(stream, options))).map(({ event }) => Number(event?.revision))
  expect(await revisions({})).toEqual(Array.from({ length: 300 }, (_, n) => n))
  expect(await revisions({ direction: BACKWARDS, fromRevision: END, maxCount: 3 })).toEqual([299, 298, 297])
  expect(await revisions({ fromRevision: 298n })).toEqual([298, 299])
  expect(await revisions({ fromRevision: 900n })).toEqual([])
})

test('TESTSERVER-04 a stream that is not there, and one that is closed, fail as the client knows them', async () => {
  const { client } = running
  const stream = newStream()
  await expect(collected(client.readStream(stream))).rejects.toMatchObject({ type: 'stream-not-found', streamName: stream })
  await client.tombstoneStream(stream)
  await expect(collected(client.readStream(stream))).rejects.toMatchObject({ type: 'stream-deleted', streamName: stream })
})

test('TESTSERVER-04 the bounds of a stream are told where its events do not tell them', async () => {
  const { client } = running
  const stream = newStream()
  await client.appendToStream(stream, numbered(5))
  expect(await readWords(raw, { stream })).toEqual(['event 0', 'event 1', 'event 2', 'event 3', 'event 4', 'last 4'])
  expect(await readWords(raw, { stream, revision: 100 })).toEqual(['first 5', 'last 4'])
  expect(await readWords(raw, { stream, revision: 5 })).toEqual(['last 4'])
  await client.setStreamMetadata(stream, { maxCount: 2 })
  expect(await readWords(raw, { stream, count: 1 })).toEqual(['first 3', 'event 3', 'last 4'])
  expect(await readWords(raw, { stream })).toEqual(['event 3', 'event 4', 'last 4'])
  await client.setStreamMetadata(stream, { truncateBefore: 100 })
  expect(await readWords(raw, { stream })).toEqual(['first 100', 'first 5', 'last 4'])
  expect(await readWords(raw, { stream, backwards: true })).toEqual(['last 4'])
  expect(await readWords(raw, { stream: newStream() })).toEqual(['not found'])
})

test('reads that make no sense are refused in the words of the server', async () => {
  const stream = newStream()
  expect(await readWords(raw, { stream, count: 0 })).toEqual(['2 Unexpected ReadStreamResult: Error'])
  expect(await readWords(raw, { stream: '' })).toEqual(['2 Exception was thrown by handler.'])
  expect(await readWords(raw, { stream, subscribes: true, backwards: true })).toEqual([
    '3 The combination of (Stream, Subscription, Backwards, NoFilter) is invalid.',
  ])
})

test('TESTSERVER-05 reading all gives every stream and system events, resumable at each position', async () => {
  const { client } = running
  const stream = newStream()
  await client.appendToStream(stream, numbered(3))
  const all = await collected(client.readAll({ fromPosition: START }))
  expect(all[0]?.event).toMatchObject({ streamId: '$$$scavenges', type: '$metadata' })
  expect(all.slice(-3).map(({ event }) => event?.streamId)).toEqual([stream, stream, stream])
  const second = all.at(-2)?.event?.position
  const rest = await collected(client.readAll({ fromPosition: second! }))
  expect(rest.map(({ event }) => event?.revision)).toEqual([1n, 2n])
  const before = await collected(client.readAll({ fromPosition: second!, direction: BACKWARDS, maxCount: 1 }))
  expect(before.map(({ event }) => event?.revision)).toEqual([0n])
})

test('TESTSERVER-12 a position at which no record begins is refused', async () => {
  const { log } = running
  const { commit } = log.readAll('end', 1, 'backwards')[0]!
  const read = (position: { commit: bigint; prepare: bigint }, backwards = false) => readWords(raw, { position, backwards, count: 1 })
  expect(await read({ commit: commit + 1n, prepare: 0n })).toEqual(['2 Unexpected ReadAllResult: Error'])
  expect(await read({ commit, prepare: commit + 1n })).toEqual(['2 Exception was thrown by handler.'])
  expect(await read({ commit, prepare: 0n })).toHaveLength(1)
  expect(await read({ commit: commit + 10_000n, prepare: 0n })).toEqual([])
  expect(await read({ commit: commit + 10_000n, prepare: 0n }, true)).toEqual(['2 Unexpected ReadAllResult: Error'])
})

test('TESTSERVER-11 resolved links come with both records, unresolved ones as they are', async () => {
  const { client } = running
  const stream = newStream()
  await client.appendToStream(stream, numbered(1))
  const link = { ...numbered(1)[0]!, type: '$>', contentType: 'application/octet-stream' as const, data: Buffer.from(`0@${stream}`) }
  await client.appendToStream(`links-${stream}`, [link])
  const [resolved] = await collected(client.readStream(`links-${stream}`, { resolveLinkTos: true }))
  expect(resolved).toMatchObject({ event: { streamId: stream, revision: 0n }, link: { streamId: `links-${stream}`, type: '$>' } })
  const [plain] = await collected(client.readStream(`links-${stream}`))
  expect(plain).toMatchObject({ event: { type: '$>' } })
  expect(plain?.link).toBeUndefined()
})
