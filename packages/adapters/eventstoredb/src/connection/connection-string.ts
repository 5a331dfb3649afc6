import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { optionsOf, type ConnectionOptions } from './options.js'

export interface Host {
  readonly address: string
  readonly port: number
}

export interface ConnectionTarget {
  /** Ask DNS and the cluster's gossip which node to use. */
  readonly discover: boolean
  readonly hosts: readonly [Host, ...Host[]]
  readonly credentials?: { readonly username: string; readonly password: string }
  readonly options: ConnectionOptions
}

/** `reason` says what to write instead, and never repeats what was written. */
export interface ConnectionStringInvalid {
  readonly _tag: 'ConnectionStringInvalid'
  readonly reason: string
}

const schemes: ReadonlySet<string> = new Set(['esdb', 'kurrentdb', 'kurrent', 'kdb'])
const usualPort = 2113
const hostName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/

const invalid = (reason: string): Either<ConnectionStringInvalid, never> => E.left({ _tag: 'ConnectionStringInvalid', reason })

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const hostOf = (text: string): Host | string => {
  const match = /^(.*?)(?::([^:\]]*))?$/.exec(text.trim())
  const [address = '', port] = [match?.[1], match?.[2]]
  if (!hostName.test(address)) return 'a host is missing or not well written; write hosts as name:port, with commas between them'
  if (port === undefined) return { address, port: usualPort }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0
  return number >= 1 && number <= 65_535 ? { address, port: number } : 'a port is no number from 1 to 65535; write hosts as name:port'
}

/**
 * ESDB-02 A connection string is read strictly, and what is wrong in it is said without repeating any of it.
 * `kurrentdb://` means the same as `esdb://`, with `+discover` as well.
 */
export const parseConnectionString = (connectionString: string): Either<ConnectionStringInvalid, ConnectionTarget> => {
  const [, scheme = '', discover, rest = ''] = /^([a-z]+)(\+discover)?:\/\/(.*)$/s.exec(connectionString.trim()) ?? []
  if (!schemes.has(scheme)) return invalid('it has to begin with esdb://, esdb+discover://, kurrentdb:// or kurrentdb+discover://')
  const [, authority = '', path = '', query = ''] = /^([^/?]*)(\/[^?]*)?(?:\?(.*))?$/s.exec(rest) ?? []
  if (path.includes('@') || query.includes('@')) return invalid('user name and password cannot hold / or ? as they are; write them percent-encoded, such as %2F and %3F')
  if (path !== '' && !/^\/+$/.test(path)) return invalid('nothing may stand between the hosts and the question mark')

  const at = authority.lastIndexOf('@')
  const userInfo = at < 0 ? undefined : authority.slice(0, at)
  const colon = userInfo?.indexOf(':') ?? -1
  if (userInfo !== undefined && (colon < 1 || userInfo.includes('@'))) {
    return invalid('user name and password are not well written; write name:password@ before the hosts, with @ and : percent-encoded, such as %40 and %3A')
  }
  const username = userInfo === undefined ? '' : decoded(userInfo.slice(0, colon))
  const password = userInfo === undefined ? '' : decoded(userInfo.slice(colon + 1))
  if (username === undefined || password === undefined) return invalid('user name and password are not well encoded; write % as %25')

  const hosts: Host[] = []
  for (const text of authority.slice(at + 1).split(',')) {
    const host = hostOf(text)
    if (typeof host === 'string') return invalid(host)
    hosts.push(host)
  }
  const options = optionsOf(query)
  if ('reason' in options) return invalid(options.reason)
  const [first, ...others] = hosts
  if (first === undefined) return invalid('it names no host')
  return E.right({
    discover: discover !== undefined, hosts: [first, ...others], options,
    ...(userInfo === undefined ? {} : { credentials: { username, password } }),
  })
}
