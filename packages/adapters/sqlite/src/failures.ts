import type { ReadModelFailure } from '@disque/core'
import Database from 'better-sqlite3'

export type WriteFailure = ReadModelFailure | { readonly _tag: 'OutcomeUnknown'; readonly reason: string }

export const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : '')

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY')

/** For what certainly left nothing behind. */
export const failureOf = (error: unknown): ReadModelFailure =>
  codeOf(error) === 'SQLITE_FULL' ? { _tag: 'StoreFull', reason: reasonOf(error) } : { _tag: 'StoreUnavailable', reason: reasonOf(error) }

/** Where a caller has no word for "unknown": trying again is right for both. */
export const known = (failure: WriteFailure): ReadModelFailure =>
  failure._tag === 'OutcomeUnknown' ? { _tag: 'StoreUnavailable', reason: failure.reason } : failure
