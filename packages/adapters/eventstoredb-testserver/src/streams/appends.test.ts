import { randomUUID } from 'node:crypto'
import { ANY, binaryEvent, jsonEvent, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noFaults } from '../server/faults.js'
import { identified, rawClient, uuid } from './raw.test-kit.js'
import { newStream, numbered, runningStreams } from './streams.test-kit.js'
import type { Running } from './streams.test-kit.js'

let running: Running
let raw: ReturnType<typeof rawClient>
// With credentials the client takes the classic call.
const classic = { credentials: { username: 'admin', password: 'changeit' } }

beforeAll(async () => {
  running = await runningStreams()
  raw = rawClient(running.port)
})

afterAll(async () => {
  raw.close()
  await running.stop()
})

test.for([
  ['batch', {}],
  ['classic', classic],
] as const)('TESTSERVER-03 the %s append says where the stream and the log stand, and what it expected instead', async ([, options]) => {
  const { client } = running
  const stream = newStream()
  const events = numbered(3)
  const first = await client.appendToStream(stream, events, { ...options, expectedRevision: NO_STREAM })
  expect(first).toMatchObject({ success: true, nextExpectedRevision: 2n })
  expect(await client.appendToStream(stream, events, { ...options, expectedRevision: NO_STREAM })).toEqual(first)
  await expect(client.appendToStream(stream, numbered(1), { ...options, expectedRevision: 1n })).rejects.toMatchObject({
    type: 'wrong-expected-version',
    streamName: stream,
    expectedVersion: 1n,
    actualVersion: 2n,
  })
  await expect(client.appendToStream(newStream(), numbered(1), { ...options, expectedRevision: STREAM_EXISTS })).rejects.toMatchObject({
    expectedVersion: 'stream_exists',
    actualVersion: 'no_stream',
  })
})

test.for([
  ['batch', {}],
  ['classic', classic],
] as const)('TESTSERVER-18 the %s append refuses more data than the limit, and closed streams', async ([, options]) => {
  const small = await runningStreams({ maxAppendSize: 1_000 })
  const stream = newStream()
  const sized = (size: number) => [binaryEvent({ type: 'Sized', data: Buffer.alloc(size) })]
  await small.client.appendToStream(stream, sized(1_000), options)
  await expect(small.client.appendToStream(stream, sized(1_001), options)).rejects.toMatchObject({
    type: 'maximum-append-size-exceeded',
    maxAppendSize: 1_000,
  })
  await small.client.tombstoneStream(stream)
  await expect(small.client.appendToStream(stream, sized(1), options)).rejects.toMatchObject({ type: 'stream-deleted', streamName: stream })
  await small.stop()
})

test('what was appended is read as it was given', async () => {
  const { client } = running
  const stream = newStream()
  const json = jsonEvent({ id: randomUUID(), type: 'Ação', data: { n: 1, text: 'é' }, metadata: { by: 'me' } })
  const binary = binaryEvent({ id: randomUUID(), type: 'Bytes', data: Buffer.from([0, 255, 1]), metadata: Buffer.from([7]) })
  await client.appendToStream(stream, [json, binary])
  const read = []
  for await (const { event } of client.readStream(stream)) read.push(event)
  expect(read).toMatchObject([
    { id: json.id, type: 'Ação', isJson: true, data: json.data, metadata: json.metadata },
    { id: binary.id, type: 'Bytes', isJson: false, data: binary.data, metadata: Uint8Array.from([7]) },
  ])
  expect(read[0]?.created).toBeInstanceOf(Date)
})

test('TESTSERVER-02 deletes and tombstones say what they found', async () => {
  const { client } = running
  const stream = newStream()
  await expect(client.deleteStream(stream, { expectedRevision: ANY })).rejects.toMatchObject({
    type: 'wrong-expected-version',
    streamName: stream,
    // The client gives the server's numbers for any and for no stream.
    expectedVersion: -2n,
    actualVersion: -1n,
  })
  await client.appendToStream(stream, numbered(2))
  await expect(client.tombstoneStream(stream, { expectedRevision: 7n })).rejects.toMatchObject({ expectedVersion: 7n, actualVersion: 1n })
  expect((await client.deleteStream(stream, { expectedRevision: 1n })).position?.commit).toBeTypeOf('bigint')
  expect((await client.appendToStream(stream, numbered(1))).nextExpectedRevision).toBe(2n)
  expect((await client.tombstoneStream(stream)).position?.commit).toBeTypeOf('bigint')
  await expect(client.deleteStream(stream)).rejects.toMatchObject({ type: 'stream-deleted' })
})

const chunk = (id: string, n: number, isFinal: boolean, stream?: string) => {
  const request = new streams.BatchAppendReq()
  request.setCorrelationId(uuid(id))
  request.setIsFinal(isFinal)
  if (stream !== undefined) {
    const options = new streams.BatchAppendReq.Options()
    options.setStreamIdentifier(identified(stream))
    // The generated type asks for another Empty than the one that can be made here; both have no fields.
    Reflect.apply(options.setAny, options, [new shared.Empty()])
    request.setOptions(options)
  }
  const message = new streams.BatchAppendReq.ProposedMessage()
  message.setId(uuid(randomUUID()))
  message.getMetadataMap().set('type', `Chunk${n}`)
  message.getMetadataMap().set('content-type', 'application/json')
  message.setData(Buffer.from('{}'))
  request.addProposedMessages(message)
  return request
}

test('TESTSERVER-09 chunks with one correlation id are one append, written when the last one came', async () => {
  const stream = newStream()
  const other = newStream()
  const [one, two] = [randomUUID(), randomUUID()]
  const call = raw.batchAppend()
  const answers: string[] = []
  const done = new Promise<void>((resolve) => {
    call.on('data', (answer: BatchAppendResp) => {
      answers.push(`${answer.getCorrelationId()?.getString() === one ? 'one' : 'two'} ${answer.getSuccess()?.getCurrentRevision() ?? 'refused'}`)
      if (answers.length === 2) resolve()
    })
  })
  call.on('error', () => undefined)
  call.write(chunk(one, 0, false, stream))
  call.write(chunk(two, 0, false, other))
  call.write(chunk(one, 1, false))
  call.write(chunk(two, 1, true))
  call.write(chunk(one, 2, true))
  await done
  expect(answers).toEqual(['two 1', 'one 2'])
  expect(running.log.readLive(stream, 0n, 9).map(({ type }) => type)).toEqual(['Chunk0', 'Chunk1', 'Chunk2'])
  call.cancel()
})

test('TESTSERVER-09 an append without a stream is refused by an answer, and the call goes on', async () => {
  const call = raw.batchAppend()
  const answers: string[] = []
  const done = new Promise<void>((resolve) => {
    call.on('data', (answer: BatchAppendResp) => {
      answers.push(answer.getError()?.getMessage() ?? 'written')
      if (answers.length === 2) resolve()
    })
  })
  call.on('error', () => undefined)
  call.write(chunk(randomUUID(), 0, true, ''))
  call.write(chunk(randomUUID(), 0, true, newStream()))
  await done
  expect(answers).toEqual(['BadRequest', 'written'])
  call.cancel()
})

test('an answer that is lost leaves the append stored, and a retry finds it', async () => {
  let lose = true
  const losing = await runningStreams({}, { ...noFaults, loseAppendAnswer: () => lose })
  const stream = newStream()
  const events = numbered(2)
  await expect(losing.client.appendToStream(stream, events, { ...classic, expectedRevision: NO_STREAM, deadline: 300 })).rejects.toBeDefined()
  lose = false
  expect(await losing.client.appendToStream(stream, events, { ...classic, expectedRevision: NO_STREAM })).toMatchObject({ nextExpectedRevision: 1n })
  expect(losing.log.lastRevision(stream)).toBe(1n)
  await losing.stop()
})
