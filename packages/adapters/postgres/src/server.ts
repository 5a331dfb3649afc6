import type { Database } from './database.js'

export type ServerUnsuitable =
  | { readonly _tag: 'ServerTooOld'; readonly found: string; readonly supported: string }
  /** The database cannot hold what is to be kept: its encoding is not UTF-8, or it is a copy that only reads. */
  | { readonly _tag: 'DatabaseUnsuitable'; readonly reason: string }

export interface Server {
  readonly version: number
  readonly versionName: string
  readonly encoding: string
  readonly clientEncoding: string
  readonly readOnly: boolean
}

/** The oldest major version. */
const oldest = 15

/** POSTGRES-11 A server that is too old, keeps text in another encoding than UTF-8, or only reads, is said when it is opened. */
export const unsuitable = ({ version, versionName, encoding, clientEncoding, readOnly }: Server): ServerUnsuitable | undefined => {
  if (version < oldest * 10_000) return { _tag: 'ServerTooOld', found: versionName, supported: `${oldest} and later` }
  if (encoding !== 'UTF8') return { _tag: 'DatabaseUnsuitable', reason: `the database has the encoding ${encoding}; make one with ENCODING 'UTF8'` }
  if (clientEncoding !== 'UTF8') return { _tag: 'DatabaseUnsuitable', reason: `client_encoding is set to ${clientEncoding} for this user or database; set it to UTF8` }
  return readOnly ? { _tag: 'DatabaseUnsuitable', reason: 'it only reads, as a standby does; connect to the primary' } : undefined
}

export const serverOf = async (run: Database['run']): Promise<Server> => {
  const [row = []] = await run(
    `SELECT current_setting('server_version_num'), current_setting('server_version'), current_setting('server_encoding'), current_setting('client_encoding'),
      pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'`
  )
  const [version, versionName, encoding, clientEncoding, readOnly] = row
  return { version: Number(version), versionName: versionName ?? '', encoding: encoding ?? '', clientEncoding: clientEncoding ?? '', readOnly: readOnly === 't' }
}
