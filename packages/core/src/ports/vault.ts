import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { SubjectRef } from '../shared/ids.js'
import type { Erased, Origin, Sealed } from '../shared/personal.js'

export interface SealFor extends Origin {
  readonly subject: SubjectRef
}

export type VaultFailure =
  /** The box was changed, or was moved away from where it was sealed. */
  | { readonly _tag: 'SealBroken'; readonly field: string }
  | { readonly _tag: 'KeysUnavailable'; readonly reason: string }
  /** What is to be sealed is no JSON. */
  | { readonly _tag: 'NotSealable'; readonly field: string }
  /** Who reads, and why, was not said. */
  | { readonly _tag: 'ReadingUnexplained' }

export interface Reading {
  readonly actor: string
  /** Why it is read, in words that an auditor understands. */
  readonly purpose: string
}

export interface Vault {
  /** Once per command and field: a retry answers the same bytes. */
  readonly seal: <A>(value: A, where: SealFor) => TaskEither<VaultFailure, Sealed<A>>
  /** Opened for this request only: never store or cache what it answers. */
  readonly reveal: <A>(sealed: Sealed<A>, reading: Reading) => TaskEither<VaultFailure, A | Erased>
  readonly revealAll: <A>(sealed: readonly Sealed<A>[], reading: Reading) => TaskEither<VaultFailure, readonly (A | Erased)[]>
  /** The person behind a number or document, new if never seen; found by a keyed HMAC of its normal form. */
  readonly subjectOf: (kind: 'telephone' | 'document' | 'email', normalised: string) => TaskEither<VaultFailure, SubjectRef>
  /** Whether the value was sealed there. */
  readonly verify: (sealed: Sealed<unknown>, where: SealFor) => boolean
}

/** Where the vault's keys lie: supplied by a store's adapter, wrapped by the vault's own key. */
export interface KeyStore {
  readonly get: (kind: KeyKind, id: string) => TaskEither<{ readonly _tag: 'KeysUnavailable'; readonly reason: string }, string | undefined>
  /** Keeps the value unless there is one; answers what is kept. */
  readonly put: (kind: KeyKind, id: string, value: string) => TaskEither<{ readonly _tag: 'KeysUnavailable'; readonly reason: string }, string>
  readonly remove: (kind: KeyKind, id: string) => TaskEither<{ readonly _tag: 'KeysUnavailable'; readonly reason: string }, void>
}

/** `key`: a subject's wrapped key · `lookup`: HMAC to subject · `sealed`: bytes already sealed for a command's field. */
export type KeyKind = 'key' | 'lookup' | 'sealed'
