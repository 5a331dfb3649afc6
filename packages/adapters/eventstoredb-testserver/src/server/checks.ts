import { left, right, type Either } from './either.js'
import type { StartFailure } from './failures.js'

/** What one option must be. */
export interface Check {
  readonly fits: (value: unknown) => boolean
  /** How its sentence goes on after "must be". */
  readonly expected: string
  readonly required?: true
  /** Its value is not repeated. */
  readonly secret?: true
}

/** A check for each option, by its name. */
export type Checks<Options> = { readonly [Option in keyof Options]-?: Check }

/** A value for a sentence: short, on one line, and nothing of what an object holds. */
export const told = (value: unknown): string => {
  switch (typeof value) {
    case 'undefined':
      return 'left out'
    case 'string':
      return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value)
    case 'bigint':
      return `${String(value)}n`
    case 'function':
      return 'a function'
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return 'an array'
      return Object.keys(value).length === 0 ? '{}' : 'an object'
    default:
      return String(value)
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first option that is unknown, missing or unfit; `within` stands before its name. */
export const checked = <Options>(checks: Checks<Options>, options: Readonly<Record<string, unknown>>, within = ''): Either<StartFailure, unknown> => {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(checks, name))
  if (unknown !== undefined) return left({ _tag: 'OptionUnknown', option: `${within}${unknown}`, known: Object.keys(checks) })
  for (const [name, { fits, expected, required, secret }] of Object.entries<Check>(checks)) {
    const value = options[name]
    if (value === undefined ? required === true : !fits(value)) {
      const shown = secret === true && typeof value === 'string' && value !== '' ? 'a string' : told(value)
      return left({ _tag: 'OptionNotValid', option: `${within}${name}`, value: shown, expected })
    }
  }
  return right(undefined)
}
