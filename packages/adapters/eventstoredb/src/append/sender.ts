import { randomInt } from 'node:crypto'
import type { AppendFailure } from '@disque/core'
import messages from '@eventstore/db-client/generated/streams_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { BatchCall, Connection } from '../connection/connection.js'
import { brokenAppend, callFailure, type CallFailure } from '../failures.js'
import { answerOf, type Asked, type Stored } from './answer.js'

interface Pending {
  readonly asked: Asked
  readonly call: BatchCall
  readonly timer: ReturnType<typeof setTimeout>
  readonly resolve: (answer: Stored | AppendFailure) => void
}

export interface Sender {
  readonly send: (asked: Asked, proposed: BatchAppendReq.ProposedMessage[]) => Promise<Stored | AppendFailure>
  /** Answers whoever still waits. */
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
export const sender = (connection: Connection, timeoutMs: number): Sender => {
  const ours = String(randomInt(1, 2 ** 47))
  const pending = new Map<string, Pending>()
  let count = 0
  let ready: BatchCall | undefined
  let opening: Promise<BatchCall> | undefined

  const settle = (key: string, answer: Stored | AppendFailure) => {
    const waiting = pending.get(key)
    if (waiting === undefined) return
    pending.delete(key)
    clearTimeout(waiting.timer)
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
      return (ready = await connection.startBatch(attach))
    } finally {
      opening = undefined
    }
  }

  const write = (call: BatchCall, asked: Asked, proposed: BatchAppendReq.ProposedMessage[]) =>
    new Promise<Stored | AppendFailure>((resolve) => {
      const key = String(++count)
      const timer = setTimeout(() => settle(key, { _tag: 'OutcomeUnknown', reason: `no answer within ${timeoutMs} ms` }), timeoutMs)
      pending.set(key, { asked, call, timer, resolve })
      call.write(requestOf(correlation(ours, key), asked, proposed))
    })

  return {
    send: async (asked, proposed) => {
      if (ready !== undefined) return write(ready, asked, proposed)
      try {
        return await write(await (opening ??= open()), asked, proposed)
      } catch (error) {
        // Nothing was written: there was no call to write to.
        const failure = brokenAppend(callFailure(error), asked.stream)
        return failure._tag === 'OutcomeUnknown' ? { _tag: 'StoreUnavailable', reason: failure.reason } : failure
      }
    },
    close: () => {
      for (const key of [...pending.keys()]) settle(key, { _tag: 'OutcomeUnknown', reason: 'the store was closed before the answer came' })
    },
  }
}
