import { startPostgres } from '@disque/postgres/testing'

export interface Served {
  readonly connectionString: string
  readonly says: string
  readonly stop: () => Promise<void>
}

/** PostgreSQL from this machine's programs, in a temporary folder: every commit reaches the disk. */
const started = async (): Promise<Served> => {
  const { connectionString, stop } = await startPostgres({ durability: 'disk' })
  return { connectionString, says: 'a server of its own', stop }
}

/** The variable DISQUE_POSTGRES names a running server; it keeps what the benchmark writes. */
export const server = (): Promise<Served> => {
  const connectionString = process.env['DISQUE_POSTGRES']
  return connectionString === undefined ? started() : Promise.resolve({ connectionString, says: 'the server of DISQUE_POSTGRES', stop: () => Promise.resolve() })
}
