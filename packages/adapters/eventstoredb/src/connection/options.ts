import type { NodePreference } from '@eventstore/db-client'

/** What may stand behind the question mark of a connection string, in the servers' own spelling. */
export interface ConnectionOptions {
  readonly tls?: boolean
  readonly tlsVerifyCert?: boolean
  readonly tlsCAFile?: string
  readonly userCertFile?: string
  readonly userKeyFile?: string
  readonly connectionName?: string
  readonly nodePreference?: NodePreference
  /** How often a cluster is asked for its nodes before it counts as away. */
  readonly maxDiscoverAttempts?: number
  /** In milliseconds, between two attempts. */
  readonly discoveryInterval?: number
  /** In seconds, for each attempt: the client reads it so. */
  readonly gossipTimeout?: number
  /** In milliseconds, of the client's own calls. */
  readonly defaultDeadline?: number
  /** In milliseconds; -1 turns it off. */
  readonly keepAliveInterval?: number
  /** In milliseconds. */
  readonly keepAliveTimeout?: number
}

type Kind = 'truth' | 'whole' | 'text' | 'node' | 'ignored'

const kinds: Readonly<Record<keyof ConnectionOptions | 'throwOnAppendFailure', Kind>> = {
  tls: 'truth', tlsVerifyCert: 'truth', tlsCAFile: 'text', userCertFile: 'text', userKeyFile: 'text', connectionName: 'text', nodePreference: 'node',
  maxDiscoverAttempts: 'whole', discoveryInterval: 'whole', gossipTimeout: 'whole', defaultDeadline: 'whole', keepAliveInterval: 'whole', keepAliveTimeout: 'whole',
  throwOnAppendFailure: 'ignored',
}

const nodes: Readonly<Record<string, NodePreference>> = { leader: 'leader', follower: 'follower', readonlyreplica: 'read_only_replica', random: 'random' }

const flat = (text: string): string => text.trim().toLowerCase().replaceAll(/[_-]/g, '')
const names = new Map(Object.keys(kinds).map((name) => [flat(name), name as keyof typeof kinds]))
const known = Object.keys(kinds).join(', ')

const valueOf = (kind: Kind, text: string): unknown => {
  switch (kind) {
    case 'truth':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'whole':
      return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined
    case 'node':
      return nodes[flat(text)]
    case 'text':
      return text === '' ? undefined : text
    case 'ignored':
      return true
  }
}

const wanted: Readonly<Record<Kind, string>> = {
  truth: 'true or false', whole: 'a whole number', node: 'leader, follower, read_only_replica or random', text: 'a text that is not empty', ignored: 'anything',
}

/** The options, or what is wrong with them. A reason names an option only when it is a known one: what a user mistyped may be half a password. */
export const optionsOf = (query: string): ConnectionOptions | { readonly reason: string } => {
  const found: Record<string, unknown> = {}
  const given = new Set<string>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const name = names.get(flat(cut < 0 ? pair : pair.slice(0, cut)))
    if (name === undefined) return { reason: `an option is not known; write one of ${known}` }
    if (given.has(name)) return { reason: `${name} is given twice; write it once` }
    given.add(name)
    let text: string
    try {
      text = cut < 0 ? '' : decodeURIComponent(pair.slice(cut + 1)).trim()
    } catch {
      return { reason: `the value of ${name} is not well encoded; write % as %25` }
    }
    const value = valueOf(kinds[name], text)
    if (value === undefined) return { reason: `the value of ${name} is wrong; write ${wanted[kinds[name]]}` }
    if (kinds[name] !== 'ignored') found[name] = value
  }
  return found
}
