import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'

const home = '/usr/lib/postgresql'

/** Where a program of PostgreSQL's is: on the PATH, or where Debian keeps each version's, the newest first. */
export const programOf = (name: string): string | undefined => {
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', ...versions.map((version) => path.join(home, version, 'bin'))]
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
}

/** As whom the programs run: they refuse root. */
interface Runner {
  readonly uid?: number
  readonly gid?: number
}

const runner = (): Runner => {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout || 'NaN')
  const [uid, gid] = [id('-u'), id('-g')]
  if (Number.isNaN(uid) || Number.isNaN(gid)) throw new Error('PostgreSQL does not run as root, and this machine has no user postgres')
  return { uid, gid }
}

/** A folder of its own for whoever runs the programs. */
export const folderFor = (name: string): { readonly folder: string; readonly as: Runner; readonly remove: () => void } => {
  const as = runner()
  const folder = mkdtempSync(path.join(tmpdir(), `disque-${name}-`))
  chmodSync(folder, 0o700)
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid)
  return { folder, as, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A file in it that its programs can read. */
export const fileIn = (folder: string, as: Runner, name: string, text: string): string => {
  const file = path.join(folder, name)
  writeFileSync(file, text, { mode: 0o600 })
  if (as.uid !== undefined && as.gid !== undefined) chownSync(file, as.uid, as.gid)
  return file
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A program that runs until it is told to stop; it goes with this process in any case. */
export const running = (program: string, args: readonly string[], folder: string, as: Runner) => {
  const child: ChildProcess = spawn(program, [...args], { cwd: folder, ...as, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C' } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-10_000)))
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const kill = () => child.kill('SIGQUIT')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return {
    said: () => said,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: async (signal: NodeJS.Signals): Promise<void> => {
      child.kill(signal)
      await ended
    },
  }
}

/** Tries until a connection is accepted; a program that has ended is said with its words. */
export const accepted = async (connectionString: string, program: { readonly said: () => string; readonly hasEnded: () => boolean }): Promise<void> => {
  for (;;) {
    if (program.hasEnded()) throw new Error(`it ended:\n${program.said()}`)
    const client = new Client({ connectionString })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

export interface Server {
  readonly port: number
  readonly connectionString: string
  /** Where another user, password or database goes in. */
  readonly as: (parts: { readonly user?: string; readonly password?: string; readonly database?: string; readonly port?: number }) => string
  /** `fast` ends the sessions and writes everything; `crash` is a power cut. It comes back on the same port. */
  readonly restart: (how: 'fast' | 'crash') => Promise<void>
  readonly down: (how: 'fast' | 'crash') => Promise<void>
  readonly up: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The password holds what has to be encoded in a connection string. */
export const password = 'p@ss/w:rd?%'

const signals = { fast: 'SIGINT', crash: 'SIGQUIT' } as const

/** A PostgreSQL of its own on the loopback interface, in a temporary folder, with the user and the database `disque`. `settings` are lines of postgresql.conf. */
export const startServer = async (settings: readonly string[] = []): Promise<Server> => {
  const [initdb, postgres] = [programOf('initdb'), programOf('postgres')]
  if (initdb === undefined || postgres === undefined) throw new Error('PostgreSQL is not installed')
  const { folder, as, remove } = folderFor('postgres')
  const data = path.join(folder, 'data')
  const secret = fileIn(folder, as, 'password', `${password}\n`)
  const made = spawnSync(initdb, ['-D', data, '-U', 'disque', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C', '--no-sync'], { cwd: folder, ...as, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb ended with ${made.status}:\n${made.stderr}`)
  const configuration = path.join(data, 'postgresql.conf')
  writeFileSync(configuration, [readFileSync(configuration, 'utf8'), "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", ...settings, ''].join('\n'))

  const port = await freePort()
  const connect: Server['as'] = ({ user = 'disque', password: word = password, database = 'disque', port: other = port }) =>
    `postgres://${encodeURIComponent(user)}:${encodeURIComponent(word)}@127.0.0.1:${other}/${encodeURIComponent(database)}`
  let process_: ReturnType<typeof running> | undefined
  const up = async () => {
    process_ = running(postgres, ['-D', data, '-p', String(port)], folder, as)
    await accepted(connect({ database: 'postgres' }), process_)
  }
  const down = async (how: 'fast' | 'crash') => {
    await process_?.stop(signals[how])
    process_ = undefined
  }
  await up()
  const client = new Client({ connectionString: connect({ database: 'postgres' }) })
  await client.connect()
  await client.query('CREATE DATABASE disque')
  await client.end()
  return {
    port, connectionString: connect({}), as: connect, up, down,
    restart: async (how) => {
      await down(how)
      await up()
    },
    stop: async () => {
      await down('crash')
      remove()
    },
  }
}

/** For tests that do not try a crash: what is written need not reach the disk. */
export const quick: readonly string[] = ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off']
