import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { streamName, uuidFrom, type CommandId, type EventStore, type Instant, type NewEvent } from '@disque/core'
import { startTestServer } from '../../packages/adapters/eventstoredb-testserver/src/index.js'
import { connectionOf, Unusable } from '../store/connection.js'
import { openStore } from '../store/open.js'
import { copyCommand } from './command.js'

const folder = mkdtempSync(path.join(tmpdir(), 'disque-copy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const root = fileURLToPath(new URL('../..', import.meta.url))

const noted = (name: string, n: number): NewEvent => ({
  id: uuidFrom(name, n),
  type: 'Noted',
  data: { type: 'Noted', at: n, name, text: 'açúcar 😀' },
  metadata: { schema: 1, commandId: name as CommandId, correlation: 'c', recordedAt: n as Instant },
})

/** A file with so many appends of two events, each to one of three streams in turn. */
const written = async (name: string, appends: number): Promise<string> => {
  const file = path.join(folder, name)
  const { store, close } = await openStore(connectionOf(file))
  for (let n = 0; n < appends; n++) {
    const revision = Math.floor(n / 3) * 2
    await store.append(streamName('call', `${n % 3}`), revision === 0 ? 'no-stream' : revision - 1, [noted(`w${n}`, 0), noted(`w${n}`, 1)])()
  }
  await close()
  return file
}

const all = async (text: string) => {
  const { store, close } = await openStore(connectionOf(text))
  const found: unknown[] = []
  for await (const read of store.readAll()) if (read._tag === 'Right') found.push([read.right.stream, read.right.revision, read.right.id, read.right.data])
  await close()
  return found
}

const copied = async (...args: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await copyCommand(args, (line) => out.push(line), (line) => err.push(line))
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const count = async (store: EventStore) => {
  let events = 0
  for await (const read of store.readAll()) if (read._tag === 'Right') events++
  return events
}

describe('npm run copy', () => {
  it('COPY-02 goes on after it was killed, into EventStoreDB and back into a file', async () => {
    const server = await startTestServer()
    const file = await written('source.db', 150)
    const watching = await openStore(connectionOf(server.connectionString))
    const killed = spawn(process.execPath, ['--conditions=disque-source', '--import', 'tsx', 'scripts/copy.ts', '--from', file, '--to', server.connectionString], { cwd: root })
    await expect.poll(() => count(watching.store), { interval: 20, timeout: 50_000 }).toBeGreaterThan(20)
    killed.kill('SIGKILL')
    await once(killed, 'close')
    await watching.close()

    const on = await copied('--from', file, '--to', server.connectionString)
    expect(on.out).toMatch(/^\d+ events copied, \d+ had been copied before: both stores hold the same 300 events, SHA-256 [0-9a-f]{64}\.$/)
    expect(on.code).toBe(0)
    const back = await copied('--from', server.connectionString, `--to=${path.join(folder, 'back.db')}`)
    expect(back.out).toMatch(/^300 events copied: both stores hold the same 300 events, SHA-256 /)
    expect(back.out.slice(-65)).toBe(on.out.slice(-65))
    expect(await all(path.join(folder, 'back.db'))).toEqual(await all(file))
    await server.stop()
  }, 60_000)

  it('COPY-03 says in one sentence why it does not begin', async () => {
    const [one, other] = [await written('one.db', 3), await written('other.db', 2)]
    expect(await copied('--from', other, '--to', one)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('The target holds other events') as string })
    const refusal = (...args: readonly string[]) => copied(...args).then(() => '', (error: unknown) => (error instanceof Unusable ? error.message : ''))
    expect(await refusal('--from', one, '--to', one)).toContain('the same store')
    expect(await refusal('--from', path.join(folder, 'none.db'), '--to', one)).toContain('none.db does not exist')
    expect(await refusal('--from', one)).toContain('--to is missing')
    expect(await refusal('--from', one, '--to', 'postgres://x')).toContain('postgres:')
    const secret = await refusal('--from', one, '--to', 'esdb://ana:geheim@127.0.0.1:1?tls=false')
    expect(secret).toContain('No EventStoreDB answers there')
    expect(secret).not.toContain('geheim')
  })
})
