import { expect, test } from 'vitest'
import { isStartError, startFailureMessage } from './failures.js'
import { readOptions, type TestServerOptions } from './options.js'
import { startTestServer } from './start.js'

test('TESTSERVER-43 an option that cannot be used is refused by name, with what to give instead', () => {
  const refused: readonly (readonly [TestServerOptions, string])[] = [
    [{ port: 70_000 }, 'The option port is 70000, but must be a whole number from 0 to 65535.'],
    [{ port: 1.5 }, 'The option port is 1.5, but must be a whole number from 0 to 65535.'],
    [{ host: '' }, 'The option host is "", but must be an address of this machine, such as 127.0.0.1.'],
    [{ maxAppendSize: 0 }, 'The option maxAppendSize is 0, but must be a whole number of bytes above 0.'],
    [
      { requireAuthentication: true },
      'The option requireAuthentication is true, but must be left out unless users may sign in: give users: true as well.',
    ],
    [{ users: {} }, 'The option users is {}, but must be true for the standard users, or an object with at least one name.'],
  ]
  for (const [options, sentence] of refused) {
    const read = readOptions(options)
    expect(read._tag === 'Left' && startFailureMessage(read.left)).toBe(sentence)
  }
  const tls = readOptions({ tls: { key: 'no key', cert: 'no certificate' } })
  expect(tls).toMatchObject({ _tag: 'Left', left: { _tag: 'TlsNotUsable' } })
})

test('a port in use is refused with an error that says so', async () => {
  const first = await startTestServer()
  try {
    const error = await startTestServer({ port: first.port }).catch((reason: unknown) => reason)
    expect(isStartError(error) && error.failure).toEqual({ _tag: 'PortInUse', port: first.port })
    expect(error).toMatchObject({ message: `Port ${first.port} is in use. Stop the other server, or give port 0 to take any free port.` })
  } finally {
    await first.stop()
  }
})

test('an address of another machine is refused', async () => {
  const error = await startTestServer({ host: '192.0.2.1' }).catch((reason: unknown) => reason)
  expect(isStartError(error) && error.failure._tag).toBe('CannotListen')
})
