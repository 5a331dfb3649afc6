import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ErrorType, EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import { stream } from '../opened.test-kit.js'

let server: TestServer
let client: EventStoreDBClient
const calls: string[] = []
beforeAll(async () => {
  server = await startTestServer({ log: (line) => calls.push(line) })
  client = EventStoreDBClient.connectionString(server.connectionString)
})
afterAll(async () => {
  await client.dispose()
  await server.stop()
})

const noted = () => jsonEvent({ type: 'Noted', data: { n: 1 } })

/** Two clients of one process: the second one's call breaks while the first waits for an answer, which comes afterwards. */
const twoClients = `
const { EventStoreDBClient, jsonEvent } = require(process.argv[1])
const event = () => jsonEvent({ type: 'Noted', data: {} })
process.on('uncaughtException', (error) => console.log('uncaught ' + error.constructor.name))
const [slow, fast] = process.argv.slice(2).map((text) => EventStoreDBClient.connectionString(text))
const run = async () => {
  await Promise.all([slow.appendToStream('call-slow', event()), fast.appendToStream('call-fast', event())])
  console.log('ready')
  await new Promise((resolve) => process.stdin.once('data', resolve))
  slow.appendToStream('call-slow', event()).then(() => console.log('answered'), () => console.log('rejected'))
  await fast.appendToStream('call-fast', event()).catch(() => console.log('lost'))
  await new Promise((resolve) => process.stdin.once('data', resolve))
  process.exit(0)
}
run()
`

const revisions = async (name: string) => {
  const found: bigint[] = []
  for await (const { event } of client.readStream(name)) if (event !== undefined) found.push(event.revision)
  return found
}

describe('what client 6.2.1 does with appends', () => {
  it('trap 1: its batches share one table in the process. If this fails, the table is per client now: append/sender.ts may give way to client.appendToStream', async () => {
    const other = await startTestServer()
    const child = spawn(process.execPath, ['-e', twoClients, createRequire(import.meta.url).resolve('@eventstore/db-client'), server.connectionString, other.connectionString])
    const said: string[] = []
    const ended = new Promise((resolve) => child.on('close', resolve))
    child.stdout.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().trim().split('\n')) {
        said.push(line)
        if (line === 'ready') {
          server.delay(200)
          other.loseNextAppendAnswer()
          child.stdin.write('\n')
        }
        if (line.startsWith('uncaught') || line === 'answered') child.stdin.write('\n')
      }
    })
    await ended
    server.delay(0)
    await other.stop()
    expect([...said].sort()).toEqual(['lost', 'ready', 'rejected', 'uncaught TypeError'])
    expect(await revisions('call-slow')).toEqual([0n, 1n])
  })

  it('trap 1: credentials select the classic append. If this fails, read again how the client chooses, and tell it in README.md', async () => {
    const seen = async (options: Parameters<EventStoreDBClient['appendToStream']>[2]) => {
      const from = calls.length
      await client.appendToStream(stream(), noted(), options)
      return calls.slice(from).join('\n')
    }
    expect(await seen({})).toMatch(/BatchAppend/i)
    expect(await seen({ credentials: { username: 'a', password: 'b' } })).not.toMatch(/BatchAppend/i)
  })

  it('trap 2: without throwing, a batch names revision 1 whatever it is. If this fails, nothing is to be done: append/answer.ts reads the server’s own words', async () => {
    const quiet = EventStoreDBClient.connectionString(`${server.connectionString}&throwOnAppendFailure=false`)
    const name = stream()
    await quiet.appendToStream(name, Array.from({ length: 5 }, noted))
    expect(await quiet.appendToStream(name, noted(), { expectedRevision: 2n })).toEqual({ success: false, nextExpectedRevision: 1n, position: undefined })
    await quiet.dispose()
  })

  it('trap 3: a whole repeat answers the first result, a part of one is refused, and at the end it is stored twice. If this fails, append/known-end.ts and handle rest on something else', async () => {
    const name = stream()
    const [a, b] = [noted(), noted()]
    const first = await client.appendToStream(name, [a, b], { expectedRevision: NO_STREAM })
    expect(await client.appendToStream(name, [a, b], { expectedRevision: NO_STREAM })).toEqual(first)
    await expect(client.appendToStream(name, [a, noted()], { expectedRevision: NO_STREAM })).rejects.toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion: 1n })
    expect(await client.appendToStream(name, [a, b], { expectedRevision: 1n })).toMatchObject({ nextExpectedRevision: 3n })
  })

  it('trap 5: metastreamRevision is a place in the log. If this fails, technical/ may use it as a revision', async () => {
    const name = stream()
    await client.appendToStream(stream(), noted())
    await client.setStreamMetadata(name, { maxCount: 3 })
    expect((await client.getStreamMetadata(name)).metastreamRevision).toBeGreaterThan(0n)
  })

  it('trap 6: a stream deleted softly reads as not found, and goes on at its next revision when it is written again. If this fails, read technical/ again', async () => {
    const name = stream()
    await client.appendToStream(name, [noted(), noted()])
    await client.deleteStream(name)
    await expect(revisions(name)).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND })
    expect(await client.appendToStream(name, noted(), { expectedRevision: NO_STREAM })).toMatchObject({ nextExpectedRevision: 2n })
  })
})
