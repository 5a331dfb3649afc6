import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { testCertificate } from '../server/certificate.test-kit.js'
import { connectAs, rejection } from '../server/connected.test-kit.js'
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

test('with TLS the connection string names the certificate to trust', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'testserver-'))
  try {
    const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
    await writeFile(key, testCertificate.key)
    await writeFile(cert, testCertificate.cert)
    const seen = terminal()
    const ended = main(['--port', '0', '--tls-key', key, '--tls-cert', cert, '--no-users'], seen)
    await expect.poll(() => seen.out).toHaveLength(1)
    const client = connectAs(seen.out.join('').trim(), 'admin', 'changeit')
    expect(await rejection(client.listProjections())).toMatchObject({ code: 12 })
    await client.dispose()
    seen.signal('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    await rm(directory, { recursive: true })
  }
})

test('what it cannot do it says on standard error, and ends with 2', async () => {
  const refused: readonly (readonly [readonly string[], string])[] = [
    [['--port', 'many'], '--port takes a whole number, not "many". --help lists the options.\n'],
    [['--port', '99999'], 'The option port is 99999, but must be a whole number from 0 to 65535.\n'],
    [['--tls-key', 'key.pem'], '--tls-key and --tls-cert go together: give both, or neither. --help lists the options.\n'],
    [['--tls-key', '/nowhere/key.pem', '--tls-cert', '/nowhere/cert.pem'], '--tls-key: cannot read /nowhere/key.pem.\n'],
    [['--max-append-size', '1k'], '--max-append-size takes a whole number of bytes, not "1k". --help lists the options.\n'],
  ]
  for (const [args, sentence] of refused) {
    const seen = terminal()
    expect([await main(args, seen), seen.err.join('')]).toEqual([2, sentence])
    expect(seen.out).toEqual([])
  }
  const unknown = terminal()
  expect(await main(['--prot', '1'], unknown)).toBe(2)
  expect(unknown.err.join('')).toContain("'--prot'")
})

test('--help lists the options', async () => {
  const seen = terminal()
  expect(await main(['--help'], seen)).toBe(0)
  expect(seen.out.join('')).toContain('--standard-projections')
})
