import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Failed } from '../calls/messages.js'

/** Where events lie. It can be told to another process. */
export type StorePlace =
  /** An absolute path. */
  | { readonly kind: 'sqlite'; readonly file: string }
  /** The text goes to the adapter as it is; it may hold a password. */
  | { readonly kind: 'eventstoredb'; readonly text: string }

const fail = (words: string): Either<Failed, never> => E.left({ words })
const schemeOf = (text: string): string | undefined => /^[a-z][a-z0-9+.-]+:/i.exec(text)?.[0]

/** A store that several processes can share, from its connection string; a relative path starts in the folder. */
export const storePlace = (option: string, text: string, folder: string): Either<Failed, StorePlace> => {
  if (/^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//.test(text)) return E.right({ kind: 'eventstoredb', text })
  if (text === 'memory:') return fail(`${option} memory: is seen by one process only: name a file, or an EventStoreDB as esdb://….`)
  const scheme = schemeOf(text)
  if (scheme !== undefined && scheme !== 'sqlite:') return fail(`${option}: no store is reached by ${scheme} Name a file, sqlite:PATH, or esdb://….`)
  const given = scheme === undefined ? text : text.slice(scheme.length)
  return given === '' ? fail(`${option} is empty: name a file, or an EventStoreDB as esdb://….`) : E.right({ kind: 'sqlite', file: path.resolve(folder, given) })
}
