import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { AppendFailure, Appended, EventStore, NewEvent, NonEmpty, Revision } from '../ports/event-store.js'
import type { StreamName } from '../shared/ids.js'

type Stored = Either<AppendFailure, Appended>

export const isUnknown = (stored: Stored): boolean => E.isLeft(stored) && stored.left._tag === 'OutcomeUnknown'

/**
 * HANDLE-04 After an unknown outcome the same bytes go out again with the same expectation; that a later try failed says nothing of the first.
 * `pause` grows with the number of tries.
 */
export const resender =
  (store: EventStore, tries: number, pause: (attempt: number) => Promise<void>) =>
  async (unknown: Stored, stream: StreamName, expected: 'no-stream' | Revision, events: NonEmpty<NewEvent>): Promise<Stored> => {
    for (let attempt = 1; attempt <= tries; attempt++) {
      await pause(attempt)
      const stored = await store.append(stream, expected, events)()
      if (E.isRight(stored) || stored.left._tag === 'WrongRevision') return stored
      if (stored.left._tag === 'StoreClosed') break
    }
    return unknown
  }
