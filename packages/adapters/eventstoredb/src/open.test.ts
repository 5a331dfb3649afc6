import { createServer, type AddressInfo, type Socket } from 'node:net'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import { openEventStoreDb } from './index.js'
import { happened, opened, stream } from './opened.test-kit.js'

const servers: TestServer[] = []
const server = async (...options: Parameters<typeof startTestServer>) => {
  const started = await startTestServer(...options)
  servers.push(started)
  return started
}
afterAll(async () => {
  for (const one of servers) await one.stop()
})

describe('opening', () => {
  it('a server that is not there, or does not let in, is said at once', async () => {
    expect(await openEventStoreDb('esdb://127.0.0.1:1?tls=false')()).toMatchObject({ left: { _tag: 'CannotConnect' } })
    const { connectionString } = await server({ users: true, requireAuthentication: true })
    expect(await openEventStoreDb(connectionString)()).toMatchObject({ left: { _tag: 'AccessDenied' } })
    expect(await openEventStoreDb('sqlite:a')()).toMatchObject({ left: { _tag: 'ConnectionStringInvalid' } })
  })

  it('a port that accepts and stays silent is given up', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => sockets.push(socket.on('error', () => undefined)))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    for (const address of [`esdb://127.0.0.1:${port}?tls=false`, `esdb+discover://127.0.0.1:${port}?tls=false&maxDiscoverAttempts=1`]) {
      expect(await openEventStoreDb(address, { timeoutMs: 50 })()).toEqual(E.left({ _tag: 'CannotConnect', reason: 'no answer within 50 ms' }))
    }
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  it('ESDB-37 TLS on one side only is said with what to write', async () => {
    const [plain, secure] = [(await server()).port, (await server({ tls: true })).port]
    const reason = async (connectionString: string) => {
      const result = await openEventStoreDb(connectionString)()
      return E.isLeft(result) && result.left._tag === 'CannotConnect' ? result.left.reason : ''
    }
    expect(await reason(`esdb://localhost:${plain}`)).toBe('No connection established. Last error: Error: wrong version number; the server seems to run without TLS: add tls=false')
    expect(await reason(`esdb://127.0.0.1:${secure}?tls=false`)).toMatch(/; if the server speaks TLS, write tls=true in place of tls=false$/)
    expect(await reason(`esdb+discover://localhost:${plain}?maxDiscoverAttempts=1`)).toMatch(/; if the servers run without TLS, add tls=false$/)
    expect(await reason(`esdb+discover://127.0.0.1:${secure}?tls=false&maxDiscoverAttempts=1`)).toMatch(/write tls=true/)
    expect(await reason(`esdb://localhost:${secure}`)).toMatch(/by tlsCAFile$/)
    expect(await reason('esdb://127.0.0.1:1?tls=false')).toBe('No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:1')
  })

  it('kurrentdb:// opens the same server', async () => {
    const { connectionString } = await server()
    const { store, close } = await opened(connectionString.replace('esdb', 'kurrentdb'))
    expect(await store.append(stream(), 'no-stream', [happened('kurrent')])()).toMatchObject({ right: { revision: 0, already: false } })
    await close()
  })

  it('ESDB-14 closing is done once, wakes whoever waits, and everything says so afterwards', async () => {
    const { connectionString } = await server()
    const { store, lag, states, close } = await opened(connectionString)
    const waiting = store.subscribe({ after: 'start' })[Symbol.asyncIterator]()
    expect(await waiting.next()).toMatchObject({ value: { _tag: 'caughtUp' } })
    const last = waiting.next()
    await Promise.all([close(), store.close(), close()])
    expect(await last).toEqual({ done: false, value: { _tag: 'dropped', reason: 'the store was closed' } })
    expect(await waiting.next()).toMatchObject({ done: true })
    expect(await store.append(stream(), 'no-stream', [happened('late')])()).toEqual(E.left({ _tag: 'StoreClosed' }))
    expect(await lag()()).toEqual(E.left({ _tag: 'StoreClosed' }))
    expect(states()).toEqual([])
  })
})
