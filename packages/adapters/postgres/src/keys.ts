import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { KeyStore } from '@disque/core'
import type { Row } from './database.js'
import { callFailure } from './failures.js'
import { storedText, textFromStored } from './stored-text.js'
import type { Writer } from './writer.js'

type Unavailable = { readonly _tag: 'KeysUnavailable'; readonly reason: string }

const failing = async <A>(work: () => Promise<A>): Promise<Either<Unavailable, A>> => {
  try {
    return E.right(await work())
  } catch (error) {
    return E.left({ _tag: 'KeysUnavailable', reason: callFailure(error).reason })
  }
}

const done = (row: Row): Row => {
  if (row[0] !== 'done') throw new Error('others keep taking this writer away; nothing was written')
  return row
}

/** The vault's wrapped keys, in a table of their own. `s` is the schema's name, quoted. */
export const postgresKeys = ({ read, write }: Writer, s: string): KeyStore => ({
  get: (kind, id) => () =>
    failing(async () => {
      const [row] = await read(`SELECT value FROM ${s}.vault WHERE kind = $1 AND id = $2`, [kind, storedText(id)])
      return row === undefined ? undefined : textFromStored(row[0] ?? '')
    }),
  put: (kind, id, value) => () =>
    failing(async () => {
      const [, kept] = done(await write(`SELECT outcome, kept FROM ${s}.keep_key_1($1, $2, $3, $4, $5)`, [kind, storedText(id), storedText(value)]))
      return textFromStored(kept ?? '')
    }),
  remove: (kind, id) => () =>
    failing(async () => {
      done(await write(`SELECT ${s}.remove_key_1($1, $2, $3, $4)`, [kind, storedText(id)]))
    }),
})
