import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { abandonedCallers, waitingContacts, type Abandoned, type QueueId, type ReadModel, type ReadModelFailure, type SubjectRef, type WaitingNow } from '@disque/core'
import { collectionOf } from './works/projection-work.js'

type QueueLengths = Readonly<Record<QueueId, number>>

/** How many wait in each queue, as the standard view last had it: `waitingNow` of a command that may join one. */
export const waitingNow = (readModel: ReadModel): TaskEither<ReadModelFailure, QueueLengths> => waitingWith(readModel, new Map())

/** The same with what is not written yet. */
export const waitingWith =
  (readModel: ReadModel, unwritten: ReadonlyMap<string, WaitingNow | undefined>): TaskEither<ReadModelFailure, QueueLengths> =>
  async () => {
    const lengths: Record<QueueId, number> = {}
    const count = ({ queue }: WaitingNow) => void (lengths[queue] = (lengths[queue] ?? 0) + 1)
    for await (const read of readModel.scan(collectionOf(waitingContacts))) {
      if (E.isLeft(read)) return read
      if (!unwritten.has(read.right.key)) count(read.right.document as WaitingNow)
    }
    for (const waiting of unwritten.values()) if (waiting !== undefined) count(waiting)
    return E.right(lengths)
  }

/** The call that this person gave up last: `previous` of the next ReceiveCall, which may then keep its rank. */
export const previousOf = (readModel: ReadModel, subject: SubjectRef): TaskEither<ReadModelFailure, Abandoned | undefined> => async () => {
  const read = await readModel.get(collectionOf(abandonedCallers), subject)()
  return E.isLeft(read) ? read : E.right(read.right as Abandoned | undefined)
}
