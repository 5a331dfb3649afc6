import type { Either } from 'fp-ts/lib/Either.js'
import * as E from 'fp-ts/lib/Either.js'
import type { SubjectRef, Vault, VaultFailure } from '@disque/core'

/** The person behind a customer's number, asked of the vault once; a caller who was not identified is nobody known. */
export const subjects = (vault: Vault, fresh: () => SubjectRef) => {
  const known = new Map<string, Promise<Either<VaultFailure, SubjectRef>>>()
  return (customer: string | undefined): Promise<Either<VaultFailure, SubjectRef>> => {
    if (customer === undefined) return Promise.resolve(E.right(fresh()))
    const found = known.get(customer) ?? vault.subjectOf('document', customer)()
    known.set(customer, found)
    return found
  }
}
