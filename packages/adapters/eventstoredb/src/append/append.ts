import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { AppendFailure, Appended, EventStore, NewEvent, NonEmpty, Position, Revision, StreamName } from '@disque/core'
import type { Connection } from '../connection/connection.js'
import { callFailure, closed, readFailure } from '../failures.js'
import type { KnownEnd } from './known-end.js'
import { proposalOf, type Limits } from './proposal.js'
import { sender } from './sender.js'
import { turns } from './turns.js'

export interface AppendOptions extends Limits {
  readonly maxInFlight: number
  readonly timeoutMs: number
}

interface Parts {
  readonly connection: Connection
  readonly end: KnownEnd
  /** Where the event at this revision lies. */
  readonly positionAt: (stream: StreamName, revision: Revision) => Promise<Position | undefined>
  readonly options: AppendOptions
}

export const appends = ({ connection, end, positionAt, options }: Parts) => {
  const sending = sender(connection, options.timeoutMs)
  const queue = turns(options.maxInFlight)

  const inTurn = async (stream: StreamName, expected: 'no-stream' | Revision, events: NonEmpty<NewEvent>): Promise<Either<AppendFailure, Appended>> => {
    const proposed = proposalOf(stream, events, options)
    if (E.isLeft(proposed)) return proposed
    const known = end.before()
    const before = typeof known === 'string' ? known : await known
    const answer = await sending.send({ stream, expected, type: proposed.right.type, bytes: proposed.right.bytes }, proposed.right.messages)
    if (answer._tag !== 'Stored') {
      if (answer._tag === 'OutcomeUnknown') end.doubt()
      return E.left(answer)
    }
    const { revision, position } = answer
    if (position !== undefined) {
      end.saw(position)
      return E.right({ revision, position, already: position <= before })
    }
    const there = await positionAt(stream, revision)
    // A repeat of what somebody has deleted since: stored once, and no longer there.
    return there === undefined ? E.left({ _tag: 'StreamDeleted', stream }) : E.right({ revision, position: there, already: true })
  }

  const append: EventStore['append'] = (stream, expected, events) => async () => {
    const turn = queue.take()
    if (!(typeof turn === 'boolean' ? turn : await turn)) return E.left(closed)
    try {
      return await inTurn(stream, expected, events)
    } catch (error) {
      const failure = readFailure(callFailure(error), stream)
      return E.left(failure._tag === 'StoredEventUnreadable' ? { _tag: 'StoreUnavailable', reason: failure.reason } : failure)
    } finally {
      queue.give()
    }
  }

  return {
    append,
    close: () => {
      queue.close()
      sending.close()
    },
  }
}
