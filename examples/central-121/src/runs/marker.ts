import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { ReadModel } from '@disque/core'

const collection = 'central-121'

/** Which run a store holds: written when it is over, under a key for each kind of run. */
export const marking = <A>(codec: t.Type<A>, key: string, marker: A) => ({
  /** Whether this very run was finished in the store. */
  isIn: async (readModel: ReadModel): Promise<boolean> => {
    const found = await readModel.get(collection, key)()
    const held = E.isLeft(found) ? found : codec.decode(found.right)
    return E.isRight(held) && JSON.stringify(codec.encode(held.right)) === JSON.stringify(codec.encode(marker))
  },
  write: (readModel: ReadModel) => readModel.commit({ subscriber: collection, writes: [{ collection, key, document: codec.encode(marker) }] }),
})
export type Marking = ReturnType<typeof marking>
