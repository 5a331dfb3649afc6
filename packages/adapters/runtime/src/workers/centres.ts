import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { centres as view, type ReadModel, type ReadModelFailure, type Recorded } from '@disque/core'
import type { Partitions } from './partitions.js'
import { collectionOf } from '../works/projection-work.js'

/** The centres that this worker has heard of: each is a partition of what goes by centre. */
export interface Centres extends Partitions {
  readonly learn: (event: Recorded) => void
  /** What other workers have written down. */
  readonly read: () => Promise<Either<ReadModelFailure, void>>
}

export const knownCentres = (readModel: ReadModel): Centres => {
  const known = new Set<string>()
  let names: readonly string[] = []

  const put = (centre: string) => {
    if (known.has(centre)) return
    known.add(centre)
    names = [...known].sort()
  }

  return {
    names: () => names,
    learn: (event) => {
      for (const centre of view.types.includes(event.type) ? view.keys(event) : []) put(centre)
    },
    read: async () => {
      for await (const found of readModel.scan(collectionOf(view))) {
        if (E.isLeft(found)) return found
        put(found.right.key)
      }
      return E.right(undefined)
    },
  }
}
