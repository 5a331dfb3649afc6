import path from 'node:path'

/** What the command was given cannot be used: said on one line, exit code 2. */
export class Unusable extends Error {}

/** The arguments themselves are wrong: the usage is said as well. */
export class Misused extends Unusable {}

/** Where events lie, as a connection string names it. */
export type Connection =
  | { readonly kind: 'memory' }
  /** An absolute path. */
  | { readonly kind: 'sqlite'; readonly file: string }
  /** The text is handed to the adapter as it is; it may hold a password. */
  | { readonly kind: 'eventstoredb'; readonly text: string }

/** Where read models, leases and keys lie without events. The text is handed to the adapter as it is; it may hold a password. */
export interface ReadModelConnection {
  readonly kind: 'postgres'
  readonly text: string
}

const eventStoreDb = /^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//

/** Of PostgreSQL's kind, mistyped or not; `undefined` for anything else. */
export const readModelConnectionOf = (text: string): ReadModelConnection | undefined => (/^postgres(ql)?:/i.test(text) ? { kind: 'postgres', text } : undefined)

/** Reads a store's connection string; a bare path is a SQLite file. A relative path starts where npm was called. */
export const connectionOf = (text: string): Connection => {
  if (text === 'memory:') return { kind: 'memory' }
  if (eventStoreDb.test(text)) return { kind: 'eventstoredb', text }
  if (readModelConnectionOf(text) !== undefined) throw new Misused('postgres: reaches read models, leases and keys, but no events: name a store such as sqlite:centre.db or esdb://127.0.0.1:2113.')
  const scheme = /^[a-z][a-z0-9+.-]+:/i.exec(text)?.[0]
  if (scheme !== undefined && scheme !== 'sqlite:') throw new Misused(`No store is reached by ${scheme}`)
  const given = scheme === undefined ? text : text.slice(scheme.length)
  if (given === '') throw new Misused('sqlite: wants a path, such as sqlite:centre.db.')
  return { kind: 'sqlite', file: path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given) }
}

/** The value of `--name value` or `--name=value`. */
export const argument = (name: string, args: readonly string[] = process.argv.slice(2)): string | undefined => {
  const at = args.indexOf(`--${name}`)
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
}

/** Runs a command; what is {@link Unusable} is one line and exit code 2, with the usage where it is {@link Misused}. */
export const asCommand = async (usage: string, run: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await run()
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    console.error(error instanceof Misused ? `${error.message}\n${usage}` : error.message)
    process.exitCode = 2
  }
}
