import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { catalogue, categoryOf } from '@disque/core'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { callFailure, isAccessDenied } from '../failures.js'

/** Every event of a domain stream counts for ever: such a stream is never limited, cut or deleted. */
export interface DomainStreamKept {
  readonly _tag: 'DomainStreamKept'
  readonly stream: string
}

export type TechnicalFailure =
  | DomainStreamKept
  /** A limit is a whole number, of at least 1 (`truncateBefore`: 0). */
  | { readonly _tag: 'LimitInvalid'; readonly limit: keyof StreamLimits }
  | { readonly _tag: 'AccessDenied'; readonly reason: string }
  | { readonly _tag: 'StoreUnavailable'; readonly reason: string }

/** What the server keeps of a stream. What is left out is no limit. */
export interface StreamLimits {
  /** The newest so many events (`$maxCount`). */
  readonly maxCount?: number
  /** In seconds since the event was written (`$maxAge`). */
  readonly maxAge?: number
  /** Events of this revision and later (`$tb`). */
  readonly truncateBefore?: number
}

export interface TechnicalStreams {
  /** Sets the stream's limits in place of those it had; its access rules and all else in its metadata stay. Two callers at once: the later one counts. */
  readonly limit: (stream: string, limits: StreamLimits) => TaskEither<TechnicalFailure, void>
  /** All its events are gone for readers, and for good with the server's next scavenge. Written again, it goes on counting. A stream that is not there is deleted already. */
  readonly remove: (stream: string) => TaskEither<TechnicalFailure, void>
}

const domain: ReadonlySet<string> = new Set(Object.values(catalogue).map(({ category }) => category))
const least: Readonly<Record<keyof StreamLimits, number>> = { maxCount: 1, maxAge: 1, truncateBefore: 0 }

const isTechnical = (stream: string, prefix: string): boolean =>
  prefix !== '' && stream.length > prefix.length && stream.startsWith(prefix) && !stream.startsWith('$') && !domain.has(categoryOf(stream))

const wrongLimit = (limits: StreamLimits): keyof StreamLimits | undefined =>
  (['maxCount', 'maxAge', 'truncateBefore'] as const).find((name) => {
    const value = limits[name]
    return value !== undefined && (!Number.isSafeInteger(value) || value < least[name])
  })

const failureOf = (error: unknown): TechnicalFailure => {
  const failure = callFailure(error)
  return { _tag: isAccessDenied(failure) ? 'AccessDenied' : 'StoreUnavailable', reason: failure.reason }
}

const attempt = async (work: () => Promise<unknown>): Promise<Either<TechnicalFailure, void>> => {
  try {
    await work()
    return E.right(undefined)
  } catch (error) {
    return E.left(failureOf(error))
  }
}

/**
 * Limits and deletion, for technical streams only: those whose names begin with `prefix`.
 *
 * ESDB-20 Domain streams are never truncated or deleted: what is not declared technical, or has a category of the catalogue, is refused.
 *
 * @example
 * const technical = technicalStreams(client)
 * await technical.limit('technical-heartbeats', { maxCount: 1000 })()
 */
export const technicalStreams = (client: EventStoreDBClient, { prefix = 'technical-' }: { readonly prefix?: string } = {}): TechnicalStreams => {
  const guarded = (stream: string, work: () => Promise<unknown>): TaskEither<TechnicalFailure, void> => () =>
    isTechnical(stream, prefix) ? attempt(work) : Promise.resolve(E.left({ _tag: 'DomainStreamKept', stream }))

  // ESDB-21 Setting limits leaves the rest of a stream's metadata as it was.
  const setLimits = async (stream: string, { maxCount, maxAge, truncateBefore }: StreamLimits): Promise<void> => {
    const { metadata = {} } = await client.getStreamMetadata(stream)
    const { maxCount: _count, maxAge: _age, truncateBefore: _before, ...rest } = metadata
    const limits = { ...(maxCount !== undefined && { maxCount }), ...(maxAge !== undefined && { maxAge }), ...(truncateBefore !== undefined && { truncateBefore }) }
    await client.setStreamMetadata(stream, { ...rest, ...limits })
  }

  const removeIfThere = async (stream: string): Promise<void> => {
    try {
      await client.deleteStream(stream)
    } catch (error) {
      if (callFailure(error).exception !== 'wrong-expected-version') throw error
    }
  }

  return {
    limit: (stream, limits) => {
      const wrong = wrongLimit(limits)
      if (wrong !== undefined && isTechnical(stream, prefix)) return () => Promise.resolve(E.left({ _tag: 'LimitInvalid', limit: wrong }))
      return guarded(stream, () => setLimits(stream, limits))
    },
    remove: (stream) => guarded(stream, () => removeIfThere(stream)),
  }
}
