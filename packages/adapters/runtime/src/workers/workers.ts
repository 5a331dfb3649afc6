import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Instant, Position, ReadModel, ReadModelFailure } from '@disque/core'

const collection = 'workers'

/** A piece of work's partition that a worker holds. */
export interface Holding {
  readonly work: string
  readonly partition: string
  /** Rises with each holder: a write under an older one is refused. */
  readonly fence: number
  readonly since: Instant
  /** Read up to here; empty before the first event. */
  readonly position: Position
}

/** What a worker says of itself. */
export interface WorkerNotice {
  readonly holder: string
  /** What it can do, whether it holds any of it or not. */
  readonly works: readonly string[]
  readonly holds: readonly Holding[]
  /** When this was written, by the worker's own clock. */
  readonly at: Instant
  /** When it last had read everything there was: its lag is what has passed since. */
  readonly level: Instant | undefined
  /** How long a notice counts. */
  readonly leaseMs: number
  /** Another number with each notice. */
  readonly beat: number
}

/** Who works, what each of them holds, since when, and how far it has read: for a status page or a health check. */
export const workersOf = (readModel: ReadModel): TaskEither<ReadModelFailure, readonly WorkerNotice[]> => async () => {
  const found: WorkerNotice[] = []
  for await (const read of readModel.scan(collection)) {
    if (E.isLeft(read)) return read
    found.push(read.right.document as WorkerNotice)
  }
  return E.right(found)
}

interface Seen {
  readonly beat: number
  readonly since: Instant
  /** Its beat has changed while it was watched. */
  readonly moved: boolean
  readonly leaseMs: number
}

/**
 * Who else is there.
 *
 * LEASE-04 A worker that has been watched counts for as long as its notices change, whatever its clock says; one that is seen for the first time counts by its clock.
 */
export const workers = (readModel: ReadModel, self: { readonly holder: string; readonly works: readonly string[]; readonly leaseMs: number }) => {
  const { holder, leaseMs } = self
  const watched = new Map<string, Seen>()
  let beat = 0
  let others: readonly WorkerNotice[] = []

  /** Another's leases may be longer than this worker's. */
  const lengthOf = (other: string): number => Math.max(leaseMs, watched.get(other)?.leaseMs ?? 0)

  const isAlive = (notice: WorkerNotice, now: Instant): boolean => {
    const before = watched.get(notice.holder)
    if (before === undefined || before.beat !== notice.beat || now < before.since) {
      watched.set(notice.holder, { beat: notice.beat, since: now, moved: before !== undefined, leaseMs: notice.leaseMs })
      return before !== undefined || notice.at + notice.leaseMs > now
    }
    return now - before.since < lengthOf(notice.holder) && (before.moved || notice.at + notice.leaseMs > now)
  }

  const write = (document: WorkerNotice | undefined) =>
    readModel.commit({ subscriber: `worker/${holder}`, writes: [{ collection, key: holder, ...(document === undefined ? {} : { document }) }] })()

  /** Writes what this worker holds, and reads what the others have written. */
  const meet = async (holds: readonly Holding[], level: Instant | undefined, now: Instant): Promise<Either<ReadModelFailure, void>> => {
    const written = await write({ ...self, holds, at: now, level, beat: ++beat })
    if (E.isLeft(written)) return written.left._tag === 'Fenced' ? E.right(undefined) : E.left(written.left)
    const all = await workersOf(readModel)()
    if (E.isLeft(all)) return all
    others = all.right.filter((notice) => notice.holder !== holder && isAlive(notice, now))
    for (const notice of all.right) {
      // What a dead worker wrote goes once it is long over.
      const gone = watched.get(notice.holder)
      if (gone !== undefined && now - gone.since > 20 * leaseMs) {
        watched.delete(notice.holder)
        await readModel.commit({ subscriber: `worker/${notice.holder}`, writes: [{ collection, key: notice.holder }] })()
      }
    }
    return E.right(undefined)
  }

  return {
    meet,
    /** Everybody who can do this work, this worker included, in an order that all agree on. */
    able: (work: string): readonly string[] => [holder, ...others.filter((notice) => notice.works.includes(work)).map((notice) => notice.holder)].sort(),
    /** It was watched, and has said nothing for the length of a lease. */
    isGone: (other: string, now: Instant): boolean => now - (watched.get(other)?.since ?? now) >= lengthOf(other),
    lengthOf,
    leave: () => write(undefined),
  }
}
export type Workers = ReturnType<typeof workers>
