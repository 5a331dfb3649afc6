import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { builtInCertificate } from './certificate.js'
import { rejection } from './connected.test-kit.js'
import { isStartError, startFailureMessage } from './failures.js'
import { readOptions, type TestServerOptions } from './options.js'
import { startTestServer } from './start.js'

/** As from JavaScript, which checks no types. */
const untyped: (options: unknown) => Promise<unknown> = async (options) => {
  const starting: unknown = Reflect.apply(startTestServer, undefined, [options])
  return starting
}

const started = async (options: unknown): Promise<unknown> => rejection(untyped(options))

const { key, cert } = builtInCertificate
const users = (account: unknown) => ({ users: { clerk: account } })
const names = 'port, host, advertisedHost, tls, users, requireAuthentication, standardProjections, maxAppendSize, now, log'

/** Options that cannot be used, and how the sentence about them goes. */
const refused: readonly (readonly [unknown, string])[] = [
  [2113, 'The options are 2113, but must be an object, such as { port: 2113 }, or left out.'],
  [null, 'The options are null, but must be an object, such as { port: 2113 }, or left out.'],
  ['esdb://127.0.0.1:2113', 'The options are "esdb://127.0.0.1:2113", but must be an object, such as { port: 2113 }, or left out.'],
  [[], 'The options are an array, but must be an object, such as { port: 2113 }, or left out.'],
  [{ prot: 2113 }, `There is no option prot. There are: ${names}.`],
  [{ toString: 1 }, `There is no option toString. There are: ${names}.`],
  [{ port: 70_000 }, 'The option port is 70000, but must be a whole number from 0 to 65535.'],
  [{ port: 1.5 }, 'The option port is 1.5, but must be a whole number from 0 to 65535.'],
  [{ port: NaN }, 'The option port is NaN, but must be a whole number from 0 to 65535.'],
  [{ port: '2113' }, 'The option port is "2113", but must be a whole number from 0 to 65535.'],
  [{ port: null }, 'The option port is null, but must be a whole number from 0 to 65535.'],
  [{ port: 2113n }, 'The option port is 2113n, but must be a whole number from 0 to 65535.'],
  [{ host: '' }, 'The option host is "", but must be an address of this machine, such as 127.0.0.1.'],
  [{ host: 'localhost:2113' }, 'The option host is "localhost:2113", but must be an address of this machine, such as 127.0.0.1.'],
  [{ advertisedHost: '' }, 'The option advertisedHost is "", but must be a host name or an address, without a port, such as localhost.'],
  [{ advertisedHost: 'http://store' }, 'The option advertisedHost is "http://store", but must be a host name or an address, without a port, such as localhost.'],
  [{ maxAppendSize: 0 }, 'The option maxAppendSize is 0, but must be a whole number of bytes above 0.'],
  [{ maxAppendSize: Infinity }, 'The option maxAppendSize is Infinity, but must be a whole number of bytes above 0.'],
  [{ standardProjections: 'yes' }, 'The option standardProjections is "yes", but must be true or false.'],
  [{ requireAuthentication: 1 }, 'The option requireAuthentication is 1, but must be true or false.'],
  [{ requireAuthentication: true }, 'The option requireAuthentication is true, but must be left out unless users may sign in: give users: true as well.'],
  [{ now: 5 }, 'The option now is 5, but must be a function that tells milliseconds since 1970, such as Date.now.'],
  [{ log: console }, 'The option log is an object, but must be a function that takes a line, such as console.error.'],
  [{ users: {} }, 'The option users is {}, but must be true for the standard users, false, or an object with at least one name.'],
  [{ users: null }, 'The option users is null, but must be true for the standard users, false, or an object with at least one name.'],
  [{ users: 'admin:secret' }, 'The option users is a string, but must be true for the standard users, false, or an object with at least one name.'],
  [{ users: { 'a:b': { password: 'secret' } } }, 'The option users is given for "a:b", but must be given for names without a colon, with at least one letter.'],
  [users('secret'), 'The option users.clerk is a string, but must be { password, roles }.'],
  [users({}), 'The option users.clerk.password is left out, but must be a password.'],
  [users({ roles: [] }), 'The option users.clerk.password is left out, but must be a password.'],
  [users({ password: '' }), 'The option users.clerk.password is "", but must be a password.'],
  [users({ passwrd: 'secret' }), 'There is no option users.clerk.passwrd. There are: password, roles.'],
  [users({ password: 'secret', roles: '$admins' }), 'The option users.clerk.roles is "$admins", but must be an array of names, such as [\'$admins\'].'],
  [users({ password: 'secret', roles: [1] }), "The option users.clerk.roles is an array, but must be an array of names, such as ['$admins']."],
  [{ tls: 'secret' }, 'The option tls is a string, but must be true for the built-in certificate, or { key, cert } with PEM texts.'],
  [{ tls: {} }, 'The option tls.key is left out, but must be the private key as PEM text; tls: true takes a built-in one.'],
  [{ tls: { key } }, 'The option tls.cert is left out, but must be the certificate as PEM text; tls: true takes a built-in one.'],
  [{ tls: { cert } }, 'The option tls.key is left out, but must be the private key as PEM text; tls: true takes a built-in one.'],
  [{ tls: { key: '', cert } }, 'The option tls.key is "", but must be the private key as PEM text; tls: true takes a built-in one.'],
  [{ tls: { key, cert, caFle: 'ca.pem' } }, 'There is no option tls.caFle. There are: key, cert, ca, caFile.'],
  [{ tls: { key, cert, caFile: '/nowhere/ca.pem' } }, 'The option tls.caFile is "/nowhere/ca.pem", but must be the path of a PEM file with certificates that can be read.'],
  [
    { tls: true, advertisedHost: 'store.test' },
    'The certificate of tls: true is for localhost, 127.0.0.1, ::1, not for store.test. Give tls: { key, cert } with a certificate for it instead.',
  ],
]

describe('TESTSERVER-43 an option that cannot be used is refused by name, with what to give instead', () => {
  test.each(refused)('%o', async (options, sentence) => {
    const error = await started(options)
    expect(error).toMatchObject({ message: sentence })
    expect(isStartError(error) && startFailureMessage(error.failure)).toBe(sentence)
    expect(sentence).not.toContain('secret')
  })

  test('and where more is given, nothing of it is started', async () => {
    const free = createServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const { port } = free.address() as AddressInfo
    free.close()
    await once(free, 'close')
    const said: string[] = []
    for (const wrong of [{ prot: 1 }, { now: 5 }, { tls: {} }, { users: null }]) await started({ port, log: (line: string) => said.push(line), ...wrong })
    await expect(fetch(`http://127.0.0.1:${port}/ping`)).rejects.toThrow()
    expect(said).toEqual([])
  })

  test('a key that does not belong to the certificate, or is none, is told', () => {
    const other = { key: 'secret', cert }
    const read = readOptions({ tls: other })
    expect(read).toMatchObject({ _tag: 'Left', left: { _tag: 'TlsNotUsable' } })
    expect(read._tag === 'Left' && startFailureMessage(read.left)).not.toContain('secret')
  })
})

test('an option that is undefined is left out, and roles may be', () => {
  const left: { readonly [Option in keyof TestServerOptions]: undefined } = { port: undefined, host: undefined, tls: undefined, users: undefined }
  expect(Reflect.apply(readOptions, undefined, [left])).toEqual(readOptions({}))
  expect(readOptions({ users: { clerk: { password: 'till' } } })).toMatchObject({ right: { users: { clerk: { password: 'till' } } } })
  expect(readOptions({ tls: false, users: false })).toMatchObject({ right: { tls: undefined, users: undefined } })
})

test('a file of certificates is taken, one without any is not', () => {
  const directory = mkdtempSync(join(tmpdir(), 'testserver-'))
  try {
    const caFile = join(directory, 'ca.pem')
    writeFileSync(caFile, cert)
    expect(readOptions({ tls: { key, cert, caFile } })).toMatchObject({ right: { tls: { caFile } } })
    writeFileSync(caFile, key)
    expect(readOptions({ tls: { key, cert, caFile } })).toMatchObject({ left: { option: 'tls.caFile' } })
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('a port in use is refused with an error that says so, and no file is left behind', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'testserver-'))
  const first = await startTestServer()
  try {
    vi.stubEnv('TMPDIR', directory)
    const error = await rejection(startTestServer({ port: first.port, tls: true }))
    expect(isStartError(error) && error.failure).toEqual({ _tag: 'PortInUse', port: first.port })
    expect(error).toMatchObject({ message: `Port ${first.port} is in use. Stop the other server, or give port 0 to take any free port.` })
    expect(readdirSync(directory)).toEqual([])
    vi.stubEnv('TMPDIR', join(directory, 'nowhere'))
    const unwritten = await rejection(startTestServer({ tls: true }))
    expect(isStartError(unwritten) && unwritten.failure._tag).toBe('CaFileNotWritten')
  } finally {
    vi.unstubAllEnvs()
    rmSync(directory, { recursive: true })
    await first.stop()
  }
})

test('an address of another machine is refused', async () => {
  const error = await rejection(startTestServer({ host: '192.0.2.1' }))
  expect(isStartError(error) && error.failure._tag).toBe('CannotListen')
})
