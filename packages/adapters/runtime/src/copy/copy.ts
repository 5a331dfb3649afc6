import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { AppendFailure, Appended, EventStore, NewEvent, NonEmpty, Position, ReadFailure, Recorded } from '@disque/core'
import { batches, withOrigin, type Batch, type BatchLimits } from './batches.js'
import type { CopyFailure, Side } from './failures.js'
import { lineOf, reckoning } from './side.js'

export interface CopyProgress {
  /** `compare`: what an earlier copy left is looked at; `verify`: the target is read again. */
  readonly doing: 'compare' | 'copy' | 'verify'
  /** So far, in this doing. */
  readonly events: number
}

export interface CopyOptions {
  readonly onProgress?: (progress: CopyProgress) => void
  /** The most that one append carries: 500 events and 500,000 bytes of JSON unless said. */
  readonly limits?: Partial<BatchLimits>
  /** How often an append is sent again while the target is away; 10 unless said. */
  readonly retries?: number
  /** Waits so many milliseconds. */
  readonly pause?: (ms: number) => Promise<void>
}

export interface Copied extends Side {
  /** Of `events`: those that earlier runs had copied. */
  readonly before: number
}

type Reads = AsyncIterable<Either<ReadFailure, Recorded>>
type Reckoning = ReturnType<typeof reckoning>

const pauseOf = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const [firstPauseMs, longestPauseMs] = [50, 5_000]

const isCopyOf = (target: Recorded, source: Recorded): boolean => target.metadata.origins?.[0] === source.position && lineOf(target) === lineOf(source)

// COPY-02 A copy that was stopped anywhere goes on where the target ends.
// COPY-03 A target with an event that is no copy of the source's event in the same place is refused, and nothing is written.
/** Reads both sides together as far as the target reaches; answers the source's position there. */
const compare = async (from: EventStore, target: Reads, read: Reckoning, tell: (events: number) => void): Promise<Either<CopyFailure, Position | undefined>> => {
  const source = from.readAll()[Symbol.asyncIterator]()
  let reached: Position | undefined
  try {
    for await (const copied of target) {
      if (E.isLeft(copied)) return E.left({ _tag: 'TargetUnreadable', failure: copied.left })
      const { stream, revision } = copied.right
      const original = await source.next()
      if (original.done === true) return E.left({ _tag: 'TargetHasOtherEvents', stream, revision })
      if (E.isLeft(original.value)) return E.left({ _tag: 'SourceUnreadable', failure: original.value.left })
      if (!isCopyOf(copied.right, original.value.right)) return E.left({ _tag: 'TargetHasOtherEvents', stream, revision })
      reached = original.value.right.position
      tell(read.add(lineOf(original.value.right)))
    }
  } finally {
    await source.return?.()
  }
  return E.right(reached)
}

const mayPass = (failure: AppendFailure): boolean => failure._tag === 'OutcomeUnknown' || failure._tag === 'StoreUnavailable'

/** COPY-05 While the target is away, or its answer is lost, the same append is sent again with growing pauses: it is stored once. */
const appendBatch = async (to: EventStore, { stream, expected, events }: Batch, retries: number, pause: (ms: number) => Promise<void>): Promise<Either<AppendFailure, Appended>> => {
  const [first, ...rest] = events
  const copies: NonEmpty<NewEvent> = [withOrigin(first), ...rest.map(withOrigin)]
  for (let again = 0; ; again++) {
    const result = await to.append(stream, expected, copies)()
    if (E.isRight(result) || !mayPass(result.left) || again >= retries) return result
    await pause(Math.min(firstPauseMs * 2 ** again, longestPauseMs))
  }
}

const verify = async (to: EventStore, tell: (events: number) => void): Promise<Either<ReadFailure, Side>> => {
  const read = reckoning()
  for await (const copied of to.readAll()) {
    if (E.isLeft(copied)) return copied
    tell(read.add(lineOf(copied.right)))
  }
  return E.right(read.side())
}

/**
 * Copies all events of one store into another of any kind. Run it again to go on after a stop, or to take what was written since.
 *
 * COPY-01 Events keep id, stream, revision, type, data, metadata and their global order; the position that each had becomes the first of
 * its metadata's `origins`. Nothing may write to the target before the copy is done; views and checkpoints are built anew.
 *
 * @example
 * const copied = await copyStore(sqlite.store, eventStoreDb.store, { onProgress: console.error })()
 * if (copied._tag === 'Left') throw new Error(copyFailureInWords(copied.left))
 */
export const copyStore = (from: EventStore, to: EventStore, options: CopyOptions = {}): TaskEither<CopyFailure, Copied> => async () => {
  const { onProgress, limits, retries = 10, pause = pauseOf } = options
  const tell = (doing: CopyProgress['doing']) => (events: number) => onProgress?.({ doing, events })
  const read = reckoning()
  const compared = await compare(from, to.readAll(), read, tell('compare'))
  if (E.isLeft(compared)) return compared
  const before = read.side().events
  let copied = 0
  const source = from.readAll(compared.right === undefined ? {} : { after: compared.right })
  for await (const batch of batches(source, { events: 500, size: 500_000, ...limits })) {
    if (E.isLeft(batch)) return E.left({ _tag: 'SourceUnreadable', failure: batch.left })
    const { stream, events } = batch.right
    const appended = await appendBatch(to, batch.right, retries, pause)
    if (E.isLeft(appended)) return E.left({ _tag: 'NotTaken', stream, revision: events[0].revision, failure: appended.left })
    for (const event of events) read.add(lineOf(event))
    copied += events.length
    tell('copy')(copied)
  }
  // COPY-04 In the end the target is read again: SHA-256 over id, stream, revision, type and data of all events must be the source's.
  const verified = await verify(to, tell('verify'))
  if (E.isLeft(verified)) return E.left({ _tag: 'TargetUnreadable', failure: verified.left })
  if (read.side().hash !== verified.right.hash) return E.left({ _tag: 'CopyDiffers', source: read.side(), target: verified.right })
  return E.right({ ...verified.right, before })
}
