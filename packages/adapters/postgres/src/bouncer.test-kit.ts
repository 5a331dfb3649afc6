import { accepted, fileIn, folderFor, freePort, password, programOf, running, type Server } from './server.test-kit.js'

export interface Bouncer {
  readonly connectionString: string
  readonly stop: () => Promise<void>
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** pgbouncer in transaction mode, which gives each transaction the connection that was used longest ago: nothing can be relied on from one to the next. */
export const startBouncer = async (server: Server): Promise<Bouncer> => {
  const program = programOf('pgbouncer')
  if (program === undefined) throw new Error('pgbouncer is not installed')
  const { folder, as, remove } = folderFor('pgbouncer')
  const users = fileIn(folder, as, 'users', `${quoted('disque')} ${quoted(password)}\n`)
  const port = await freePort()
  const configuration = fileIn(
    folder, as, 'pgbouncer.ini',
    [
      '[databases]', `* = host=127.0.0.1 port=${server.port}`, '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = scram-sha-256',
      `auth_file = ${users}`, 'pool_mode = transaction', 'default_pool_size = 4', 'max_client_conn = 200', 'server_round_robin = 1', '',
    ]
      .join('\n')
  )
  const bouncer = running(program, [configuration], folder, as)
  await accepted(server.as({ port }), bouncer)
  return {
    connectionString: server.as({ port }),
    stop: async () => {
      await bouncer.stop('SIGTERM')
      remove()
    },
  }
}
