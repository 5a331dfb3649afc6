import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Instant, ReadModel } from '@disque/core'
import type { RuntimeFailure } from '../failures.js'

const place = { collection: 'runtime', key: 'partitions' } as const
/** Writing one document takes no longer. */
const leaseMs = 5000

/**
 * LEASE-07 The first worker of a read model writes down how many partitions there are; one that was told another number does nothing.
 * It writes under a lease, so that of several first ones only one does.
 */
export const agreed = async (readModel: ReadModel, count: number, holder: string, now: Instant): Promise<Either<RuntimeFailure, void>> => {
  const stored = () => readModel.get(place.collection, place.key)()
  const same = (document: unknown): Either<RuntimeFailure, void> => (document === count ? E.right(undefined) : E.left({ _tag: 'PartitionsDiffer', stored: document as number, asked: count }))
  const before = await stored()
  if (E.isLeft(before)) return before
  if (before.right !== undefined) return same(before.right)
  const lease = await readModel.acquire('runtime/partitions', holder, now, leaseMs)()
  if (E.isLeft(lease) && lease.left._tag === 'LeaseHeld') {
    // Whoever writes it down is done in a moment.
    for (let looks = 0; looks < 20; looks++) {
      const written = await stored()
      if (E.isLeft(written)) return written
      if (written.right !== undefined) return same(written.right)
    }
  }
  if (E.isLeft(lease)) return E.left(lease.left._tag === 'LeaseHeld' ? { _tag: 'StoreUnavailable', reason: 'another worker is writing down how many partitions there are' } : lease.left)
  const found = await stored()
  if (E.isRight(found) && found.right === undefined) {
    const written = await readModel.commit({ subscriber: place.collection, writes: [{ ...place, document: count }], lease: { name: lease.right.name, fence: lease.right.fence } })()
    if (E.isLeft(written)) return E.left(written.left._tag === 'Fenced' ? { _tag: 'StoreUnavailable', reason: 'another worker wrote down how many partitions there are' } : written.left)
  }
  await readModel.release(lease.right)()
  return E.isLeft(found) ? found : same(found.right ?? count)
}
