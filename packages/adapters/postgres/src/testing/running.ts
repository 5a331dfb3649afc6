import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { Client } from 'pg'
import { startError } from './failures.js'
import type { Folder } from './folder.js'

/** A port on the loopback interface that nobody uses now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A program that runs until it is told to stop. */
export interface Running {
  readonly name: string
  /** Its last words. */
  readonly said: () => string
  readonly hasEnded: () => boolean
  /** Resolves when it has ended. */
  readonly stop: (signal: NodeJS.Signals) => Promise<void>
}

const lastWords = 10_000

/** Waits until its standard input ends with this process, then ends the program and removes its folder. */
const watchman = 'read -r _; kill -s "$3" "$1" 2>/dev/null; n=0; while [ $n -lt 100 ] && kill -0 "$1" 2>/dev/null; do sleep 0.1; n=$((n+1)); done; rm -rf "$2"'

const watched = (program: ChildProcess, { folder, as }: Folder, last: string): ChildProcess => {
  const child = spawn('/bin/sh', ['-c', watchman, 'sh', String(program.pid), folder, last], { ...as, cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  child.once('error', () => undefined)
  child.stdin?.once('error', () => undefined)
  child.unref()
  return child
}

/** Starts a program; it goes with this process, however that ends: then it gets the signal `last`, such as `QUIT`. */
export const running = (program: string, args: readonly string[], place: Folder, last: string): Running => {
  const { folder, as } = place
  const child = spawn(program, [...args], { cwd: folder, ...as, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C' } })
  const guard = child.pid === undefined ? undefined : watched(child, place, last)
  let said = ''
  let over = false
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-lastWords)))
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true
      guard?.kill('SIGKILL')
      resolve()
    }
    child.once('exit', end)
    child.once('error', (error) => {
      said = error.message
      end()
    })
  })
  return {
    name: path.basename(program),
    said: () => said,
    hasEnded: () => over,
    stop: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}

/** Tries until a connection is accepted; a program that has ended is said with its words. */
export const accepted = async (connectionString: string, program: Running): Promise<void> => {
  for (;;) {
    if (program.hasEnded()) throw startError({ _tag: 'DidNotStart', program: program.name, reason: program.said() })
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
