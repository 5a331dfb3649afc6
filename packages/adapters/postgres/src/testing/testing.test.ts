import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { opened, quick } from '../opened.test-kit.js'
import { session } from '../session.test-kit.js'
import { describeInstalled, describePostgres } from '../vitest.js'
import { inWords } from './failures.js'
import { isStartError, ownSchemas, programsMissing, startPostgres, startProxy, type PostgresServerOptions } from './index.js'
import { located } from './programs.js'

const failureOf = async (options: object) => {
  const error: unknown = await startPostgres(options as PostgresServerOptions).then(
    (server) => server.stop(),
    (failed: unknown) => failed
  )
  if (!isStartError(error)) throw new Error(`It is no StartError: ${String(error)}`)
  return error
}

const isUp = async (connectionString: string): Promise<boolean> => {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('programs that are missing', () => {
  it('are named, with what to install', () => {
    const missing = programsMissing('no-such-program', 'node')
    expect(missing).toMatchObject({ _tag: 'ProgramsMissing', programs: ['no-such-program'], install: expect.stringContaining('apt-get install no-such-program') as unknown })
    expect(inWords(missing ?? { _tag: 'Stopped' })).toMatch(/^This machine has no no-such-program\. On Debian/)
    expect(programsMissing('node')).toBeUndefined()
    expect(() => located('no-such-program')).toThrow('no-such-program')
  })
})

describeInstalled('starting a server', programsMissing(), () => {
  it('an option that is misspelt or cannot be meant starts nothing', async () => {
    expect(await failureOf({ fsync: 'off' })).toMatchObject({ failure: { _tag: 'OptionInvalid', option: 'fsync' } })
    expect(await failureOf({ durability: 'ram' })).toMatchObject({ failure: { _tag: 'OptionInvalid', option: 'durability' }, message: expect.stringContaining('nothing, crash, disk') as unknown })
  })

  it('a setting that the server refuses is said in its words', async () => {
    const own = mkdtempSync(path.join(tmpdir(), 'disque-starting-'))
    chmodSync(own, 0o755)
    vi.stubEnv('TMPDIR', own)
    const { failure } = await failureOf({ settings: { no_such_setting: "it's" } }).finally(() => vi.unstubAllEnvs())
    expect(failure).toMatchObject({ _tag: 'DidNotStart', program: 'postgres', reason: expect.stringContaining('no_such_setting') as unknown })
    expect(readdirSync(own)).toEqual([])
    rmdirSync(own)
  })

  it('it goes with the process that started it, also when that is killed', async () => {
    const program = fileURLToPath(new URL('main.test-kit.ts', import.meta.url))
    const child = spawn(process.execPath, ['--conditions=disque-source', '--import', 'tsx', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [connectionString] = (await once(createInterface(child.stdout), 'line')) as [string]
    expect(await isUp(connectionString)).toBe(true)
    child.kill('SIGKILL')
    await until(async () => !(await isUp(connectionString)))
  }, 60_000)
})

describePostgres('a running server', (server) => {
  it('comes back on the same port with what was committed', async () => {
    const admin = await session(server().connectionString)
    await admin.ask('CREATE TABLE kept AS SELECT 1 AS n')
    await admin.end()
    await server().restart('crash')
    await server().down('fast')
    await server().down('crash')
    expect(await isUp(server().connectionString)).toBe(false)
    await Promise.all([server().up(), server().up()])
    const again = await session(server().connectionString)
    expect(await again.ask('SELECT n FROM kept')).toEqual([{ n: 1 }])
    await again.end()
  })

  it("schemas of one's own are dropped with all that is in them, and no others are", async () => {
    const [mine, others] = [ownSchemas(server().connectionString), ownSchemas(server().connectionString)]
    for (const schema of [mine.next(), others.next(), mine.next()]) await (await opened(server().connectionString, { schema })).close()
    mine.next()
    expect(await mine.drop()).toBeUndefined()
    const admin = await session(server().connectionString)
    expect(await admin.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'disque%'")).toEqual([{ nspname: `${others.prefix}_1` }])
    await admin.end()
    expect(await ownSchemas('postgres://nobody@127.0.0.1/d?x=y').drop()).toMatchObject({ _tag: 'ConnectionStringInvalid' })
    expect(await others.drop()).toBeUndefined()
  })

  it('one that was stopped does not start again, and says so', async () => {
    const other = await startPostgres(quick)
    await Promise.all([other.stop(), other.stop()])
    await expect(other.up()).rejects.toMatchObject({ failure: { _tag: 'Stopped' } })
    await expect(other.restart('fast')).rejects.toThrow('Start another one')
  }, 60_000)
})

describePostgres(
  'a connection that is cut',
  (server) => {
    it('is lost to the client at once and to the server when it has done what it was sent', async () => {
      const proxy = await startProxy(server().port)
      const admin = await session(server().connectionString)
      await admin.ask('CREATE TABLE seen (n int)')
      await admin.ask('BEGIN')
      await admin.ask('LOCK TABLE seen')
      const client = await session(server().as({ port: proxy.port }))
      const lost = client.ask('INSERT INTO seen VALUES (1)').then(
        () => 'answered',
        () => 'lost'
      )
      const watching = await session(server().connectionString)
      await watching.untilWaiting('INSERT INTO seen')
      proxy.cut()
      expect(await lost).toBe('lost')
      await admin.ask('COMMIT')
      await until(async () => (await watching.ask('SELECT n FROM seen')).length === 1)
      await until(async () => (await watching.ask("SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend'")).length === 2)
      await expect(proxy.deliver()).rejects.toThrow('Nothing waits')
      await Promise.all([admin.end(), watching.end()])
      await proxy.stop()
    })
  },
  quick
)
