import { request } from 'node:https'
import { AccessDeniedError, EventStoreDBClient } from '@eventstore/db-client'
import { Metadata, status } from '@grpc/grpc-js'
import { describe, expect, test } from 'vitest'
import { testServer } from '../vitest.js'
import { accessBy, accessByHeader, standardUsers } from './access.js'
import { builtInCertificate } from './certificate.js'
import { placed, rejection, typesIn } from './connected.test-kit.js'
import { startTestServer } from './start.js'

const header = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

const calling = (authorization?: string) => {
  const metadata = new Metadata()
  if (authorization !== undefined) metadata.set('authorization', authorization)
  return metadata
}

describe('TESTSERVER-40 who calls', () => {
  const streamMetadata = () => undefined
  const known = accessBy(accessByHeader({ users: standardUsers, streamMetadata }))

  test('is told by basic authentication; a wrong password is refused, no password is nobody', () => {
    expect(known(calling(header('admin', 'changeit')))).toMatchObject({ right: { name: 'admin', roles: ['$admins'], authenticated: true } })
    expect(known(calling())).toMatchObject({ right: { name: 'anonymous', roles: [], authenticated: false } })
    for (const wrong of [header('admin', 'guess'), header('nobody', 'changeit'), header('toString', ''), 'Bearer token', 'Basic ???', 'Basic eA=='])
      expect(known(calling(wrong))).toMatchObject({ _tag: 'Left', left: { code: status.UNAUTHENTICATED, details: 'Unauthenticated' } })
  })

  test('must be told where authentication is required, and does not matter where there are no users', () => {
    const required = accessBy(accessByHeader({ users: standardUsers, requireAuthentication: true, streamMetadata }))
    expect(required(calling())).toMatchObject({ left: { code: status.UNAUTHENTICATED } })
    const open = accessBy(accessByHeader({ streamMetadata }))
    for (const metadata of [calling(), calling(header('anyone', 'anything'))]) {
      const user = open(metadata)
      expect(user._tag === 'Right' && [user.right.may('read', '$all'), user.right.mayManage(), user.right.mayConsume('$all')]).toMatchObject(
        Array.from({ length: 3 }, () => ({ _tag: 'Right' }))
      )
    }
  })

  test('decides on persistent subscriptions: managing takes $ops or $admins, consuming a user who may read', () => {
    const rights = [header('admin', 'changeit'), header('ops', 'changeit'), undefined].map((authorization) => {
      const user = known(calling(authorization))
      return user._tag === 'Right' ? [user.right.mayManage()._tag, user.right.mayConsume('order-1')._tag, user.right.mayConsume('$all')._tag] : []
    })
    expect(rights).toEqual([
      ['Right', 'Right', 'Right'],
      ['Right', 'Right', 'Left'],
      ['Left', 'Left', 'Left'],
    ])
  })
})

describe('with TLS and its users', () => {
  const server = testServer({
    tls: builtInCertificate,
    users: { ...standardUsers, clerk: { password: 'till', roles: ['billing'] } },
    advertisedHost: 'localhost',
  })
  const credentials = (username: string, password: string) => ({ credentials: { username, password } })
  const secure = (user?: { readonly username: string; readonly password: string }) =>
    new EventStoreDBClient({ endpoint: `localhost:${server().port}` }, { rootCertificate: Buffer.from(builtInCertificate.cert) }, user)

  test('the client connects by TLS alone', async () => {
    expect(server().connectionString).toBe(`esdb://localhost:${server().port}?tls=true`)
    const client = secure({ username: 'admin', password: 'changeit' })
    expect(await client.appendToStream('order-1', placed(1))).toMatchObject({ success: true })
    expect(await typesIn(client.readStream('order-1'))).toEqual(['OrderPlaced'])
    await client.dispose()
    const discovering = new EventStoreDBClient(
      { endpoints: [{ address: '127.0.0.1', port: server().port }] },
      { rootCertificate: Buffer.from(builtInCertificate.cert) }
    )
    expect(await typesIn(discovering.readStream('order-1'))).toEqual(['OrderPlaced'])
    await discovering.dispose()
  })

  test('HTTP goes by TLS as well, and refuses a wrong password with 401', async () => {
    const get = async (authorization?: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = authorization === undefined ? {} : { authorization }
        const sent = request({ host: 'localhost', port: server().port, path: '/ping', headers, ca: builtInCertificate.cert }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        sent.on('error', reject)
        sent.end()
      })
    expect([await get(), await get(header('ops', 'changeit')), await get(header('ops', 'guess'))]).toEqual([200, 200, 401])
  })

  test('a wrong password is refused for every call, as the client says it', async () => {
    const client = secure()
    const wrong = credentials('AzureDiamond', 'hunter2')
    expect(await rejection(client.appendToStream('order-1', placed(1), wrong))).toBeInstanceOf(AccessDeniedError)
    expect(await rejection(typesIn(client.readStream('order-1', wrong)))).toBeInstanceOf(AccessDeniedError)
    expect(await rejection(typesIn(client.readAll(wrong)))).toBeInstanceOf(AccessDeniedError)
    await client.dispose()
  })

  test('a stream’s $acl is stored and kept', async () => {
    const admin = secure({ username: 'admin', password: 'changeit' })
    const anyone = secure()
    await admin.appendToStream('ledger-1', placed(1))
    await admin.setStreamMetadata('ledger-1', { acl: { readRoles: ['billing'], writeRoles: ['billing'], metaReadRoles: ['$all'] } })
    expect((await anyone.getStreamMetadata('ledger-1')).metadata).toMatchObject({ acl: { readRoles: ['billing'] } })
    const clerk = credentials('clerk', 'till')
    expect(await typesIn(anyone.readStream('ledger-1', clerk))).toEqual(['OrderPlaced'])
    expect(await anyone.appendToStream('ledger-1', placed(2), clerk)).toMatchObject({ success: true })
    const denied = [
      typesIn(anyone.readStream('ledger-1')),
      typesIn(anyone.subscribeToStream('ledger-1')),
      anyone.appendToStream('ledger-1', placed(3)),
      anyone.appendToStream('ledger-1', placed(3), credentials('ops', 'changeit')),
      typesIn(anyone.readAll()),
    ]
    for (const error of await Promise.all(denied.map(rejection))) expect(error).toBeInstanceOf(AccessDeniedError)
    await admin.dispose()
    await anyone.dispose()
  })
})

test('a port with TLS survives those who speak something else', async () => {
  const server = await startTestServer({ tls: builtInCertificate })
  await expect(fetch(`http://127.0.0.1:${server.port}/ping`)).rejects.toThrow()
  const client = new EventStoreDBClient({ endpoint: `127.0.0.1:${server.port}` }, { rootCertificate: Buffer.from(builtInCertificate.cert) })
  expect(await client.appendToStream('order-1', placed(1))).toMatchObject({ success: true })
  await client.dispose()
  await server.stop()
})
