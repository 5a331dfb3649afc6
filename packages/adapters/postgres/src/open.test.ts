import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openPostgres } from './index.js'
import { freshSchema, opened, quick, throughBouncer } from './opened.test-kit.js'
import { unsuitable } from './server.js'
import { session } from './session.test-kit.js'
import { freePort } from './testing/running.js'
import { describePostgres } from './vitest.js'

const failureOf = async (connectionString: string, options = {}) => {
  const result = await openPostgres(connectionString, options)()
  if (result._tag === 'Right') {
    await result.right.close()
    throw new Error('it opened')
  }
  return result.left
}

describe('opening', () => {
  it('says that nobody answers', async () => {
    const failure = await failureOf(`postgres://name:QXsecretQX@127.0.0.1:${await freePort()}/database`)
    expect(failure).toMatchObject({ _tag: 'CannotConnect', reason: expect.stringContaining('ECONNREFUSED') as unknown })
    expect(JSON.stringify(failure)).not.toContain('QX')
  })

  it('ends also where the connection is taken and nothing is said', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    expect(await failureOf(`postgres://name:word@127.0.0.1:${port}/database`, { connectTimeoutMs: 200 })).toMatchObject({ _tag: 'CannotConnect' })
    silent.close()
  })

  it('POSTGRES-11 refuses a server that is too old, has another encoding, or only reads', () => {
    const good = { version: 150_018, versionName: '15.18', encoding: 'UTF8', clientEncoding: 'UTF8', readOnly: false }
    expect(unsuitable(good)).toBeUndefined()
    expect(unsuitable({ ...good, version: 140_022, versionName: '14.22' })).toEqual({ _tag: 'ServerTooOld', found: '14.22', supported: '15 and later' })
    expect(unsuitable({ ...good, encoding: 'LATIN1' })).toMatchObject({ _tag: 'DatabaseUnsuitable', reason: expect.stringContaining('LATIN1') as unknown })
    expect(unsuitable({ ...good, clientEncoding: 'WIN1252' })).toMatchObject({ _tag: 'DatabaseUnsuitable', reason: expect.stringContaining('WIN1252') as unknown })
    expect(unsuitable({ ...good, readOnly: true })).toMatchObject({ _tag: 'DatabaseUnsuitable' })
  })
})

describePostgres('opening a server', (server) => {
  it('says that user or password are wrong, without either password', async () => {
    for (const parts of [{ password: 'QXwrongQX' }, { user: 'nobody', password: 'QXwrongQX' }]) {
      const failure = await failureOf(server().as(parts))
      expect(failure._tag).toBe('AccessDenied')
      expect(JSON.stringify(failure)).not.toMatch(/QX/)
      expect(JSON.stringify(failure)).not.toContain(server().password)
    }
    expect(await failureOf(server().as({ database: 'none' }))).toMatchObject({ _tag: 'CannotConnect', reason: expect.stringContaining('"none"') as unknown })
  })

  it('says what a database cannot do', async () => {
    const admin = await session(server().connectionString)
    await admin.ask("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    expect(await failureOf(server().as({ database: 'latin' }))).toMatchObject({ _tag: 'DatabaseUnsuitable', reason: expect.stringContaining('LATIN1') as unknown })
    await admin.ask('CREATE DATABASE reading')
    await admin.ask('ALTER DATABASE reading SET default_transaction_read_only = on')
    expect(await failureOf(server().as({ database: 'reading' }))).toMatchObject({ _tag: 'DatabaseUnsuitable', reason: expect.stringContaining('only reads') as unknown })
    await admin.end()
  })

  it('takes a schema that somebody with more rights has made, and says where a right is missing', async () => {
    const admin = await session(server().connectionString)
    await admin.ask("CREATE ROLE small LOGIN PASSWORD 'word'")
    await admin.ask('CREATE SCHEMA given AUTHORIZATION small')
    const connectionString = server().as({ user: 'small', password: 'word' })
    expect(await failureOf(connectionString, { schema: 'another' })).toMatchObject({ _tag: 'AccessDenied' })
    await (await opened(connectionString, { schema: 'given' })).close()
    await admin.end()
  })

  it('tells how many connections there are, never more than were allowed', async () => {
    const { readModel, connections, close } = await opened(server().connectionString, { schema: freshSchema(), maxConnections: 2 })
    await Promise.all(Array.from({ length: 20 }, () => readModel.get('things', 'a')()))
    expect(connections()).toEqual({ open: 2, idle: 2, waiting: 0 })
    await close()
  })

  it('POSTGRES-03 a disk that is full is told apart from what asking again may mend', async () => {
    const admin = await session(server().connectionString)
    const schema = freshSchema()
    const { readModel, close } = await opened(server().connectionString, { schema })
    for (const [code, _tag] of [['53100', 'StoreFull'], ['40001', 'StoreUnavailable'], ['40P01', 'StoreUnavailable'], ['53300', 'StoreUnavailable'], ['57P01', 'StoreUnavailable']] as const) {
      await admin.ask(`CREATE OR REPLACE FUNCTION "${schema}".fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'it fails' USING ERRCODE = '${code}'; END $$`)
      await admin.ask(`CREATE OR REPLACE TRIGGER fail BEFORE INSERT ON "${schema}".checkpoints FOR EACH ROW EXECUTE FUNCTION "${schema}".fail()`)
      expect(await readModel.commit({ subscriber: 'reader', checkpoint: '1', writes: [{ collection: 'things', key: 'a', document: 1 }] })()).toEqual({ _tag: 'Left', left: { _tag, reason: 'it fails' } })
      expect(await readModel.get('things', 'a')()).toEqual({ _tag: 'Right', right: undefined })
    }
    await close()
    await admin.end()
  })
}, quick)

throughBouncer('opening through pgbouncer', (place) => {
  it('says that user or password are wrong', async () => {
    expect(await failureOf(place().connectionString.replace('postgres://disque:', 'postgres://disque:QX'))).toMatchObject({ _tag: 'AccessDenied' })
  })
})
