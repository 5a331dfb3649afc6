import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { readArguments } from '../calls/arguments.js'
import type { Failed } from '../calls/messages.js'

export interface CheckOptions {
  readonly store: string
  readonly json: boolean
  readonly help: boolean
}

export const usage = `npm run check -- --store STORE [--json]

Reads all events of a store and looks whether they keep the laws of a centre: nobody served by two, nobody beyond capacity, every call ended, and so on.

  --store STORE  PATH or sqlite:PATH, or esdb://… (esdb+discover://, kurrentdb://). What other applications keep there is passed over
  --json         one line of JSON
  --help         this text

Exit code 0: they are kept. 1: they are not; each breach is named with its event. 2: the store could not be read. Relative paths start in the folder in which npm was called.`

const fail = (words: string): Either<Failed, never> => E.left({ words: `${words}\n\n${usage}` })

export const checkOptions = (args: readonly string[]): Either<Failed, CheckOptions> => {
  const read = readArguments(args, { store: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } })
  if (E.isLeft(read)) return fail(read.left)
  const { values: { store, json = false, help = false }, positionals: [stray] } = read.right
  if (help) return E.right({ store: '', json, help })
  if (stray !== undefined) return fail(`What is "${stray}"? The store is named by --store.`)
  if (store === undefined || store === '') return fail('Which store? --store is missing.')
  return E.right({ store, json, help })
}
