import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import { openEventStoreDb } from '../index.js'
import { happened, stream } from '../opened.test-kit.js'

let server: TestServer
let hosts: string
const folder = mkdtempSync(join(tmpdir(), 'disque-esdb-'))
const ca = join(folder, 'ca file.pem')
beforeAll(async () => {
  server = await startTestServer({ tls: true, requireAuthentication: true })
  // A path that a connection string cannot hold as it is.
  copyFileSync(new URL(server.connectionString).searchParams.get('tlsCAFile') ?? '', ca)
  hosts = `localhost:${server.port}`
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const outcome = async (connectionString: string) => {
  const opened = await openEventStoreDb(connectionString)()
  if (E.isLeft(opened)) return opened.left
  const stored = await opened.right.store.append(stream(), 'no-stream', [happened('secure')])()
  await opened.right.close()
  return stored._tag
}

describe('an encrypted connection', () => {
  it('ESDB-18 takes a CA file and credentials from the connection string', async () => {
    expect(await outcome(`esdb://admin:changeit@${hosts}?tlsCAFile=${encodeURIComponent(ca)}`)).toBe('Right')
    expect(await outcome(`kurrentdb+discover://admin:changeit@${hosts}?tlsCAFile=${encodeURIComponent(ca)}`)).toBe('Right')
    expect(await outcome(`esdb://admin:changeit@${hosts}?tlsVerifyCert=false`)).toBe('Right')
  })

  it('ESDB-18 is refused without the right certificate, name or password, and nothing of them is repeated', async () => {
    expect(await outcome(`esdb://admin:changeit@${hosts}`)).toMatchObject({ _tag: 'CannotConnect' })
    const denied = await outcome(`esdb://QXnameQX:QXpasswordQX@${hosts}?tlsCAFile=${encodeURIComponent(ca)}`)
    expect(denied).toMatchObject({ _tag: 'AccessDenied' })
    expect(JSON.stringify(denied)).not.toMatch(/QX/)
    expect(await outcome(`esdb://${hosts}?tlsCAFile=${encodeURIComponent(ca)}`)).toMatchObject({ _tag: 'AccessDenied' })
  })
})
