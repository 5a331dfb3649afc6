import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Served {
  readonly connectionString: string
  readonly says: string
  readonly stop: () => void
}

const program = fileURLToPath(new URL('../../packages/adapters/postgres/src/server-main.test-kit.ts', import.meta.url))

/** PostgreSQL from this machine's packages, in a temporary folder, with its own settings: every commit reaches the disk. */
const started = (): Promise<Served> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=disque-source', '--import', 'tsx', program], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    createInterface(child.stdout).once('line', (connectionString) => resolve({ connectionString, says: 'a server of its own', stop: () => child.stdin.end() }))
  })

/** The variable DISQUE_POSTGRES names a running server; it keeps what the benchmark writes. */
export const server = (): Promise<Served> => {
  const connectionString = process.env['DISQUE_POSTGRES']
  return connectionString === undefined ? started() : Promise.resolve({ connectionString, says: 'the server of DISQUE_POSTGRES', stop: () => undefined })
}
