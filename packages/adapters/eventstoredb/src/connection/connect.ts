import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { ChannelCredentialOptions } from '@eventstore/db-client'
import { Connection } from './connection.js'
import { parseConnectionString, type ConnectionStringInvalid, type ConnectionTarget } from './connection-string.js'

export type ConnectFailure =
  | ConnectionStringInvalid
  /** A certificate or key file cannot be used. */
  | { readonly _tag: 'CertificateUnreadable'; readonly option: 'tlsCAFile' | 'userCertFile' | 'userKeyFile'; readonly reason: string }

const files = ['tlsCAFile', 'userCertFile', 'userKeyFile'] as const

/** ESDB-03 A certificate file that cannot be read is said at once, by the name of its option. */
const certificates = ({ options }: ConnectionTarget): Either<ConnectFailure, Partial<Record<(typeof files)[number], Buffer>>> => {
  const found: Partial<Record<(typeof files)[number], Buffer>> = {}
  for (const option of files) {
    const path = options[option]
    if (path === undefined) continue
    try {
      const pem = readFileSync(path)
      if (!pem.includes('-----BEGIN ')) return E.left({ _tag: 'CertificateUnreadable', option, reason: 'it is no PEM file' })
      found[option] = pem
    } catch (error) {
      return E.left({ _tag: 'CertificateUnreadable', option, reason: error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read' })
    }
  }
  return E.right(found)
}

/** ESDB-18 The connection is encrypted unless `tls=false` says otherwise, and credentials go over an encrypted one only. */
const channelOf = ({ options }: ConnectionTarget, pems: Partial<Record<(typeof files)[number], Buffer>>): ChannelCredentialOptions => ({
  insecure: options.tls === false,
  ...(pems.tlsCAFile === undefined ? {} : { rootCertificate: pems.tlsCAFile }),
  ...(pems.userCertFile === undefined ? {} : { userCertFile: pems.userCertFile }),
  ...(pems.userKeyFile === undefined ? {} : { userKeyFile: pems.userKeyFile }),
  ...(options.tlsVerifyCert === false ? { verifyOptions: { rejectUnauthorized: false } } : {}),
})

/** Makes the client of a connection string; nothing is sent yet. */
export const connect = (connectionString: string): Either<ConnectFailure, Connection> => {
  const parsed = parseConnectionString(connectionString)
  if (E.isLeft(parsed)) return parsed
  const target = parsed.right
  const { nodePreference, maxDiscoverAttempts, discoveryInterval, gossipTimeout, defaultDeadline, keepAliveInterval, keepAliveTimeout, connectionName } = target.options
  if ((target.options.userCertFile === undefined) !== (target.options.userKeyFile === undefined)) {
    return E.left({ _tag: 'ConnectionStringInvalid', reason: 'userCertFile and userKeyFile belong together; give both or none' })
  }
  if ((defaultDeadline ?? 1) < 1 || (keepAliveInterval ?? 0) < -1 || (keepAliveTimeout ?? 0) < -1) {
    return E.left({ _tag: 'ConnectionStringInvalid', reason: 'times are milliseconds above 0; keepAliveInterval and keepAliveTimeout may also be -1' })
  }
  const pems = certificates(target)
  if (E.isLeft(pems)) return pems
  const shared = {
    ...(defaultDeadline === undefined ? {} : { defaultDeadline }),
    ...(keepAliveInterval === undefined ? {} : { keepAliveInterval }),
    ...(keepAliveTimeout === undefined ? {} : { keepAliveTimeout }),
    connectionName: connectionName ?? 'disque',
  }
  const discovery = {
    ...(nodePreference === undefined ? {} : { nodePreference }),
    ...(maxDiscoverAttempts === undefined ? {} : { maxDiscoverAttempts }),
    ...(discoveryInterval === undefined ? {} : { discoveryInterval }),
    ...(gossipTimeout === undefined ? {} : { gossipTimeout }),
  }
  const [first, ...others] = target.hosts
  const [channel, credentials] = [channelOf(target, pems.right), target.credentials]
  try {
    if (target.discover) return E.right(new Connection({ ...shared, ...discovery, discover: first }, channel, credentials))
    if (others.length > 0) return E.right(new Connection({ ...shared, ...discovery, endpoints: [...target.hosts] }, channel, credentials))
    return E.right(new Connection({ ...shared, endpoint: first }, channel, credentials))
  } catch {
    // Only the certificates can be refused here.
    const option = files.find((name) => pems.right[name] !== undefined) ?? 'tlsCAFile'
    return E.left({ _tag: 'CertificateUnreadable', option, reason: 'its certificates or key cannot be used' })
  }
}
