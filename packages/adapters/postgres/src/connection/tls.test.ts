import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPostgres } from '../index.js'
import { folderFor } from '../testing/folder.js'
import { programsMissing, startPostgres, type PostgresServer } from '../testing/index.js'
import { programOf } from '../testing/programs.js'
import { describeInstalled } from '../vitest.js'

describeInstalled('POSTGRES-02 an encrypted connection', programsMissing('initdb', 'postgres', 'openssl'), () => {
  const openssl = programOf('openssl') ?? ''
  const { folder, as, remove } = folderFor('certificates')
  const file = (name: string) => path.join(folder, name)
  let server: PostgresServer
  beforeAll(async () => {
    for (const name of ['server', 'other']) {
      const made = spawnSync(openssl, ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3650', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)], { ...as, encoding: 'utf8' })
      if (made.status !== 0) throw new Error(made.stderr)
    }
    writeFileSync(file('text'), 'no certificate')
    server = await startPostgres({ settings: { ssl: 'on', ssl_cert_file: file('server.crt'), ssl_key_file: file('server.key') } })
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    remove()
  }, 60_000)

  const opening = async (host: string, query: string) => {
    const result = await openPostgres(`${server.connectionString.replace('127.0.0.1', host)}?${query}`)()
    if (result._tag === 'Right') await result.right.close()
    return result._tag === 'Right' ? 'open' : result.left
  }

  it.each([
    ['localhost', 'sslmode=disable'], ['127.0.0.1', 'sslmode=require'], ['127.0.0.1', 'sslmode=require&sslrootcert=server.crt'],
    ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=server.crt'], ['localhost', 'sslmode=verify-full&sslrootcert=server.crt'],
  ])('%s, %s: it opens', async (host, query) => expect(await opening(host, query.replace('server.crt', encodeURIComponent(file('server.crt'))))).toBe('open'))

  it.each([
    ['localhost', 'sslmode=verify-full', 'CannotConnect'], ['127.0.0.1', 'sslmode=verify-full&sslrootcert=server.crt', 'CannotConnect'],
    ['localhost', 'sslmode=verify-ca&sslrootcert=other.crt', 'CannotConnect'], ['localhost', 'sslmode=require&sslrootcert=other.crt', 'CannotConnect'],
    ['localhost', 'sslmode=verify-ca&sslrootcert=text', 'CertificateUnreadable'], ['localhost', 'sslmode=verify-ca&sslrootcert=none', 'CertificateUnreadable'],
  ])('%s, %s: it does not', async (host, query, _tag) => expect(await opening(host, query.replace(/sslrootcert=(.*)/, (_, name: string) => `sslrootcert=${encodeURIComponent(file(name))}`))).toMatchObject({ _tag }))
})
