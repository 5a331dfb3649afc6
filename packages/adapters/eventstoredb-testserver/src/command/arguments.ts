import { parseArgs } from 'node:util'
import { left, right, type Either } from '../server/either.js'

/** What the command line asks for, before any file is read. */
export interface Wanted {
  readonly help: boolean
  readonly port: number
  readonly host: string
  readonly advertisedHost?: string
  /** The built-in certificate. */
  readonly tls: boolean
  readonly tlsKey?: string
  readonly tlsCert?: string
  readonly tlsCa?: string
  readonly users: boolean | undefined
  readonly requireAuthentication: boolean
  readonly standardProjections: boolean
  readonly maxAppendSize?: number
  readonly verbose: boolean
}

export const usage = `Usage: eventstoredb-testserver [options]

EventStoreDB's protocol in memory, for tests. Prints the connection string on standard output.

  --port N                   port to listen on (2113); 0 takes any free one
  --host ADDRESS             address to listen on (127.0.0.1)
  --advertised-host NAME     host name that clients are told
  --tls                      encrypted, with a built-in certificate for this machine
  --tls-key FILE             private key, PEM; with --tls-cert
  --tls-cert FILE            certificate, PEM; with --tls-key
  --tls-ca FILE              what clients shall trust, PEM, if not --tls-cert itself
  --users, --no-users        admin and ops may sign in with changeit (on with TLS)
  --require-authentication   refuse calls without credentials; with --users or TLS
  --standard-projections     keep $ce-, $et-, $category- and $streams
  --max-append-size BYTES    the most that one append may carry (1048576)
  --verbose                  a line on standard error for each call
  --help                     this text
`

const options = {
  port: { type: 'string', default: '2113' },
  host: { type: 'string', default: '127.0.0.1' },
  'advertised-host': { type: 'string' },
  tls: { type: 'boolean', default: false },
  'tls-key': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-ca': { type: 'string' },
  users: { type: 'boolean' },
  'require-authentication': { type: 'boolean', default: false },
  'standard-projections': { type: 'boolean', default: false },
  'max-append-size': { type: 'string' },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** TESTSERVER-59 What is written wrong on the command line is told by the names of its flags, with what to write instead. */
export const readArguments = (args: readonly string[]): Either<string, Wanted> => {
  const parsed = parsedArguments(args)
  if (parsed._tag === 'Left') return parsed
  const { values } = parsed.right
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port)) return left(`--port takes a whole number, not "${values.port}".`)
  const size = values['max-append-size']
  if (size !== undefined && !/^\d+$/.test(size)) return left(`--max-append-size takes a whole number of bytes, not "${size}".`)
  const own = values['tls-key'] !== undefined
  if (own !== (values['tls-cert'] !== undefined)) return left('--tls-key and --tls-cert go together: give both, or neither.')
  if (values['tls-ca'] !== undefined && !own) return left('--tls-ca goes with --tls-key and --tls-cert: give those as well.')
  if (values.tls && own) return left('--tls takes the built-in certificate: leave it out, or --tls-key and --tls-cert.')
  if (values['require-authentication'] && !(values.users ?? (values.tls || own)))
    return left('--require-authentication needs someone who may sign in: give --users as well.')
  return right({
    help: values.help,
    port,
    host: values.host,
    tls: values.tls,
    users: values.users,
    requireAuthentication: values['require-authentication'],
    standardProjections: values['standard-projections'],
    verbose: values.verbose,
    ...(values['advertised-host'] === undefined ? {} : { advertisedHost: values['advertised-host'] }),
    ...(values['tls-key'] === undefined ? {} : { tlsKey: values['tls-key'] }),
    ...(values['tls-cert'] === undefined ? {} : { tlsCert: values['tls-cert'] }),
    ...(values['tls-ca'] === undefined ? {} : { tlsCa: values['tls-ca'] }),
    ...(size === undefined ? {} : { maxAppendSize: Number(size) }),
  })
}

const parsedArguments = (args: readonly string[]) => {
  try {
    return right(parseArgs({ args: [...args], options, allowNegative: true, strict: true, allowPositionals: false }))
  } catch (error) {
    return left(sentence(error instanceof Error ? error.message : String(error)))
  }
}

/** On one line, with a period at its end. */
const sentence = (message: string): string => {
  const line = message.replaceAll('\n', ' ')
  return /[.?!]$/.test(line) ? line : `${line}.`
}
