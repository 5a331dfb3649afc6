import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'

export type KeyFailure =
  | { readonly _tag: 'KeyMissing'; readonly path: string }
  | { readonly _tag: 'KeyInvalid'; readonly place: string }
  | { readonly _tag: 'KeyFile'; readonly path: string; readonly reason: string }

const keyBytes = 32

/** 64 hexadecimal digits, or base64. */
const read = (text: string, place: string): Either<KeyFailure, Uint8Array> => {
  const word = text.trim()
  const key = Buffer.from(word, /^[0-9a-f]{64}$/i.test(word) ? 'hex' : 'base64')
  return key.length === keyBytes ? E.right(key) : E.left({ _tag: 'KeyInvalid', place })
}

/** Kept beside the store for the example's sake only: in earnest it stands nowhere near it. */
const made = (file: string): Either<KeyFailure, Uint8Array> => {
  const key = randomBytes(keyBytes)
  const part = `${file}.${process.pid}`
  writeFileSync(part, `${key.toString('hex')}\n`, { mode: 0o600 })
  renameSync(part, file)
  return E.right(key)
}

/** The vault's master key: from DISQUE_VAULT_KEY, else from a file beside the store, which is made for a new store. */
export const masterKey = (given: string | undefined, store: string | undefined, isNew: boolean): Either<KeyFailure, Uint8Array> => {
  if (given !== undefined && given !== '') return read(given, 'DISQUE_VAULT_KEY')
  if (store === undefined) return E.right(randomBytes(keyBytes))
  const file = `${store}.key`
  try {
    if (existsSync(file)) return read(readFileSync(file, 'utf8'), file)
    return isNew ? made(file) : E.left({ _tag: 'KeyMissing', path: file })
  } catch (error) {
    return E.left({ _tag: 'KeyFile', path: file, reason: error instanceof Error ? error.message : String(error) })
  }
}
