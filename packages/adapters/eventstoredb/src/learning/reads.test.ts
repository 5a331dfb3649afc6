import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { convertToCommandError, ErrorType, EventStoreDBClient, jsonEvent, streamNameFilter, UnavailableError, UnknownError } from '@eventstore/db-client'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import { stream, until } from '../opened.test-kit.js'

let server: TestServer
let client: EventStoreDBClient
beforeAll(async () => {
  server = await startTestServer()
  client = EventStoreDBClient.connectionString(server.connectionString)
})
afterAll(async () => {
  await client.dispose()
  await server.stop()
})

const noted = () => jsonEvent({ type: 'Noted', data: { n: 1 } })

describe('what client 6.2.1 does with reads and subscriptions', () => {
  it('trap 4: readAll ignores a filter. If this fails, read/request.ts may give way to client.readAll', async () => {
    const [call, shift] = [stream('call'), stream('shift')]
    for (const name of [call, shift]) await client.appendToStream(name, noted())
    const options = { filter: streamNameFilter({ prefixes: ['shift-'] }) }
    const found = new Set<string>()
    for await (const { event } of client.readAll(options as object)) if (event !== undefined) found.add(event.streamId)
    expect([...found]).toEqual(expect.arrayContaining([call, shift]))
  })

  it('trap 7: revisions and positions are bigints, which JSON refuses. If this fails, position.ts may become simpler', async () => {
    const { nextExpectedRevision, position } = await client.appendToStream(stream(), noted())
    expect([typeof nextExpectedRevision, typeof position?.commit, typeof position?.prepare]).toEqual(['bigint', 'bigint', 'bigint'])
    expect(() => JSON.stringify(position)).toThrow(TypeError)
  })

  it('trap 8: a subscription that drops does not come back. If this fails, subscribe/subscribe.ts must not resume as well', async () => {
    const [name, log] = [stream(), [] as string[]]
    const subscription = client.subscribeToStream(name)
    subscription.on('data', () => log.push('event'))
    subscription.on('error', () => log.push('error'))
    subscription.on('confirmation', () => log.push('confirmed'))
    await until(() => log.includes('confirmed'))
    await client.appendToStream(name, noted())
    await until(() => log.includes('event'))
    server.dropConnections()
    await until(() => log.includes('error'))
    const again = EventStoreDBClient.connectionString(server.connectionString)
    await again.appendToStream(name, noted())
    const second: string[] = []
    again.subscribeToStream(name).on('data', () => second.push('event')).on('caughtUp', () => second.push('caughtUp')).on('error', () => undefined)
    await until(() => second.includes('caughtUp'))
    expect(second).toEqual(['event', 'event', 'caughtUp'])
    expect(log).toEqual(['confirmed', 'event', 'error'])
    await again.dispose()
  })

  it('trap 9: “write after end” counts as unavailable, exhaustion as unknown. If this fails, look again at brokenAppend in failures.ts', () => {
    const failed = (code: number, details: string) => convertToCommandError(Object.assign(new Error(details), { code, details }))
    expect(failed(13, 'write after end')).toBeInstanceOf(UnavailableError)
    expect(failed(8, 'Received message larger than max')).toBeInstanceOf(UnknownError)
    expect(failed(14, 'away')).toMatchObject({ type: ErrorType.UNAVAILABLE })
  })

  it('trap 10: the package is CommonJS without an exports map, with definitions of client and server. If this fails, the imports of generated/ need another path', () => {
    const manifest = createRequire(import.meta.url)('@eventstore/db-client/package.json') as { readonly exports?: unknown; readonly type?: unknown }
    expect([manifest.exports, manifest.type]).toEqual([undefined, undefined])
    expect(StreamsService.read).toMatchObject({ path: '/event_store.client.streams.Streams/Read', responseSerialize: expect.any(Function) as unknown })
  })

  it('the client opens its calls by members that are protected. If this fails, connection/connection.ts needs what replaced them', () => {
    expect(client).toMatchObject({ GRPCStreamCreator: expect.any(Function) as unknown, callArguments: expect.any(Function) as unknown })
  })
})
