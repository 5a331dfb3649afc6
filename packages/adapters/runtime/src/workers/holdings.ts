import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { hash53, plus, type Clock, type Instant, type Lease, type Position, type ReadModel, type ReadModelFailure } from '@disque/core'
import { longestPauseMs, reasonOf } from '../works/documents.js'
import type { StoreTrouble } from '../failures.js'
import type { Seen } from '../telling/telemetry.js'
import { partName, type Work } from '../works/work.js'
import type { Holding, Workers } from './workers.js'

/** A partition that this worker holds. */
export interface Part {
  readonly partition: string
  readonly since: Instant
  lease: Lease
  renewedAt: Instant
  position: Position
  /** Events passed since its checkpoint was written. */
  passed: number
}

/** What this worker holds of one piece of work. */
export interface Held {
  readonly work: Work
  readonly parts: Map<string, Part>
  /** How many of them ought to be this worker's: counted when workers meet, or another partition is heard of. */
  share: { readonly of: number; readonly mine: number }
}

interface Watched {
  readonly fence: number
  readonly until: Instant
  /** Since when it has stood so, by this worker's clock. */
  readonly since: Instant
  readonly freeAt: Instant
}

interface Options {
  readonly readModel: ReadModel
  readonly works: readonly Work[]
  readonly workers: Workers
  readonly clock: Clock
  readonly holder: string
  readonly leaseMs: number
  readonly observe: (seen: Seen) => void
  /** Writes what was worked out in a partition before it is given away. */
  readonly keep: (held: Held, part: Part) => Promise<Either<StoreTrouble, void>>
}

/** LEASE-05 Partitions are spread evenly: each of the workers that can do a piece of work has its share of it, one more or less. */
export const shareOf = (work: string, partitions: number, able: readonly string[], holder: string): number => {
  const rank = (able.indexOf(holder) + hash53(work)) % able.length
  return Math.floor(partitions / able.length) + (rank < partitions % able.length ? 1 : 0)
}

/** Where the clock was put back, no longer than the longest pause. */
const isToWait = (until: Instant | undefined, now: Instant): boolean => until !== undefined && until > now && until - now <= longestPauseMs

const latestOf = (a: Instant | undefined, b: Instant | undefined): Instant | undefined => (a === undefined || (b !== undefined && b > a) ? b : a)

/** The leases of this worker. */
export const holdings = ({ readModel, works, workers, clock, holder, leaseMs, observe, keep }: Options) => {
  const all: readonly Held[] = works.map((work) => ({ work, parts: new Map(), share: { of: 0, mine: 0 } }))
  let taken = 0
  /** Leases that others hold. */
  const watched = new Map<string, Watched>()
  /** Partitions that could not be loaded, and when this worker tries them again. */
  const unloadable = new Map<string, { readonly tries: number; readonly again: Instant }>()

  const forget = ({ work, parts }: Pick<Held, 'work' | 'parts'>, { partition, lease }: Part, how?: 'given' | 'lost') => {
    parts.delete(partition)
    work.drop(partition)
    if (how !== undefined) observe({ _tag: how, work: work.name, partition, fence: lease.fence })
  }
  const lose = (held: Pick<Held, 'work' | 'parts'>, part: Part) => forget(held, part, 'lost')

  /**
   * LEASE-06 A lease is taken over once it has run out by this worker's clock, or once it or its holder has given no sign for its length while this worker watched:
   * a dead holder whose clock was wrong keeps nothing for long.
   */
  const acquire = async (name: string, now: Instant): Promise<Either<ReadModelFailure, Lease | undefined>> => {
    const asked = await readModel.acquire(name, holder, now, leaseMs)()
    if (E.isRight(asked)) {
      watched.delete(name)
      return asked
    }
    if (asked.left._tag !== 'LeaseHeld') return E.left(asked.left)
    const { fence, until, holder: other } = asked.left.lease
    const before = watched.get(name)
    const same = before?.fence === fence && before.until === until && before.since <= now
    const length = workers.lengthOf(other)
    if (workers.isGone(other, now) || (same && now - before.since >= length)) {
      const overdue = await readModel.acquire(name, holder, until, leaseMs)()
      if (E.isRight(overdue)) {
        watched.delete(name)
        return overdue
      }
      if (overdue.left._tag !== 'LeaseHeld') return E.left(overdue.left)
    }
    const since = same && now - before.since < length ? before.since : now
    const freeAt = Math.max(now + 1, Math.min(until, since + length)) as Instant
    watched.set(name, { fence, until, since, freeAt })
    return E.right(undefined)
  }

  /** A clock that was put back renews at once too. */
  const isDue = ({ renewedAt }: Part, now: Instant): boolean => now < renewedAt || now - renewedAt >= leaseMs / 3

  const renew = async (held: Held, part: Part, now: Instant): Promise<Either<ReadModelFailure, void>> => {
    const renewed = await acquire(part.lease.name, now)
    if (E.isRight(renewed) && renewed.right?.fence === part.lease.fence) {
      part.lease = renewed.right
      part.renewedAt = now
      return E.right(undefined)
    }
    lose(held, part)
    return E.isLeft(renewed) ? renewed : E.right(undefined)
  }

  /** LEASE-09 What cannot be loaded is given back and tried again later, with growing pauses: it holds up nothing else. */
  const leave = async (work: Work, partition: string, lease: Lease, reason: string, now: Instant): Promise<void> => {
    work.drop(partition)
    const tries = (unloadable.get(lease.name)?.tries ?? 0) + 1
    unloadable.set(lease.name, { tries, again: plus(now, Math.min(longestPauseMs, 1000 * 2 ** tries)) })
    observe({ _tag: 'unloadable', work: work.name, partition, reason })
    await readModel.release(lease)()
  }

  const take = async ({ work, parts }: Held, partition: string, now: Instant): Promise<Either<StoreTrouble, void>> => {
    const lease = await acquire(partName(work, partition), now)
    if (E.isLeft(lease)) return lease
    if (lease.right === undefined) return E.right(undefined)
    const at = await work.load(partition).catch((error: unknown): Either<StoreTrouble | { readonly _tag: 'Threw'; readonly reason: string }, undefined> => E.left({ _tag: 'Threw', reason: reasonOf(error) }))
    if (E.isLeft(at)) {
      const { left } = at
      if (left._tag !== 'StoreUnavailable' && left._tag !== 'StoreClosed') {
        await leave(work, partition, lease.right, 'reason' in left ? `${left._tag}: ${left.reason}` : left._tag, now)
        return E.right(undefined)
      }
      work.drop(partition)
      await readModel.release(lease.right)()
      return E.left(left)
    }
    taken++
    unloadable.delete(lease.right.name)
    parts.set(partition, { partition, since: now, lease: lease.right, renewedAt: now, position: at.right ?? '', passed: 0 })
    observe({ _tag: 'taken', work: work.name, partition, fence: lease.right.fence })
    return E.right(undefined)
  }

  const give = async (held: Held, part: Part): Promise<Either<StoreTrouble, void>> => {
    const kept = await keep(held, part)
    if (E.isLeft(kept)) return kept
    if (held.parts.get(part.partition) !== part) return E.right(undefined)
    forget(held, part, 'given')
    return readModel.release(part.lease)()
  }

  const shareOfMine = (held: Held, met: boolean): number => {
    const { work, share } = held
    const of = work.partitions().length
    if (met || share.of !== of) held.share = { of, mine: shareOf(work.name, of, workers.able(work.name), holder) }
    return held.share.mine
  }

  const wanted = (held: Held): readonly string[] => {
    const free = held.work.partitions().filter((partition) => !held.parts.has(partition))
    // Workers that come at the same time begin at different ones.
    const first = free.length === 0 ? 0 : hash53(holder) % free.length
    return [...free.slice(first), ...free.slice(0, first)]
  }

  /**
   * LEASE-03 Only what this worker holds is worked on; what it takes over is loaded from its last checkpoint.
   * False where leases are to be renewed before the rest is loaded.
   */
  const hold = async (now: Instant, met: boolean): Promise<Either<StoreTrouble, boolean>> => {
    const began = clock.now()
    const isLate = () => leaseMs > 0 && (clock.now() < began || clock.now() - began >= leaseMs / 3)
    for (const held of all) {
      const due = [...held.parts.values()].filter((part) => isDue(part, now))
      if (due.length > 0) for (const one of await Promise.all(due.map((part) => renew(held, part, now)))) if (E.isLeft(one)) return one
      const share = shareOfMine(held, met)
      if (met) {
        for (const part of [...held.parts.values()].slice(share)) {
          const given = await give(held, part)
          if (E.isLeft(given)) return given
        }
      }
      for (const partition of held.parts.size < share ? wanted(held) : []) {
        if (held.parts.size >= share) break
        if (isLate()) return E.right(false)
        const name = partName(held.work, partition)
        if (isToWait(unloadable.get(name)?.again, now) || (!met && (watched.get(name)?.freeAt ?? now) > now)) continue
        const tookOver = await take(held, partition, now)
        if (E.isLeft(tookOver)) return tookOver
      }
    }
    return E.right(true)
  }

  return {
    all, hold, lose,
    /** How many partitions it has ever taken. */
    taken: () => taken,
    /** Gives everything back, all at once: what is not written yet is lost. A lease that cannot be given back runs out by itself. */
    release: async () => {
      await Promise.all(all.flatMap((held) => [...held.parts.values()].map((part) => {
        forget(held, part, 'given')
        return readModel.release(part.lease)()
      })))
    },
    /** Forgets everything; the leases go on. */
    clear: () => {
      for (const held of all) for (const part of [...held.parts.values()]) forget(held, part)
    },
    /** When what others hold may become free, of what this worker has too little. */
    freeAt: (): Instant | undefined => {
      let first: Instant | undefined
      for (const held of all) {
        if (held.parts.size >= held.share.mine) continue
        for (const partition of wanted(held)) {
          const name = partName(held.work, partition)
          const at = latestOf(unloadable.get(name)?.again, watched.get(name)?.freeAt)
          if (at !== undefined && (first === undefined || at < first)) first = at
        }
      }
      return first
    },
    list: (): readonly Holding[] =>
      all.flatMap(({ work, parts }) => [...parts.values()].map(({ partition, lease, since, position }) => ({ work: work.name, partition, fence: lease.fence, since, position }))),
  }
}

