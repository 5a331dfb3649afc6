import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { builtInCertificate } from '../server/certificate.js'
import { connectAs, placed, rejection } from '../server/connected.test-kit.js'
import { startTestServer } from '../server/start.js'
import { main } from './main.js'

const terminal = () => {
  const signals = new EventEmitter()
  const out: string[] = []
  const err: string[] = []
  return {
    out,
    err,
    signal: (name: 'SIGINT' | 'SIGTERM') => signals.emit(name),
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
    once: (name: 'SIGINT' | 'SIGTERM', listener: () => void) => signals.once(name, listener),
  }
}

test('TESTSERVER-51 prints the connection string, serves, and stops at a signal', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const seen = terminal()
    const ended = main(['--port', '0', '--standard-projections', '--verbose'], seen)
    await expect.poll(() => seen.out).toEqual([expect.stringMatching(/^esdb:\/\/127\.0\.0\.1:\d+\?tls=false\n$/)])
    const url = `http${seen.out.join('').trim().slice('esdb'.length).replace('?tls=false', '/ping')}`
    expect((await fetch(url)).status).toBe(200)
    expect(seen.err).toEqual(['GET /ping\n'])
    seen.signal(signal)
    expect(await ended).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  }
})

test('TESTSERVER-58 with --tls the official client trusts the connection string, and its file is gone after the end', async () => {
  const seen = terminal()
  const ended = main(['--port', '0', '--tls', '--require-authentication'], seen)
  await expect.poll(() => seen.out).toHaveLength(1)
  const connectionString = seen.out.join('').trim()
  const client = connectAs(connectionString, 'admin', 'changeit')
  expect(await client.appendToStream('order-1', placed(1))).toMatchObject({ success: true })
  await client.dispose()
  seen.signal('SIGINT')
  expect(await ended).toBe(0)
  expect(existsSync(new URL(connectionString).searchParams.get('tlsCAFile') ?? '.')).toBe(false)
})

test('with a certificate of one’s own the connection string names the certificate to trust', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'testserver-'))
  try {
    const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
    await writeFile(key, builtInCertificate.key)
    await writeFile(cert, builtInCertificate.cert)
    const seen = terminal()
    const ended = main(['--port', '0', '--tls-key', key, '--tls-cert', cert, '--no-users'], seen)
    await expect.poll(() => seen.out).toHaveLength(1)
    const client = connectAs(seen.out.join('').trim(), 'admin', 'changeit')
    expect(await rejection(client.createProjection('totals', 'fromAll()'))).toMatchObject({ code: 12 })
    await client.dispose()
    seen.signal('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    await rm(directory, { recursive: true })
  }
})

describe('TESTSERVER-59 what it cannot do it says on standard error in the words of the command line, and ends with 2', () => {
  const ended = async (...args: readonly string[]) => {
    const seen = terminal()
    const code = await main(args, seen)
    expect(seen.out).toEqual([])
    return [code, seen.err.join('')]
  }

  const written: readonly (readonly [readonly string[], string])[] = [
    [['--port', 'many'], '--port takes a whole number, not "many".'],
    [['--max-append-size', '1k'], '--max-append-size takes a whole number of bytes, not "1k".'],
    [['--tls-key', 'key.pem'], '--tls-key and --tls-cert go together: give both, or neither.'],
    [['--tls-ca', 'ca.pem'], '--tls-ca goes with --tls-key and --tls-cert: give those as well.'],
    [['--tls', '--tls-key', 'key.pem', '--tls-cert', 'cert.pem'], '--tls takes the built-in certificate: leave it out, or --tls-key and --tls-cert.'],
    [['--require-authentication'], '--require-authentication needs someone who may sign in: give --users as well.'],
    [['--tls', '--no-users', '--require-authentication'], '--require-authentication needs someone who may sign in: give --users as well.'],
    [['--prot', '1'], "Unknown option '--prot'."],
    [['2113'], "Unexpected argument '2113'. This command does not take positional arguments."],
    [['--port'], "Option '--port <value>' argument missing."],
  ]
  test.each(written)('%j', async (args, sentence) => {
    expect(await ended(...args)).toEqual([2, `${sentence}\nThe options: eventstoredb-testserver --help\n`])
  })

  const refused: readonly (readonly [readonly string[], string])[] = [
    [['--port', '99999'], '--port is 99999, but must be a whole number from 0 to 65535.'],
    [['--max-append-size', '0'], '--max-append-size is 0, but must be a whole number of bytes above 0.'],
    [['--advertised-host', ''], '--advertised-host is "", but must be a host name or an address, without a port, such as localhost.'],
    [
      ['--tls', '--advertised-host', 'a.test'],
      'The certificate of --tls is for localhost, 127.0.0.1, ::1, not for a.test. Give --tls-key and --tls-cert with a certificate for it instead.',
    ],
    [['--tls-key', '/nowhere/key.pem', '--tls-cert', '/nowhere/cert.pem'], '--tls-key: cannot read /nowhere/key.pem.'],
  ]
  test.each(refused)('%j', async (args, sentence) => {
    expect(await ended(...args)).toEqual([2, `${sentence}\n`])
  })

  test('a port in use, an address of another machine, and what is no key', async () => {
    const server = await startTestServer()
    expect(await ended('--port', String(server.port))).toEqual([2, `Port ${server.port} is in use. Stop the other server, or give --port 0 to take any free port.\n`])
    await server.stop()
    expect(await ended('--port', '0', '--host', '192.0.2.1')).toEqual([2, expect.stringContaining('Give --host an address of this machine, such as 127.0.0.1')])
    const directory = await mkdtemp(join(tmpdir(), 'testserver-'))
    try {
      const cert = join(directory, 'cert.pem')
      await writeFile(cert, builtInCertificate.cert)
      const tls = ['--tls-key', cert, '--tls-cert', cert]
      expect(await ended(...tls)).toEqual([2, expect.stringMatching(/^--tls-key and --tls-cert cannot be used: .*\. Give both as PEM files, the key/)])
      expect(await ended(...tls, '--tls-ca', '/nowhere')).toEqual([2, expect.stringMatching(/^--tls-ca is "\/nowhere", but must be the path/)])
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})

test('--help lists the options', async () => {
  const seen = terminal()
  expect(await main(['--help'], seen)).toBe(0)
  expect(seen.out.join('')).toContain('--standard-projections')
})
