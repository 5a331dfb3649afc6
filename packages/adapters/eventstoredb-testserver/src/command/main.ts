import { readFile } from 'node:fs/promises'
import { left, right, type Either } from '../server/either.js'
import { isStartError } from '../server/failures.js'
import type { TestServerOptions } from '../server/options.js'
import { startTestServer } from '../server/start.js'
import { commandFailureMessage } from './failures.js'
import { readArguments, usage, type Wanted } from './arguments.js'

/** The parts of `process` that the command uses. */
export interface Terminal {
  readonly stdout: { readonly write: (text: string) => unknown }
  readonly stderr: { readonly write: (text: string) => unknown }
  readonly once: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown
}

/** TESTSERVER-51 The command prints the connection string, runs until SIGINT or SIGTERM, and ends with 0; 2 if it cannot start. */
export const main = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  const cannot = (why: string): number => {
    terminal.stderr.write(`${why}\n`)
    return 2
  }
  const wanted = readArguments(args)
  if (wanted._tag === 'Left') return cannot(`${wanted.left}\nThe options: eventstoredb-testserver --help`)
  if (wanted.right.help) {
    terminal.stdout.write(usage)
    return 0
  }
  const options = await optionsFor(wanted.right, (line) => terminal.stderr.write(`${line}\n`))
  if (options._tag === 'Left') return cannot(options.left)
  try {
    const server = await startTestServer(options.right)
    terminal.stdout.write(`${server.connectionString}\n`)
    await new Promise<void>((resolve) => {
      terminal.once('SIGINT', resolve)
      terminal.once('SIGTERM', resolve)
    })
    await server.stop()
    return 0
  } catch (error) {
    if (isStartError(error)) return cannot(commandFailureMessage(error.failure))
    throw error
  }
}

const optionsFor = async (wanted: Wanted, log: (line: string) => void): Promise<Either<string, TestServerOptions>> => {
  const { port, host, tls, requireAuthentication, standardProjections, users, advertisedHost, maxAppendSize, tlsKey, tlsCert, tlsCa } = wanted
  const plain: TestServerOptions = {
    port,
    host,
    tls,
    requireAuthentication,
    standardProjections,
    ...(users === undefined ? {} : { users }),
    ...(advertisedHost === undefined ? {} : { advertisedHost }),
    ...(maxAppendSize === undefined ? {} : { maxAppendSize }),
    ...(wanted.verbose ? { log } : {}),
  }
  if (tlsKey === undefined || tlsCert === undefined) return right(plain)
  const [key, cert] = [await textOf(tlsKey), await textOf(tlsCert)]
  if (key === undefined) return left(`--tls-key: cannot read ${tlsKey}.`)
  if (cert === undefined) return left(`--tls-cert: cannot read ${tlsCert}.`)
  return right({ ...plain, tls: { key, cert, caFile: tlsCa ?? tlsCert } })
}

const textOf = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}
