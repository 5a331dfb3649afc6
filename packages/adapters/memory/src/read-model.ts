import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { CommitFailure, Commit, Document, Instant, Lease, Position, ReadModel, ReadModelFailure } from '@disque/core'

interface Collection {
  readonly documents: Map<string, Document>
  /** In order; absent while a key has come or gone since the last scan. */
  sorted: readonly string[] | undefined
}

/** The first place in sorted keys that is not before `key`. */
const placeOf = (keys: readonly string[], key: string): number => {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle] as string) < key) low = middle + 1
    else high = middle
  }
  return low
}

/** Documents, checkpoints and leases in this process's memory. It keeps the very objects it is given. */
export const memoryReadModel = (): ReadModel => {
  const collections = new Map<string, Collection>()
  const checkpoints = new Map<string, Position>()
  const leases = new Map<string, Lease>()

  const collection = (name: string): Collection => {
    const found = collections.get(name)
    if (found !== undefined) return found
    const made: Collection = { documents: new Map(), sorted: [] }
    collections.set(name, made)
    return made
  }

  const sortedKeys = (name: string): readonly string[] => {
    const found = collections.get(name)
    return found === undefined ? [] : (found.sorted ??= [...found.documents.keys()].sort())
  }

  const commit = ({ subscriber, checkpoint, lease, writes }: Commit): Either<CommitFailure, void> => {
    // LEASE-01 A write under a lease that another has taken since is refused whole.
    if (lease !== undefined) {
      const current = leases.get(lease.name)?.fence ?? 0
      if (current !== lease.fence) return E.left({ _tag: 'Fenced', lease: lease.name, fence: lease.fence, current })
    }
    for (const { collection: name, key, document } of writes) {
      const into = collection(name)
      if (document === undefined) {
        if (into.documents.delete(key)) into.sorted = undefined
      } else {
        if (!into.documents.has(key)) into.sorted = undefined
        into.documents.set(key, document)
      }
    }
    if (checkpoint !== undefined) checkpoints.set(subscriber, checkpoint)
    return E.right(undefined)
  }

  async function* scan(name: string, after: string | undefined, prefix: string, max: number): AsyncGenerator<Either<ReadModelFailure, { key: string; document: Document }>, void> {
    const keys = sortedKeys(name)
    let found = 0
    let place = placeOf(keys, after !== undefined && after > prefix ? after : prefix)
    for (; place < keys.length && found < max; place++) {
      const key = keys[place] as string
      if (!key.startsWith(prefix)) return
      const document = collections.get(name)?.documents.get(key)
      if (key === after || document === undefined) continue
      found++
      yield await Promise.resolve(E.right({ key, document }))
    }
  }

  const acquire = (name: string, holder: string, now: Instant, ttl: number): Either<{ readonly _tag: 'LeaseHeld'; readonly lease: Lease }, Lease> => {
    const current = leases.get(name)
    if (current !== undefined && current.holder !== holder && current.until > now) return E.left({ _tag: 'LeaseHeld', lease: current })
    // LEASE-02 Whoever takes a lease over gets a higher number; the same holder renews with its own.
    const fence = current === undefined ? 1 : current.holder === holder ? current.fence : current.fence + 1
    const lease: Lease = { name, holder, fence, until: (now + ttl) as Instant }
    leases.set(name, lease)
    return E.right(lease)
  }

  return {
    get: (name, key) => () => Promise.resolve(E.right(collections.get(name)?.documents.get(key))),
    scan: (name, { after, prefix = '', max = Infinity } = {}) => scan(name, after, prefix, max),
    checkpoint: (subscriber) => () => Promise.resolve(E.right(checkpoints.get(subscriber))),
    commit: (asked) => () => Promise.resolve(commit(asked)),
    acquire: (name, holder, now, ttl) => () => Promise.resolve(acquire(name, holder, now, ttl)),
    release: (lease) => () => {
      const current = leases.get(lease.name)
      // The number goes up, so that what was worked out under the lease is refused from here on.
      if (current?.holder === lease.holder && current.fence === lease.fence) {
        leases.set(lease.name, { name: lease.name, holder: '', fence: lease.fence + 1, until: 0 as Instant })
      }
      return Promise.resolve(E.right(undefined))
    },
  }
}
