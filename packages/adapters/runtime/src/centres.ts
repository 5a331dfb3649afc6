import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { centres as view, type KnownCentre, type Position, type ReadModel, type ReadModelFailure, type Recorded } from '@disque/core'
import type { Partitions } from './partitions.js'
import { collectionOf } from './projection-work.js'

/** The centres that this worker has heard of: each is a partition of what goes by centre. */
export interface Centres extends Partitions {
  /** Where the centre's first plan lies: whoever has read nothing of it begins there. */
  readonly since: (centre: string) => Position | undefined
  readonly learn: (event: Recorded) => void
  /** What other workers have written down. */
  readonly read: () => Promise<Either<ReadModelFailure, void>>
}

export const knownCentres = (readModel: ReadModel): Centres => {
  const known = new Map<string, Position>()
  let names: readonly string[] = []

  const put = (centre: string, first: Position) => {
    if (known.has(centre)) return
    known.set(centre, first)
    names = [...known.keys()].sort()
  }

  return {
    names: () => names,
    since: (centre) => known.get(centre),
    learn: (event) => {
      for (const centre of view.types.includes(event.type) ? view.keys(event) : []) put(centre, event.position)
    },
    read: async () => {
      for await (const found of readModel.scan(collectionOf(view))) {
        if (E.isLeft(found)) return found
        put(found.right.key, (found.right.document as KnownCentre).first)
      }
      return E.right(undefined)
    },
  }
}
