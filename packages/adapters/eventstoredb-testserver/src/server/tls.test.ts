import { existsSync, readFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { builtInCertificate, builtInHosts } from './certificate.js'
import { connect, connectAs, placed, rejection, typesIn } from './connected.test-kit.js'
import { startTestServer } from './start.js'

const caFileOf = (connectionString: string): string => new URL(connectionString).searchParams.get('tlsCAFile') ?? ''

test('TESTSERVER-58 the built-in certificate is for this machine only, until 2100', () => {
  const certificate = new X509Certificate(builtInCertificate.cert)
  for (const host of builtInHosts) expect(host === 'localhost' ? certificate.checkHost(host) : certificate.checkIP(host)).toBeDefined()
  expect(certificate.checkHost('store.test')).toBeUndefined()
  expect([certificate.validFrom, certificate.validTo]).toEqual(['Jan  1 00:00:00 2020 GMT', 'Jan  1 00:00:00 2100 GMT'])
})

describe('TESTSERVER-58 with tls: true', () => {
  test('the official client trusts the server by its connection string, until it stops', async () => {
    const server = await startTestServer({ tls: true })
    const caFile = caFileOf(server.connectionString)
    expect(server.connectionString).toBe(`esdb://127.0.0.1:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(caFile)}`)
    expect(readFileSync(caFile, 'utf8')).toBe(builtInCertificate.cert)
    const client = connectAs(server.connectionString, 'admin', 'changeit')
    expect(await client.appendToStream('order-1', placed(1))).toMatchObject({ success: true })
    await client.dispose()
    await server.restart()
    const again = connectAs(server.connectionString, 'ops', 'changeit')
    expect(await typesIn(again.readStream('order-1'))).toEqual(['OrderPlaced'])
    await again.dispose()
    await server.stop()
    expect(existsSync(caFile)).toBe(false)
    expect(existsSync(caFile.replace(/ca\.pem$/, ''))).toBe(false)
  })

  test('it is known by the name of this machine as well, also in discovery', async () => {
    const server = await startTestServer({ tls: true, advertisedHost: 'localhost' })
    for (const scheme of ['esdb', 'esdb+discover']) {
      const client = connect(server.connectionString.replace('esdb', scheme))
      expect(await client.appendToStream('order-1', placed(1))).toMatchObject({ success: true })
      await client.dispose()
    }
    await server.stop()
  })

  test('a client that is not told of the certificate does not connect', async () => {
    const server = await startTestServer({ tls: true })
    const client = connect(`esdb://127.0.0.1:${server.port}?tls=true`)
    expect(await rejection(client.appendToStream('order-1', placed(1)))).toBeInstanceOf(Error)
    await client.dispose()
    await server.stop()
  })
})

test('with tls: false connections are not encrypted, and everyone may do everything', async () => {
  const server = await startTestServer({ tls: false })
  expect(server.connectionString).toBe(`esdb://127.0.0.1:${server.port}?tls=false`)
  const client = connect(server.connectionString)
  expect(await typesIn(client.readAll({ maxCount: 1 }))).toHaveLength(1)
  await client.dispose()
  await server.stop()
})
