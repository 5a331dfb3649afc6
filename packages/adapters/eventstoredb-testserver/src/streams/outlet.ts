import type { StatusObject } from '@grpc/grpc-js'
import { handlerFailed } from './statuses.js'

/** What is used of a streaming call. */
interface AnsweredCall {
  readonly cancelled: boolean
  readonly write: (bytes: Buffer) => boolean
  readonly end: () => unknown
  readonly emit: (event: 'error', failure: StatusObject) => unknown
  readonly on: (event: 'drain' | 'cancelled', listener: () => void) => unknown
  readonly off: (event: 'drain' | 'cancelled', listener: () => void) => unknown
}

/** The answering side of a streaming call. */
export interface Outlet {
  /** TESTSERVER-19 False when nobody listens any more; while the client is slow, what comes next waits. */
  readonly send: (bytes: Buffer) => Promise<boolean> | boolean
  readonly over: () => boolean
  /** Calls back once, when the call is cancelled. */
  readonly onOver: (listener: () => void) => void
}

const drained = (call: AnsweredCall): Promise<boolean> =>
  new Promise((resolve) => {
    const on = () => {
      call.off('drain', on)
      call.off('cancelled', on)
      resolve(!call.cancelled)
    }
    call.on('drain', on)
    call.on('cancelled', on)
  })

/** Runs what answers a call: without a status the call ends well. */
export const answering = (call: AnsweredCall, work: (outlet: Outlet) => Promise<StatusObject | undefined>): void => {
  const outlet: Outlet = {
    send: (bytes) => {
      if (call.cancelled) return false
      return call.write(bytes) ? true : drained(call)
    },
    over: () => call.cancelled,
    onOver: (listener) => {
      call.on('cancelled', listener)
    },
  }
  work(outlet)
    .catch(() => handlerFailed())
    .then(
      (failure) => {
        if (call.cancelled) return
        if (failure === undefined) call.end()
        else call.emit('error', failure)
      },
      () => undefined
    )
}
