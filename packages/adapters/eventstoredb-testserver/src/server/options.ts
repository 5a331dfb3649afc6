import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import { standardUsers, type Account } from './access.js'
import { builtInCertificate, builtInHosts } from './certificate.js'
import { checked, isRecord, told, type Checks } from './checks.js'
import { left, right, type Either } from './either.js'
import type { StartFailure } from './failures.js'

/** PEM texts, but for `caFile`. */
export interface TlsOptions {
  readonly key: string
  readonly cert: string
  /** The certificates that the server sends along, if clients know only their root. */
  readonly ca?: string
  /** The path of the certificate that clients shall trust: it goes into the connection string as `tlsCAFile`. */
  readonly caFile?: string
}

export interface TestServerOptions {
  /** 0, the default: any free port. */
  readonly port?: number
  /** The address to listen on, 127.0.0.1 by default. */
  readonly host?: string
  /** The host name that clients are told, in the connection string and in gossip; `host` by default. */
  readonly advertisedHost?: string
  /**
   * `true`: a built-in certificate for localhost, 127.0.0.1 and ::1, whose key is public; its connection string makes clients trust it until the server stops.
   * Without it connections are not encrypted, and clients need `tls=false`.
   */
  readonly tls?: boolean | TlsOptions
  /**
   * Who may sign in. `true` means `admin` and `ops` with the password `changeit`, which is the default with TLS.
   * `false`, the default without TLS: everyone may do everything, as with `--insecure`.
   */
  readonly users?: boolean | Readonly<Record<string, Account>>
  /** Refuse calls without credentials; `users` must be on. */
  readonly requireAuthentication?: boolean
  /** Keep `$ce-`, `$et-`, `$category-` and `$streams` up, as `--start-standard-projections` does; off by default. */
  readonly standardProjections?: boolean
  /** The most bytes that one append may carry; 1 MiB by default. */
  readonly maxAppendSize?: number
  /** The clock for `created` and `$maxAge`, in milliseconds since 1970. */
  readonly now?: () => number
  /** Told one line for each call and each fault. */
  readonly log?: (line: string) => void
}

/** Options that have been looked at, with their defaults. */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly advertisedHost: string
  readonly standardProjections: boolean
  /** Undefined: everyone may do everything. */
  readonly users: Readonly<Record<string, Account>> | undefined
  readonly tls: TlsOptions | undefined
  /** Whether `tls` is the built-in certificate, which no client can trust before it is in a file. */
  readonly builtIn: boolean
}

const isHost = (value: unknown) => typeof value === 'string' && (isIP(value) !== 0 || /^[\w.-]+$/.test(value))
const isWhole = (value: unknown, least: number, most: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isFlag = (value: unknown) => typeof value === 'boolean'
const isFunction = (value: unknown) => typeof value === 'function'

const optionChecks: Checks<TestServerOptions> = {
  port: { fits: (value) => isWhole(value, 0, 65_535), expected: 'a whole number from 0 to 65535' },
  host: { fits: isHost, expected: 'an address of this machine, such as 127.0.0.1' },
  advertisedHost: { fits: isHost, expected: 'a host name or an address, without a port, such as localhost' },
  tls: { fits: (value) => isFlag(value) || isRecord(value), expected: 'true for the built-in certificate, or { key, cert } with PEM texts', secret: true },
  users: {
    fits: (value) => isFlag(value) || (isRecord(value) && Object.keys(value).length > 0),
    expected: 'true for the standard users, false, or an object with at least one name',
    secret: true,
  },
  requireAuthentication: { fits: isFlag, expected: 'true or false' },
  standardProjections: { fits: isFlag, expected: 'true or false' },
  maxAppendSize: { fits: (value) => isWhole(value, 1, Number.MAX_SAFE_INTEGER), expected: 'a whole number of bytes above 0' },
  now: { fits: isFunction, expected: 'a function that tells milliseconds since 1970, such as Date.now' },
  log: { fits: isFunction, expected: 'a function that takes a line, such as console.error' },
}

const tlsChecks: Checks<TlsOptions> = {
  key: { fits: isText, expected: 'the private key as PEM text; tls: true takes a built-in one', required: true, secret: true },
  cert: { fits: isText, expected: 'the certificate as PEM text; tls: true takes a built-in one', required: true, secret: true },
  ca: { fits: isText, expected: 'certificates as PEM text', secret: true },
  caFile: { fits: (value) => typeof value === 'string' && holdsCertificate(value), expected: 'the path of a PEM file with certificates that can be read' },
}

const accountChecks: Checks<Account> = {
  password: { fits: isText, expected: 'a password', required: true, secret: true },
  roles: { fits: (value) => Array.isArray(value) && value.every(isText), expected: "an array of names, such as ['$admins']" },
}

/** TESTSERVER-43 An option that cannot be used is refused before anything starts, with what to give instead. */
export const readOptions = (options: TestServerOptions): Either<StartFailure, Settings> => {
  const given: unknown = options
  if (!isRecord(given)) return left({ _tag: 'OptionsNotValid', value: told(given) })
  const fit = checked(optionChecks, given)
  if (fit._tag === 'Left') return fit
  const { port = 0, host = '127.0.0.1', standardProjections = false } = options
  const users = usersOf(options)
  if (users._tag === 'Left') return users
  if (options.requireAuthentication === true && users.right === undefined)
    return notValid('requireAuthentication', 'true', 'left out unless users may sign in: give users: true as well')
  const advertisedHost = options.advertisedHost ?? (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)
  const tls = tlsOf(options, advertisedHost)
  if (tls._tag === 'Left') return tls
  return right({ port, host, advertisedHost, standardProjections, users: users.right, tls: tls.right, builtIn: options.tls === true })
}

const notValid = (option: string, value: string, expected: string) => left<StartFailure>({ _tag: 'OptionNotValid', option, value, expected })

const usersOf = ({ users, tls = false }: TestServerOptions): Either<StartFailure, Settings['users']> => {
  if (typeof users !== 'object') return right((users ?? tls !== false) ? standardUsers : undefined)
  for (const [name, account] of Object.entries(users)) {
    if (name === '' || name.includes(':')) return notValid('users', `given for ${told(name)}`, 'given for names without a colon, with at least one letter')
    if (!isRecord(account)) return notValid(`users.${name}`, typeof account === 'string' ? 'a string' : told(account), '{ password, roles }')
    const fit = checked(accountChecks, account, `users.${name}.`)
    if (fit._tag === 'Left') return fit
  }
  return right(users)
}

const tlsOf = ({ tls = false }: TestServerOptions, host: string): Either<StartFailure, TlsOptions | undefined> => {
  if (tls === false) return right(undefined)
  if (tls === true) {
    return builtInHosts.includes(host) ? right(builtInCertificate) : left({ _tag: 'CertificateNotForHost', host, hosts: builtInHosts })
  }
  const fit = checked(tlsChecks, { ...tls }, 'tls.')
  if (fit._tag === 'Left') return fit
  try {
    createSecureContext(tls)
    return right(tls)
  } catch (error) {
    return left({ _tag: 'TlsNotUsable', reason: error instanceof Error ? error.message : String(error) })
  }
}

const holdsCertificate = (path: string): boolean => {
  try {
    return readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----')
  } catch {
    return false
  }
}
