import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore, Position, ReadFailure, Recorded } from '@disque/core'

const over: readonly string[] = ['CallRefused', 'CallLeftInMenu', 'CallAbandoned', 'CallEnded']

/** Follows a store to see whether every call has ended and every shift is closed. */
export const following = (store: EventStore) => {
  const open = new Set<string>()
  let after: Position | undefined

  const see = ({ type, stream }: Recorded): void => {
    if (type === 'CallReceived' || type === 'ShiftOpened') open.add(stream)
    if (type === 'ShiftClosed' || over.includes(type)) open.delete(stream)
  }

  return {
    /** Reads what is new; answers how many events that was. */
    advance: async (): Promise<Either<ReadFailure, number>> => {
      let events = 0
      for await (const read of store.readAll(after === undefined ? {} : { after })) {
        if (E.isLeft(read)) return read
        see(read.right)
        after = read.right.position
        events++
      }
      return E.right(events)
    },
    /** Calls and attendants that are not done with. */
    open: (): number => open.size,
  }
}
