import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { ReadModel } from '@disque/core'
import type { RuntimeFailure } from './failures.js'

const place = { collection: 'runtime', key: 'partitions' } as const

/** LEASE-07 The first worker of a read model writes down how many partitions there are; one that was told another number does nothing. */
export const agreed = async (readModel: ReadModel, count: number): Promise<Either<RuntimeFailure, void>> => {
  const stored = () => readModel.get(place.collection, place.key)()
  const before = await stored()
  if (E.isLeft(before)) return before
  if (before.right === undefined) {
    const written = await readModel.commit({ subscriber: place.collection, writes: [{ ...place, document: count }] })()
    if (E.isLeft(written) && written.left._tag !== 'Fenced') return E.left(written.left)
  }
  const found = before.right === undefined ? await stored() : before
  if (E.isLeft(found)) return found
  return (found.right ?? count) === count ? E.right(undefined) : E.left({ _tag: 'PartitionsDiffer', stored: found.right as number, asked: count })
}
