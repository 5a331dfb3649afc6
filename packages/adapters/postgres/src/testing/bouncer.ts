import { folderFor } from './folder.js'
import { located } from './programs.js'
import { accepted, freePort, running } from './running.js'
import type { PostgresServer } from './start.js'

export interface Bouncer {
  /** Leads through it to the server's database. It holds the password. */
  readonly connectionString: string
  readonly stop: () => Promise<void>
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const configuration = (server: PostgresServer, port: number, users: string): string =>
  [
    '[databases]', `* = host=127.0.0.1 port=${server.port}`, '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = scram-sha-256',
    `auth_file = ${users}`, 'pool_mode = transaction', 'default_pool_size = 4', 'max_client_conn = 200', 'server_round_robin = 1', '',
  ].join('\n')

/**
 * Starts pgbouncer in front of a server, in transaction mode, with four connections to it. Each transaction gets the one that was used longest ago,
 * so nothing can be relied on from one to the next.
 *
 * Rejects with a {@link StartError}.
 *
 * @example
 * const bouncer = await startBouncer(server)
 * const opened = await openPostgres(bouncer.connectionString)()
 */
export const startBouncer = async (server: PostgresServer): Promise<Bouncer> => {
  const [program = ''] = located('pgbouncer')
  const place = folderFor('pgbouncer')
  const port = await freePort()
  const users = place.file('users', `${quoted('disque')} ${quoted(server.password)}\n`)
  const bouncer = running(program, [place.file('pgbouncer.ini', configuration(server, port, users))], place, 'TERM')
  const stop = async (): Promise<void> => {
    await bouncer.stop('SIGTERM')
    place.remove()
  }
  try {
    await accepted(server.as({ port }), bouncer)
    return { connectionString: server.as({ port }), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
