import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { startError } from './failures.js'
import { folderFor, type Folder } from './folder.js'
import { located } from './programs.js'
import { accepted, freePort, running, type Running } from './running.js'

/** How a server goes down: `fast` ends the sessions and writes everything, `crash` is the end of all its processes at once. */
export type Ending = 'fast' | 'crash'

export interface PostgresServerOptions {
  /** What an acknowledged commit survives: `nothing` (quickest), the server's own `crash` (unless told), or the machine's, since it is on `disk`. */
  readonly durability?: 'nothing' | 'crash' | 'disk'
  /** More settings of postgresql.conf, such as `{ max_connections: 20 }`. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>
}

export interface PostgresServer {
  readonly port: number
  /** As user `disque`, who may do everything, to the database `disque`. It holds the password. */
  readonly connectionString: string
  readonly password: string
  /** The connection string with another user, password, database or port in it. */
  readonly as: (parts: { readonly user?: string; readonly password?: string; readonly database?: string; readonly port?: number }) => string
  /** Resolves when it accepts connections again, on the same port, with what was committed. */
  readonly restart: (how: Ending) => Promise<void>
  /** It stays down until `up`; when it is down already, nothing happens. */
  readonly down: (how: Ending) => Promise<void>
  readonly up: () => Promise<void>
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>
}

/** It holds what has to be encoded in a connection string. */
const password = 'p@ss/w:rd?%'

const durabilities = {
  nothing: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  crash: { fsync: 'off' },
  disk: {},
} as const

const signals = { fast: 'SIGINT', crash: 'SIGQUIT' } as const

const settingsOf = ({ durability = 'crash', settings = {}, ...rest }: PostgresServerOptions): readonly string[] => {
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) throw startError({ _tag: 'OptionInvalid', option: unknown, reason: 'there is no such option; there are durability and settings' })
  if (!Object.hasOwn(durabilities, durability)) throw startError({ _tag: 'OptionInvalid', option: 'durability', reason: `it is none of ${Object.keys(durabilities).join(', ')}` })
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...durabilities[durability], ...settings }
  return Object.entries(all).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`)
}

const madeIn = ({ folder, as, file }: Folder, initdb: string, settings: readonly string[]): string => {
  const data = path.join(folder, 'data')
  const secret = file('password', `${password}\n`)
  const args = ['-D', data, '-U', 'disque', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C', '--no-sync']
  const { status, stderr } = spawnSync(initdb, args, { cwd: folder, ...as, encoding: 'utf8' })
  if (status !== 0) throw startError({ _tag: 'DidNotStart', program: 'initdb', reason: stderr })
  const configuration = path.join(data, 'postgresql.conf')
  writeFileSync(configuration, [readFileSync(configuration, 'utf8'), ...settings, ''].join('\n'))
  return data
}

const createDatabase = async (connectionString: string): Promise<void> => {
  const client = new Client({ connectionString })
  await client.connect()
  await client.query('CREATE DATABASE disque')
  await client.end()
}

/** What is asked while something is under way comes after it. */
const oneAfterAnother = () => {
  let last: Promise<unknown> = Promise.resolve()
  return (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
}

const assemble = (place: Folder, port: number, start: () => Running): PostgresServer => {
  const as: PostgresServer['as'] = ({ user = 'disque', password: word = password, database = 'disque', port: other = port }) =>
    `postgres://${encodeURIComponent(user)}:${encodeURIComponent(word)}@127.0.0.1:${other}/${encodeURIComponent(database)}`
  const inOrder = oneAfterAnother()
  let server: Running | undefined
  let stopped = false
  const up = async (): Promise<void> => {
    if (stopped) throw startError({ _tag: 'Stopped' })
    server ??= start()
    await accepted(as({ database: 'postgres' }), server)
  }
  const down = async (how: Ending): Promise<void> => {
    await server?.stop(signals[how])
    server = undefined
  }
  return {
    port, as, password,
    connectionString: as({}),
    up: () => inOrder(up),
    down: (how) => inOrder(() => down(how)),
    restart: (how) => inOrder(() => down(how).then(up)),
    stop: () =>
      inOrder(async () => {
        stopped = true
        await down('crash')
        place.remove()
      }),
  }
}

/**
 * Starts a PostgreSQL of its own from this machine's programs: on the loopback interface, in a temporary folder, with a user and a database called `disque`.
 * Where this process is root's, it runs as `postgres` or `nobody`. It goes with this process, however that ends.
 *
 * Rejects with a {@link StartError}; {@link programsMissing} says beforehand whether the machine has the programs.
 *
 * @example
 * const server = await startPostgres()
 * const opened = await openPostgres(server.connectionString)()
 * await server.restart('crash')
 * await server.stop()
 */
export const startPostgres = async (options: PostgresServerOptions = {}): Promise<PostgresServer> => {
  const settings = settingsOf(options)
  const [initdb = '', postgres = ''] = located('initdb', 'postgres')
  const place = folderFor('postgres')
  let server: PostgresServer | undefined
  try {
    const data = madeIn(place, initdb, settings)
    const port = await freePort()
    server = assemble(place, port, () => running(postgres, ['-D', data, '-p', String(port)], place, 'QUIT'))
    await server.up()
    await createDatabase(server.as({ database: 'postgres' }))
    return server
  } catch (error) {
    await server?.stop()
    place.remove()
    throw error
  }
}
