import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { parametersOf, type Parameters } from './parameters.js'

export interface Target {
  readonly host: string
  readonly port: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
  readonly parameters: Parameters
}

/** `reason` says what to write instead, and never repeats what was written. */
export interface ConnectionStringInvalid {
  readonly _tag: 'ConnectionStringInvalid'
  readonly reason: string
}

const usualPort = 5432
const hostName = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])$/

const invalid = (reason: string): Either<ConnectionStringInvalid, never> => E.left({ _tag: 'ConnectionStringInvalid', reason })

const decoded = (text: string): string | undefined => {
  try {
    const found = decodeURIComponent(text)
    return found.includes('\0') ? undefined : found
  } catch {
    return undefined
  }
}

const hostOf = (text: string): { readonly host: string; readonly port: number } | string => {
  if (text.includes(',')) return 'it names several hosts; write one, that of the primary or of a pooler in front of it'
  const match = /^(.*?)(?::([^:\]]*))?$/.exec(text)
  const [host = '', port] = [match?.[1], match?.[2]]
  if (!hostName.test(host)) return 'the host is missing or not well written; write it as name:port'
  const bare = host.replace(/^\[|\]$/g, '')
  if (port === undefined) return { host: bare, port: usualPort }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0
  return number >= 1 && number <= 65_535 ? { host: bare, port: number } : 'the port is no number from 1 to 65535; write the host as name:port'
}

/** POSTGRES-01 A connection string is read strictly, and what is wrong in it is said without repeating any of it. */
export const parseConnectionString = (text: string): Either<ConnectionStringInvalid, Target> => {
  const [, rest = ''] = /^postgres(?:ql)?:\/\/(.*)$/s.exec(text.trim()) ?? []
  if (rest === '') return invalid('it has to begin with postgres:// or postgresql://, and to name a host')
  const [, authority = '', path = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(rest) ?? []
  if (path.includes('@') || query.includes('@')) return invalid('user name and password cannot hold / or ? as they are; write them percent-encoded, such as %2F and %3F')

  const at = authority.lastIndexOf('@')
  const userInfo = at < 0 ? undefined : authority.slice(0, at)
  if (userInfo?.includes('@') === true) return invalid('user name and password cannot hold @ as it is; write it percent-encoded, as %40')
  const colon = userInfo?.indexOf(':') ?? -1
  const user = userInfo === undefined ? undefined : decoded(colon < 0 ? userInfo : userInfo.slice(0, colon))
  const password = userInfo === undefined || colon < 0 ? undefined : decoded(userInfo.slice(colon + 1))
  if (userInfo !== undefined && (user === undefined || (colon >= 0 && password === undefined))) return invalid('user name and password are not well encoded; write % as %25')
  if (user === '') return invalid('the user name is empty; write name:password@ before the host, or leave it out with the @')
  const database = decoded(path)
  if (database === undefined) return invalid('the name of the database is not well encoded; write % as %25')
  if (path.includes('/')) return invalid('one slash stands before the name of the database, and none in it; write / as %2F')

  const parameters = parametersOf(query)
  if ('reason' in parameters) return invalid(parameters.reason)
  const socket = parameters.host
  const host = socket !== undefined && /^(?::\d+)?$/.test(authority.slice(at + 1)) ? hostOf(`socket${authority.slice(at + 1)}`) : hostOf(authority.slice(at + 1))
  if (typeof host === 'string') return invalid(host)
  return E.right({
    host: socket ?? host.host, port: host.port, parameters,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === '' ? {} : { database }),
  })
}
