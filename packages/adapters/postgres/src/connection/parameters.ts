export const sslModes = ['disable', 'require', 'verify-ca', 'verify-full'] as const
export type SslMode = (typeof sslModes)[number]

/** What may stand behind the question mark of a connection string, in libpq's spelling. */
export interface Parameters {
  readonly sslmode?: SslMode
  readonly sslrootcert?: string
  readonly sslcert?: string
  readonly sslkey?: string
  readonly application_name?: string
  /** The folder of a socket of this machine. */
  readonly host?: string
}

const wanted: Readonly<Record<keyof Parameters, string>> = {
  sslmode: 'disable, require, verify-ca or verify-full',
  sslrootcert: 'the path of a file',
  sslcert: 'the path of a file',
  sslkey: 'the path of a file',
  application_name: 'a name',
  host: 'the folder of a socket, from / on',
}

const names = new Map(Object.keys(wanted).map((name) => [name, name as keyof Parameters]))
const fits = (name: keyof Parameters, value: string): boolean =>
  name === 'sslmode' ? sslModes.some((mode) => mode === value) : name === 'host' ? value.startsWith('/') : value !== '' && !value.includes('\0')

/** The parameters, or what is wrong with them. A reason names a parameter only when it is a known one: what a user mistyped may be half a password. */
export const parametersOf = (query: string): Parameters | { readonly reason: string } => {
  const found: Record<string, string> = {}
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const name = names.get(cut < 0 ? pair : pair.slice(0, cut))
    if (name === undefined) return { reason: `a parameter is not known; write one of ${[...names.keys()].join(', ')}` }
    if (name in found) return { reason: `${name} is given twice` }
    let value: string
    try {
      value = cut < 0 ? '' : decodeURIComponent(pair.slice(cut + 1))
    } catch {
      return { reason: `the value of ${name} is not well encoded; write % as %25` }
    }
    if (!fits(name, value)) return { reason: `the value of ${name} is wrong; write ${wanted[name]}` }
    found[name] = value
  }
  if ((found['sslcert'] === undefined) !== (found['sslkey'] === undefined)) return { reason: 'sslcert and sslkey belong together; give both or none' }
  const [file] = ['sslrootcert', 'sslcert'].filter((name) => found[name] !== undefined)
  if (file !== undefined && (found['sslmode'] ?? 'disable') === 'disable') return { reason: `${file} needs an encrypted connection; add sslmode=verify-full` }
  return found
}
