import { fc, test } from '@fast-check/vitest'
import { afterEach, describe, expect, vi } from 'vitest'
import { openEventStoreDb } from '../index.js'
import { connect } from './connect.js'

const secret = fc.string({ minLength: 6, maxLength: 20, unit: fc.constantFrom(...'QZXWVK0123456789:/?@#&=%+,; \\"') }).map((s) => `QX${s}QX`)
const wrongAfterwards = fc.constantFrom('', ':port', ':99999', '/streams', '?tls=maybe', '?unknown=1', '?tlsCAFile=/no/such', ',,', '?gossipTimeout=x')
const schemes = fc.constantFrom('esdb://', 'esdb+discover://', 'kurrentdb://', 'http://', '')

afterEach(() => vi.restoreAllMocks())

describe('user names and passwords', () => {
  test.prop([schemes, secret, secret, fc.boolean(), wrongAfterwards])('ESDB-02 none appears in what is said of a connection string', (scheme, name, password, encoded, rest) => {
    const written = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const [n, p] = encoded ? [encodeURIComponent(name), encodeURIComponent(password)] : [name, password]
    const result = JSON.stringify(connect(`${scheme}${n}:${p}@localhost${rest}`), (_key, value: unknown) => (typeof value === 'function' ? undefined : value))
    if (result.includes('"Left"')) for (const part of [name, password, n, p]) expect(result).not.toContain(part)
    expect(written).not.toHaveBeenCalled()
  })

  test('none appears when no server answers', async () => {
    const result = JSON.stringify(await openEventStoreDb('esdb://QXnameQX:QXpasswordQX@127.0.0.1:1?tls=false')())
    expect(result).toContain('CannotConnect')
    expect(result).not.toMatch(/QX/)
  })
})
