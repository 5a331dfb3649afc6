import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { hash53, type Instant, type Lease, type Position, type ReadModel, type ReadModelFailure } from '@disque/core'
import type { StoreTrouble } from './failures.js'
import { partName, type Work } from './work.js'
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
  readonly holder: string
  readonly leaseMs: number
  /** Writes what was worked out in a partition before it is given away. */
  readonly keep: (held: Held, part: Part) => Promise<Either<StoreTrouble, void>>
}

/** LEASE-05 Partitions are spread evenly: each of the workers that can do a piece of work has its share of it, one more or less. */
export const shareOf = (work: string, partitions: number, able: readonly string[], holder: string): number => {
  const rank = (able.indexOf(holder) + hash53(work)) % able.length
  return Math.floor(partitions / able.length) + (rank < partitions % able.length ? 1 : 0)
}

/** The leases of this worker. */
export const holdings = ({ readModel, works, workers, holder, leaseMs, keep }: Options) => {
  const all: readonly Held[] = works.map((work) => ({ work, parts: new Map(), share: { of: 0, mine: 0 } }))
  let taken = 0
  /** Leases that others hold. */
  const watched = new Map<string, Watched>()

  const lose = ({ work, parts }: Pick<Held, 'work' | 'parts'>, { partition }: Part) => {
    parts.delete(partition)
    work.drop(partition)
  }

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

  const take = async ({ work, parts }: Held, partition: string, now: Instant): Promise<Either<StoreTrouble, void>> => {
    const lease = await acquire(partName(work, partition), now)
    if (E.isLeft(lease)) return lease
    if (lease.right === undefined) return E.right(undefined)
    const at = await work.load(partition)
    if (E.isLeft(at)) {
      work.drop(partition)
      // Another worker may be able to.
      await readModel.release(lease.right)()
      return at
    }
    taken++
    parts.set(partition, { partition, since: now, lease: lease.right, renewedAt: now, position: at.right ?? '', passed: 0 })
    return E.right(undefined)
  }

  const give = async (held: Held, part: Part): Promise<Either<StoreTrouble, void>> => {
    const kept = await keep(held, part)
    if (E.isLeft(kept)) return kept
    if (held.parts.get(part.partition) !== part) return E.right(undefined)
    lose(held, part)
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

  /** LEASE-03 Only what this worker holds is worked on; what it takes over is loaded from its last checkpoint. */
  const hold = async (now: Instant, met: boolean): Promise<Either<StoreTrouble, void>> => {
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
        if (!met && (watched.get(partName(held.work, partition))?.freeAt ?? now) > now) continue
        const taken = await take(held, partition, now)
        if (E.isLeft(taken)) return taken
      }
    }
    return E.right(undefined)
  }

  return {
    all, hold, lose,
    /** How many partitions it has ever taken. */
    taken: () => taken,
    /** Gives everything back: what is not written yet is lost. */
    release: async () => {
      for (const held of all) for (const part of [...held.parts.values()]) {
        lose(held, part)
        await readModel.release(part.lease)()
      }
    },
    /** Forgets everything; the leases go on. */
    clear: () => {
      for (const held of all) for (const part of [...held.parts.values()]) lose(held, part)
    },
    /** When what others hold may become free, of what this worker has too little. */
    freeAt: (): Instant | undefined => {
      let first: Instant | undefined
      for (const held of all) {
        if (held.parts.size >= held.share.mine) continue
        for (const partition of wanted(held)) {
          const at = watched.get(partName(held.work, partition))?.freeAt
          if (at !== undefined && (first === undefined || at < first)) first = at
        }
      }
      return first
    },
    list: (): readonly Holding[] =>
      all.flatMap(({ work, parts }) => [...parts.values()].map(({ partition, lease, since, position }) => ({ work: work.name, partition, fence: lease.fence, since, position }))),
  }
}

