import * as E from 'fp-ts/lib/Either.js'
import { parseConnectionString } from './connection-string.js'

const unreached = /failed to (connect|discover)/i
const untrusted = /self-signed certificate|unable to (get|verify)/i

const hint = (reason: string, tls: boolean): string | undefined => {
  if (reason.includes('wrong version number')) return 'the server seems to run without TLS: add tls=false'
  if (untrusted.test(reason)) return 'name the certificate of the authority that signed the server’s by tlsCAFile'
  if (!unreached.test(reason)) return undefined
  return tls ? 'if the servers run without TLS, add tls=false' : 'if the server speaks TLS, write tls=true in place of tls=false'
}

/** ESDB-37 Where TLS on one side only may be why nothing connects, the reason says what to write in the connection string. */
export const withHint = (reason: string, connectionString: string): string => {
  const target = parseConnectionString(connectionString)
  const found = hint(reason, E.isLeft(target) || target.right.options.tls !== false)
  return found === undefined ? reason : `${reason}; ${found}`
}
