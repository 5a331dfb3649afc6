import * as E from 'fp-ts/lib/Either.js'
import type { CentreId, EventStore, Position } from '@disque/core'

/**
 * A store in which one centre's events are all there is: what others, or earlier runs, have written is passed over.
 *
 * @param after where the centre's events begin at the earliest
 */
export const storeOf = (store: EventStore, centre: CentreId, after: Position | undefined): EventStore => ({
  ...store,
  readAll: async function* ({ max = Infinity, after: asked, ...options } = {}) {
    const from = asked === undefined || (after !== undefined && asked < after) ? after : asked
    let left = max
    for await (const read of store.readAll({ ...options, ...(from === undefined ? {} : { after: from }) })) {
      if (E.isRight(read) && read.right.metadata.centre !== centre) continue
      if (left-- <= 0) return
      yield read
    }
  },
})
