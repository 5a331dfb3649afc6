import type { Instant } from '@disque/core'

/** What a worker says of itself to all: `workersOf(readModel)` of the runtime answers these. */
export interface Notice {
  readonly holder: string
  /** What it can do, whether it holds any of it or not. */
  readonly works: readonly string[]
  readonly holds: readonly { readonly work: string; readonly partition: string; readonly fence: number; readonly since: Instant }[]
  readonly at: Instant
  readonly level: Instant | undefined
  readonly leaseMs: number
  readonly beat: number
}

/** How all workers together are. */
export interface Together {
  readonly workers: number
  readonly works: ReadonlyMap<string, { readonly partitions: number; readonly level: Instant }>
}

interface Held {
  readonly fence: number
  readonly level: Instant
}

/** OTEL-09 Of those who say that they hold a partition the highest fencing number is right: what a dead worker wrote counts until another has taken over. */
const heldBy = (notices: readonly Notice[]): ReadonlyMap<string, ReadonlyMap<string, Held>> => {
  const works = new Map<string, Map<string, Held>>()
  for (const { level, holds } of notices) {
    for (const { work, partition, fence, since } of holds) {
      const partitions = works.get(work) ?? new Map<string, Held>()
      if ((partitions.get(partition)?.fence ?? 0) < fence) partitions.set(partition, { fence, level: level ?? since })
      works.set(work, partitions)
    }
  }
  return works
}

/** Puts notices together as they are read, one time after the other; `undefined` where they could not be read. */
export const together = () => {
  let known: readonly Notice[] = []
  const beats = new Map<string, { readonly beat: number; readonly since: Instant }>()
  const levels = new Map<string, Instant>()

  /** Whoever is seen for the first time is judged by its own clock, and from then on by whether it goes on. */
  const isAlive = ({ holder, beat, at, leaseMs }: Notice, now: Instant): boolean => {
    const before = beats.get(holder)
    if (before?.beat === beat) return now - before.since < leaseMs
    beats.set(holder, { beat, since: before === undefined ? at : now })
    return before !== undefined || now - at < leaseMs
  }

  return (read: readonly Notice[] | undefined, now: Instant): Together => {
    known = read ?? known
    const holders = new Set(known.map(({ holder }) => holder))
    for (const holder of beats.keys()) if (!holders.has(holder)) beats.delete(holder)
    const workers = known.filter((notice) => isAlive(notice, now)).length

    const held = heldBy(known)
    for (const [work, partitions] of held) levels.set(work, Math.min(...[...partitions.values()].map(({ level }) => level)) as Instant)
    const can = new Set(known.flatMap(({ works }) => works))
    // What nobody holds lags on from when it was held last; what nobody can do any more was replaced by another version.
    const works = [...levels].map(([work, level]) => [work, { partitions: held.get(work)?.size ?? 0, level: held.has(work) || can.size === 0 || can.has(work) ? level : now }] as const)
    return { workers, works: new Map(works) }
  }
}
