import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { AppendFailure, Appended, EventStore, NewEvent, NonEmpty, Revision, StreamName } from '@disque/core'
import type { Connection } from '../connection/connection.js'
import { callFailure, closed, readFailure } from '../failures.js'
import type { KnownEnd } from './known-end.js'
import { proposalOf, type Limits, type Proposal } from './proposal.js'
import { sender } from './sender.js'
import { late, timeLimit, type TimeLimit } from './time-limit.js'
import { turns } from './turns.js'

export interface AppendOptions extends Limits {
  readonly maxInFlight: number
  readonly timeoutMs: number
}

export interface Parts {
  readonly connection: Pick<Connection, 'startBatch'>
  readonly end: KnownEnd
  readonly read: EventStore['read']
  readonly options: AppendOptions
}

export const appends = ({ connection, end, read, options }: Parts) => {
  const sending = sender(connection, options.timeoutMs)
  const queue = turns(options.maxInFlight)

  let over = false

  /** What is told of a repeat whose position the server does not know: somebody may have deleted its events since, and written others. */
  const repeated = async (stream: StreamName, revision: Revision): Promise<Either<AppendFailure, Appended>> => {
    for await (const found of read(stream, { after: revision - 1, max: 1 })) {
      if (E.isRight(found)) {
        if (found.right.revision === revision) return E.right({ revision, position: found.right.position, already: true })
      } else if (found.left._tag !== 'StreamDeleted') return E.left({ _tag: 'OutcomeUnknown', reason: 'it is stored, but where cannot be read' })
    }
    return E.left({ _tag: 'StreamDeleted', stream })
  }

  const within = async (limit: TimeLimit, stream: StreamName, expected: 'no-stream' | Revision, { messages, type, bytes }: Proposal): Promise<Either<AppendFailure, Appended>> => {
    const known = end.before()
    const before = typeof known === 'string' ? known : await limit.within(known)
    if (before === late) {
      // That question may never be answered: the next append asks its own.
      end.doubt()
      return E.left(over ? closed : { _tag: 'StoreUnavailable', reason: `no answer within ${options.timeoutMs} ms` })
    }
    const answer = await sending.send({ stream, expected, type, bytes }, messages, limit)
    if (answer._tag !== 'Stored') {
      if (answer._tag === 'OutcomeUnknown') end.doubt()
      return E.left(answer)
    }
    const { revision, position } = answer
    if (position === undefined) {
      const found = await limit.within(repeated(stream, revision))
      return found === late ? E.left({ _tag: 'OutcomeUnknown', reason: `it is stored, but where was not read within ${options.timeoutMs} ms` }) : found
    }
    const already = position <= before
    if (!already) end.stored(position)
    return E.right({ revision, position, already })
  }

  const inTurn = async (stream: StreamName, expected: 'no-stream' | Revision, events: NonEmpty<NewEvent>): Promise<Either<AppendFailure, Appended>> => {
    const proposed = proposalOf(stream, events, options)
    if (E.isLeft(proposed)) return proposed
    const limit = timeLimit(options.timeoutMs)
    try {
      return await within(limit, stream, expected, proposed.right)
    } finally {
      limit.stop()
    }
  }

  const append: EventStore['append'] = (stream, expected, events) => async () => {
    const turn = queue.take()
    if (!(typeof turn === 'boolean' ? turn : await turn)) return E.left(closed)
    try {
      return await inTurn(stream, expected, events)
    } catch (error) {
      // Nothing was sent: only what comes before rejects.
      if (over) return E.left(closed)
      return E.left(readFailure(callFailure(error), stream))
    } finally {
      queue.give()
    }
  }

  return {
    append,
    close: () => {
      over = true
      queue.close()
      sending.close()
    },
  }
}
