import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'

export interface PostgresOptions {
  /** The schema that holds the tables; made if there is none. `disque` unless told. */
  readonly schema?: string
  /** Connections at most; further calls wait for one. 10 unless told. */
  readonly maxConnections?: number
  /** A call waits so many milliseconds for a connection, whether new or in use. 5,000 unless told. */
  readonly connectTimeoutMs?: number
  /** A statement is given up after so many milliseconds; one that waits for another's lock, after four fifths of them. 10,000 unless told. */
  readonly timeoutMs?: number
}

/** An option cannot be used; nothing was opened. */
export interface OptionInvalid {
  readonly _tag: 'OptionInvalid'
  readonly option: string
  readonly reason: string
}

export type Options = Required<PostgresOptions>

const defaults: Options = { schema: 'disque', maxConnections: 10, connectTimeoutMs: 5000, timeoutMs: 10_000 }

/** Above this a timer of Node fires at once. */
const longest = 2 ** 31 - 1
const longestName = 63

const wholeFrom1 = (value: unknown, to: number): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= to

const schemaFault = (schema: unknown): string | undefined => {
  if (typeof schema !== 'string' || schema === '') return 'it is no name; write one such as disque'
  if (/[\0\p{Surrogate}]/u.test(schema)) return 'it has a character that no name can have'
  if (Buffer.byteLength(schema) > longestName) return `it has more than ${longestName} bytes, which PostgreSQL would cut off`
  return schema.startsWith('pg_') || schema === 'information_schema' ? "it is one of PostgreSQL's own names; write another" : undefined
}

const faults: Readonly<Record<keyof Options, (value: unknown) => string | undefined>> = {
  schema: schemaFault,
  maxConnections: (value) => (wholeFrom1(value, 10_000) ? undefined : 'it is no whole number from 1 to 10,000'),
  connectTimeoutMs: (value) => (wholeFrom1(value, longest) ? undefined : 'it is no whole number of milliseconds from 1 on'),
  timeoutMs: (value) => (wholeFrom1(value, longest) ? undefined : 'it is no whole number of milliseconds from 1 on'),
}

const isOption = (name: string): name is keyof Options => Object.hasOwn(faults, name)

/** POSTGRES-10 An option that is misspelt or has a value that cannot be meant is refused by name, before anything is opened. */
export const optionsOf = (given: PostgresOptions): Either<OptionInvalid, Options> => {
  const told = Object.entries(given).filter(([, value]) => value !== undefined)
  for (const [option, value] of told) {
    if (!isOption(option)) return E.left({ _tag: 'OptionInvalid', option, reason: `there is no such option; there are ${Object.keys(faults).join(', ')}` })
    const reason = faults[option](value)
    if (reason !== undefined) return E.left({ _tag: 'OptionInvalid', option, reason })
  }
  return E.right({ ...defaults, ...Object.fromEntries(told) })
}
