import { createSecureContext } from 'node:tls'
import type { Account } from './access.js'
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
  /** Without it connections are not encrypted, and clients need `tls=false`. */
  readonly tls?: TlsOptions
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
}

const notValid = (option: string, value: number | string | boolean | object, expected: string) =>
  left<StartFailure>({ _tag: 'OptionNotValid', option, value: JSON.stringify(value), expected })

/** TESTSERVER-43 An option that cannot be used is refused before anything starts, with what to give instead. */
export const readOptions = (options: TestServerOptions): Either<StartFailure, Settings> => {
  const { port = 0, host = '127.0.0.1', maxAppendSize, users, standardProjections = false } = options
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return notValid('port', port, 'a whole number from 0 to 65535')
  if (host === '') return notValid('host', host, 'an address of this machine, such as 127.0.0.1')
  if (maxAppendSize !== undefined && !(Number.isInteger(maxAppendSize) && maxAppendSize > 0))
    return notValid('maxAppendSize', maxAppendSize, 'a whole number of bytes above 0')
  if (options.requireAuthentication === true && !usersOn(options))
    return notValid('requireAuthentication', true, 'left out unless users may sign in: give users: true as well')
  if (typeof users === 'object' && Object.keys(users).length === 0)
    return notValid('users', users, 'true for the standard users, or an object with at least one name')
  if (options.tls !== undefined) {
    try {
      createSecureContext(options.tls)
    } catch (error) {
      return left({ _tag: 'TlsNotUsable', reason: error instanceof Error ? error.message : String(error) })
    }
  }
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return right({ port, host, advertisedHost: options.advertisedHost ?? reachable, standardProjections })
}

export const usersOn = ({ users, tls }: TestServerOptions): boolean => users !== false && (users !== undefined || tls !== undefined)
