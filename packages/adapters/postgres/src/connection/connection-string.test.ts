import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { parseConnectionString } from './connection-string.js'

const host = fc.constantFrom('localhost', '10.0.0.7', 'db-1.example.org', 'my_db')
const anything = fc.string({ unit: fc.constantFrom(...'ab:/@?#&%= +é"'), minLength: 1, maxLength: 10 })

describe('a connection string', () => {
  test.prop([fc.constantFrom('postgres', 'postgresql'), anything, anything, host, fc.integer({ min: 1, max: 65_535 }), anything])('is read part by part', (scheme, user, password, name, port, database) => {
    const text = `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${name}:${port}/${encodeURIComponent(database)}?sslmode=require&application_name=a%20b`
    expect(parseConnectionString(text)).toEqual({ _tag: 'Right', right: { user, password, host: name, port, database, parameters: { sslmode: 'require', application_name: 'a b' } } })
  })

  it.each([
    ['postgres://localhost', { host: 'localhost', port: 5432, parameters: {} }],
    ['postgres://name@[::1]:6000', { host: '::1', port: 6000, user: 'name', parameters: {} }],
    ['postgres://name@/disque?host=/var/run/postgresql', { host: '/var/run/postgresql', port: 5432, user: 'name', database: 'disque', parameters: { host: '/var/run/postgresql' } }],
    ['postgres://name:@localhost/', { host: 'localhost', port: 5432, user: 'name', password: '', parameters: {} }],
  ])('%s', (text, right) => expect(parseConnectionString(text)).toEqual({ _tag: 'Right', right }))

  it.each([
    ['mysql://localhost/a', 'postgres://'], ['postgres://', 'postgres://'], ['', 'postgres://'], ['postgres:///disque', 'host'], ['postgres://a,b/c', 'several hosts'],
    ['postgres://a:0', '1 to 65535'], ['postgres://a:b@c@d/e', '%40'], ['postgres://a:b/c@d/e', '%2F'], ['postgres://%zz:b@c', '%25'], ['postgres://:b@c', 'user name is empty'],
    ['postgres://a/b/c', '%2F'], ['postgres://a?sslmode=prefer', 'verify-full'], ['postgres://a?sslmode=require&sslmode=disable', 'twice'], ['postgres://a?options=-csearch_path', 'application_name'],
    ['postgres://a?sslmode=require&sslcert=/x', 'belong together'], ['postgres://a?sslrootcert=/x', 'sslmode=verify-full'], ['postgres://a?host=db', 'socket'], ['postgres://a?application_name=%zz', '%25'],
  ])('%s is refused, and it is said what to write', (text, words) => {
    const result = parseConnectionString(text)
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'ConnectionStringInvalid' } })
    expect(JSON.stringify(result)).toContain(words)
  })

  const secret = fc.string({ minLength: 4, maxLength: 16, unit: fc.constantFrom(...'QZXWVK0123456789:/?@#&=%+,; \\"') }).map((s) => `QX${s}QX`)
  test.prop([fc.constantFrom('postgres://', 'postgresql://', 'http://', ''), secret, secret, fc.boolean(), fc.constantFrom('', ':port', ':99999', '/a/b', '?sslmode=maybe', '?unknown=1', ',other')])(
    'POSTGRES-01 never appears in what is said of it',
    (scheme, user, password, encoded, rest) => {
      const [n, p] = encoded ? [encodeURIComponent(user), encodeURIComponent(password)] : [user, password]
      const result = parseConnectionString(`${scheme}${n}:${p}@localhost${rest}`)
      if (result._tag === 'Left') expect(JSON.stringify(result)).not.toContain('QX')
    }
  )
})
