import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Parameters } from './parameters.js'

/** A certificate or key file cannot be used. */
export interface CertificateUnreadable {
  readonly _tag: 'CertificateUnreadable'
  readonly parameter: 'sslrootcert' | 'sslcert' | 'sslkey'
  readonly reason: string
}

const files = ['sslrootcert', 'sslcert', 'sslkey'] as const
const options = { sslrootcert: 'ca', sslcert: 'cert', sslkey: 'key' } as const

/**
 * POSTGRES-02 `sslmode` means what it means to libpq: `require` encrypts, `verify-ca` also asks who signed the certificate, `verify-full` also for whom.
 * A root certificate makes `require` verify as well.
 */
export const tlsOf = (parameters: Parameters): Either<CertificateUnreadable, ConnectionOptions | false> => {
  const { sslmode = 'disable', sslrootcert } = parameters
  if (sslmode === 'disable') return E.right(false)
  const pems: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {}
  for (const parameter of files) {
    const path = parameters[parameter]
    if (path === undefined) continue
    try {
      const pem = readFileSync(path)
      if (!pem.includes('-----BEGIN ')) return E.left({ _tag: 'CertificateUnreadable', parameter, reason: 'it is no PEM file' })
      pems[options[parameter]] = pem
    } catch (error) {
      return E.left({ _tag: 'CertificateUnreadable', parameter, reason: error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read' })
    }
  }
  const verifies = sslmode !== 'require' || sslrootcert !== undefined
  return E.right({ ...pems, rejectUnauthorized: verifies, ...(sslmode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }) })
}
