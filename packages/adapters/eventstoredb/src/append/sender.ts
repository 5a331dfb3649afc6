import { randomInt } from 'node:crypto'
import type { AppendFailure } from '@disque/core'
import messages from '@eventstore/db-client/generated/streams_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { BatchCall, Connection } from '../connection/connection.js'
import { brokenAppend, callFailure, closed, type CallFailure } from '../failures.js'
import { answerOf, type Asked, type Stored } from './answer.js'
import { late, type TimeLimit } from './time-limit.js'

interface Pending {
  readonly asked: Asked
  readonly call: BatchCall
  readonly resolve: (answer: Stored | AppendFailure) => void
}

export interface Sender {
  /** When the limit is over, nothing was stored if there was no call to write to yet; afterwards the outcome is unknown. */
  readonly send: (asked: Asked, proposed: BatchAppendReq.ProposedMessage[], limit: TimeLimit) => Promise<Stored | AppendFailure>
  /** Answers whoever still waits; nothing is sent afterwards. */
  readonly close: () => void
}

/** Two halves of a UUID: this sender's, and the append's. */
const correlation = (ours: string, count: string) => {
  const parts = new shared.UUID.Structured()
  parts.setMostSignificantBits(ours)
  parts.setLeastSignificantBits(count)
  const id = new shared.UUID()
  id.setStructured(parts)
  return id
}

const countOf = (answer: BatchAppendResp): string => {
  const id = answer.getCorrelationId()
  const parts = id?.getStructured()
  if (parts !== undefined) return parts.getLeastSignificantBits()
  const hex = id?.getString().replaceAll('-', '').slice(16) ?? ''
  return hex === '' ? '' : BigInt(`0x${hex}`).toString()
}

const requestOf = (id: ReturnType<typeof correlation>, { stream, expected }: Asked, proposed: BatchAppendReq.ProposedMessage[]): BatchAppendReq => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream))
  const options = new messages.BatchAppendReq.Options()
  options.setStreamIdentifier(identifier)
  if (expected === 'no-stream') options.setNoStream(new shared.Empty())
  else options.setStreamPosition(String(expected))
  const request = new messages.BatchAppendReq()
  request.setCorrelationId(id)
  request.setOptions(options)
  request.setProposedMessagesList(proposed)
  request.setIsFinal(true)
  return request
}

/**
 * ESDB-09 Appends share one call to the server, each with an answer of its own; what waits on it when the call breaks is answered, and nobody else's.
 * No deadline is sent, since the server would compare it with its own clock.
 */
export const sender = (connection: Pick<Connection, 'startBatch'>, timeoutMs: number): Sender => {
  const ours = String(randomInt(1, 2 ** 47))
  const pending = new Map<string, Pending>()
  let count = 0
  let over = false
  let ready: BatchCall | undefined
  let opening: Promise<BatchCall> | undefined

  const settle = (key: string, answer: Stored | AppendFailure) => {
    const waiting = pending.get(key)
    if (waiting === undefined) return
    pending.delete(key)
    waiting.resolve(answer)
  }

  const broke = (call: BatchCall, failure: CallFailure) => {
    if (ready === call) ready = undefined
    for (const [key, waiting] of pending) if (waiting.call === call) settle(key, brokenAppend(failure, waiting.asked.stream))
  }

  const attach = (call: BatchCall) => {
    call.on('data', (answer: BatchAppendResp) => {
      const key = countOf(answer)
      const waiting = pending.get(key)
      if (waiting !== undefined) settle(key, answerOf(answer, waiting.asked))
    })
    call.on('error', (error: unknown) => broke(call, callFailure(error)))
    call.on('end', () => broke(call, { code: 2, exception: '', reason: 'the server ended the call' }))
  }

  const open = async (): Promise<BatchCall> => {
    try {
      const call = await connection.startBatch(attach)
      // Closing has not heard of it.
      if (over) call.cancel()
      return (ready = call)
    } finally {
      opening = undefined
    }
  }

  const write = (call: BatchCall, asked: Asked, proposed: BatchAppendReq.ProposedMessage[], limit: TimeLimit) =>
    new Promise<Stored | AppendFailure>((resolve) => {
      const key = String(++count)
      pending.set(key, { asked, call, resolve })
      call.write(requestOf(correlation(ours, key), asked, proposed))
      limit.whenOver(() => settle(key, { _tag: 'OutcomeUnknown', reason: `no answer within ${timeoutMs} ms` }))
    })

  return {
    send: async (asked, proposed, limit) => {
      if (over) return closed
      if (ready !== undefined) return write(ready, asked, proposed, limit)
      try {
        const call = await limit.within((opening ??= open()))
        if (over) return closed
        return call === late ? { _tag: 'StoreUnavailable', reason: `no connection within ${timeoutMs} ms` } : await write(call, asked, proposed, limit)
      } catch (error) {
        if (over) return closed
        // Nothing was written: there was no call to write to.
        const failure = brokenAppend(callFailure(error), asked.stream)
        return failure._tag === 'OutcomeUnknown' ? { _tag: 'StoreUnavailable', reason: failure.reason } : failure
      }
    },
    close: () => {
      over = true
      for (const key of [...pending.keys()]) settle(key, { _tag: 'OutcomeUnknown', reason: 'the store was closed before the answer came' })
    },
  }
}
