import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { erased, type Erased, type KeyStore, type Reading, type SealFor, type Sealed, type SubjectRef, type Vault, type VaultFailure } from '@disque/core'
import { openBox, sealBox } from './box.js'

export interface VaultOptions {
  readonly keys: KeyStore
  /** 32 bytes that stand nowhere near the store. Without them nothing can be read, or found by number, again. */
  readonly masterKey: Uint8Array
  /** A fresh random name for a person: `ids.subjectRef`. */
  readonly subjectRef: () => SubjectRef
}

interface SubjectKey {
  readonly ref: string
  readonly key: Uint8Array
}

const masterBytes = 32
const refBytes = 9

/** Keys in alphabetical order: the same place always gives the same bytes. */
const placeText = ({ commandId, field, stream, subject }: SealFor): string => JSON.stringify({ commandId, field, stream, subject })

const placeOf = (sealed: Sealed<unknown>): SealFor => ({ ...sealed.origin, subject: sealed.subject })

const explained = ({ actor, purpose }: Reading): boolean => actor.trim() !== '' && purpose.trim() !== ''

/** What `JSON.stringify` really answers. */
const jsonOf = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** Seals personal data under one key for each person; whoever destroys that key has erased the person. */
export const createVault = ({ keys, masterKey, subjectRef }: VaultOptions): Vault => {
  if (masterKey.length !== masterBytes) throw new RangeError(`the vault's master key has ${masterKey.length} bytes; it needs ${masterBytes}`)
  const derived = (use: string) => new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(), `disque/${use}`, masterBytes))
  const [wrapping, looking, naming] = [derived('wrap'), derived('lookup'), derived('key-reference')]

  /** Nobody can make up a key reference: it is bound to the subject. */
  const refOf = (subject: SubjectRef, chance: Uint8Array): string =>
    Buffer.concat([chance, createHmac('sha256', naming).update(subject).update(chance).digest().subarray(0, refBytes)]).toString('base64url')

  const isRefOf = (subject: SubjectRef, ref: string): boolean => {
    const [given, wanted] = [Buffer.from(ref), Buffer.from(refOf(subject, Buffer.from(ref, 'base64url').subarray(0, refBytes)))]
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }

  const wrapText = (subject: SubjectRef, ref: string) => JSON.stringify({ key: ref, subject })

  /** Kept as `reference.wrapped`. */
  const unwrap = (subject: SubjectRef, kept: string): Either<VaultFailure, SubjectKey> => {
    const [ref = '', wrapped = ''] = kept.split('.')
    const key = openBox(wrapping, wrapped, wrapText(subject, ref))
    return key === undefined ? E.left({ _tag: 'KeysUnavailable', reason: "the master key does not open a subject's key" }) : E.right({ ref, key })
  }

  const keyFor = async (subject: SubjectRef): Promise<Either<VaultFailure, SubjectKey>> => {
    const found = await keys.get('key', subject)()
    if (E.isLeft(found)) return found
    if (found.right !== undefined) return unwrap(subject, found.right)
    const ref = refOf(subject, randomBytes(refBytes))
    const kept = await keys.put('key', subject, `${ref}.${sealBox(wrapping, randomBytes(masterBytes), wrapText(subject, ref))}`)()
    return E.isLeft(kept) ? kept : unwrap(subject, kept.right)
  }

  const seal = async <A>(value: A, where: SealFor): Promise<Either<VaultFailure, Sealed<A>>> => {
    const text = jsonOf(value)
    if (text === undefined) return E.left({ _tag: 'NotSealable', field: where.field })
    const { subject, stream, commandId, field } = where
    const id = createHash('sha256').update(placeText(where)).digest('base64url')
    const sealedFrom = (kept: string): Sealed<A> => {
      const [key = '', box = ''] = kept.split('.')
      return { sealed: 1, subject, key, origin: { stream, commandId, field }, box }
    }
    // VAULT-02 A value is sealed once for a command's field: a retry answers the bytes of the first time.
    const before = await keys.get('sealed', id)()
    if (E.isLeft(before)) return before
    if (before.right !== undefined) return E.right(sealedFrom(before.right))
    const key = await keyFor(subject)
    if (E.isLeft(key)) return key
    const kept = await keys.put('sealed', id, `${key.right.ref}.${sealBox(key.right.key, Buffer.from(text), placeText(where))}`)()
    return E.isLeft(kept) ? kept : E.right(sealedFrom(kept.right))
  }

  /** Keys already fetched for this request are in `known`, which lives no longer than it. */
  const open = async <A>(sealed: Sealed<A>, known: Map<string, string | undefined>): Promise<Either<VaultFailure, A | Erased>> => {
    const { subject, key: ref, box, origin } = sealed
    const broken: Either<VaultFailure, never> = E.left({ _tag: 'SealBroken', field: origin.field })
    // VAULT-03 A box opens only where it was sealed, and unchanged.
    if (!isRefOf(subject, ref)) return broken
    if (!known.has(subject)) {
      const found = await keys.get('key', subject)()
      if (E.isLeft(found)) return found
      known.set(subject, found.right)
    }
    const kept = known.get(subject)
    // VAULT-04 What was sealed under a key that is gone is erased.
    if (kept === undefined) return E.right(erased)
    const key = unwrap(subject, kept)
    if (E.isLeft(key)) return key
    if (key.right.ref !== ref) return E.right(erased)
    const opened = openBox(key.right.key, box, placeText(placeOf(sealed)))
    return opened === undefined ? broken : E.right(JSON.parse(Buffer.from(opened).toString()) as A)
  }

  const revealAll = async <A>(all: readonly Sealed<A>[], reading: Reading): Promise<Either<VaultFailure, readonly (A | Erased)[]>> => {
    // VAULT-05 Who reads, and why, is said.
    if (!explained(reading)) return E.left({ _tag: 'ReadingUnexplained' })
    const known = new Map<string, string | undefined>()
    const revealed: (A | Erased)[] = []
    for (const sealed of all) {
      const one = await open(sealed, known)
      if (E.isLeft(one)) return one
      revealed.push(one.right)
    }
    return E.right(revealed)
  }

  const reveal = async <A>(sealed: Sealed<A>, reading: Reading): Promise<Either<VaultFailure, A | Erased>> => {
    if (!explained(reading)) return E.left({ _tag: 'ReadingUnexplained' })
    return open(sealed, new Map())
  }

  const subjectOf = async (kind: string, normalised: string): Promise<Either<VaultFailure, SubjectRef>> => {
    if (normalised === '') return E.left({ _tag: 'NotSealable', field: kind })
    // VAULT-06 The same number or document leads to the same person, and only the master key tells which.
    const id = createHmac('sha256', looking).update(JSON.stringify([kind, normalised])).digest('base64url')
    const found = await keys.get('lookup', id)()
    if (E.isLeft(found)) return found
    if (found.right !== undefined) return E.right(found.right as SubjectRef)
    const kept = await keys.put('lookup', id, subjectRef())()
    return E.isLeft(kept) ? kept : E.right(kept.right as SubjectRef)
  }

  return {
    seal: (value, where) => () => seal(value, where),
    reveal: (sealed, reading) => () => reveal(sealed, reading),
    revealAll: (sealed, reading) => () => revealAll(sealed, reading),
    subjectOf: (kind, normalised) => () => subjectOf(kind, normalised),
    verify: (sealed, where) => placeText(placeOf(sealed)) === placeText(where),
  }
}
