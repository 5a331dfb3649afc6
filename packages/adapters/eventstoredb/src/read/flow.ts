import type { ReadResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { Connection, ReadCall } from '../connection/connection.js'
import { callFailure, type CallFailure } from '../failures.js'

/** Answers of one call, held until they are asked for. */
export interface Flow {
  /** The next answer, if one is there. */
  readonly take: () => ReadResp | undefined
  /** Resolves when there is an answer, or an end. */
  readonly wait: () => Promise<void>
  /** Set once the call is over; what came before it is still to be taken. */
  readonly end: () => { readonly failure?: CallFailure } | undefined
  /** Frees the call. What waits is woken. */
  readonly stop: () => void
}

const heldAtMost = 1024
const resumeBelow = 256

/** ESDB-07 Answers are held up to a bound; beyond it the server is made to wait. Stopping early frees the call. */
export const flow = (connection: Connection, request: ReadReq): Flow => {
  let held: ReadResp[] = []
  let next = 0
  let call: ReadCall | undefined
  let paused = false
  let stopped = false
  let over: { readonly failure?: CallFailure } | undefined
  let waken: (() => void) | undefined

  const wake = () => {
    waken?.()
    waken = undefined
  }
  const finish = (failure?: CallFailure) => {
    over ??= failure === undefined ? {} : { failure }
    wake()
  }
  const attach = (made: ReadCall) => {
    call = made
    made.on('data', (answer: ReadResp) => {
      if (over !== undefined) return
      held.push(answer)
      if (!paused && held.length - next >= heldAtMost) {
        paused = true
        made.pause()
      }
      wake()
    })
    made.on('error', (error: unknown) => finish(callFailure(error)))
    made.on('end', () => finish())
    if (stopped) made.cancel()
  }
  connection.startRead(request, attach).catch((error: unknown) => finish(callFailure(error)))

  return {
    take: () => {
      const answer = held[next]
      if (answer === undefined) return undefined
      next++
      if (next === held.length || next >= heldAtMost) {
        held = held.slice(next)
        next = 0
      }
      if (paused && held.length - next < resumeBelow) {
        paused = false
        call?.resume()
      }
      return answer
    },
    wait: () =>
      new Promise<void>((resolve) => {
        if (next < held.length || over !== undefined) resolve()
        else waken = resolve
      }),
    end: () => over,
    stop: () => {
      if (stopped) return
      stopped = true
      finish()
      held = []
      next = 0
      call?.cancel()
    },
  }
}
