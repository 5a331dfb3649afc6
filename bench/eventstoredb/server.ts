import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Served {
  readonly connectionString: string
  readonly says: string
  readonly stop: () => void
}

const bin = fileURLToPath(new URL('../../packages/adapters/eventstoredb-testserver/src/bin.ts', import.meta.url))

/** The test server in a process of its own, so that it takes nothing from the client's. */
export const startedServer = (): Promise<Served> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=disque-source', '--import', 'tsx', bin, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the test server ended with ${code}`)))
    createInterface(child.stdout).once('line', (connectionString) => resolve({ connectionString, says: 'the test server in a process of its own', stop: () => child.kill() }))
  })

/** `--store esdb://…` names a real server; it keeps what the benchmark writes. */
export const server = (): Promise<Served> => {
  const at = process.argv.indexOf('--store')
  const connectionString = at < 0 ? undefined : process.argv[at + 1]
  return connectionString === undefined ? startedServer() : Promise.resolve({ connectionString, says: 'the server of --store', stop: () => undefined })
}
