import { randomUUID } from 'node:crypto'
import type { StatusObject } from '@grpc/grpc-js'
import { deletedRevision } from '../log/records.js'
import type { Log, Stored } from '../log/model.js'
import { caughtUp, confirmation, eventAnswer } from './answers.js'
import type { Outlet } from './outlet.js'
import type { ReadRequest } from './read-request.js'
import { streamDeleted } from './statuses.js'
import { waiting } from './waiting.js'
import type { Waiting } from './waiting.js'

type Request = Extract<ReadRequest, { readonly kind: 'stream-subscription' }>

const pageSize = 128

/**
 * TESTSERVER-06 A subscription to a stream gives what its metadata leaves visible up to now, says that it has caught up,
 * and then gives every event that is appended, once and in order.
 */
export const subscribeToStream = async (log: Log, outlet: Outlet, request: Request): Promise<StatusObject | undefined> => {
  const appends = waiting(log, outlet)
  try {
    return await subscribed(log, outlet, request, appends)
  } finally {
    appends.stop()
  }
}

const subscribed = async (log: Log, outlet: Outlet, request: Request, appends: Waiting): Promise<StatusObject | undefined> => {
  const { stream } = request
  const answer = eventAnswer(log, request)
  let cursor = 0n
  let confirmed = false

  const confirm = async () => {
    if (confirmed) return true
    confirmed = true
    return outlet.send(confirmation(randomUUID()))
  }

  const deliver = async (events: readonly Stored[]) => {
    for (const stored of events) {
      const sent = outlet.send(answer(stored))
      if (!(sent === true || (await sent))) return false
    }
    return true
  }

  /** What is there already; a stream that does not exist yet is waited for. */
  const catchUp = async (): Promise<StatusObject | 'over' | undefined> => {
    for (;;) {
      const slice = log.readStream(stream, cursor, pageSize, 'forwards')
      if (slice._tag === 'Deleted') return streamDeleted(stream)
      if (!(await confirm())) return 'over'
      if (slice._tag === 'NotFound') {
        // The confirmation may have waited for the client, and the stream been written meanwhile.
        if (log.readStream(stream, cursor, 1, 'forwards')._tag === 'NotFound' && !(await appends.forAppend())) return 'over'
        continue
      }
      if (!(await deliver(slice.events))) return 'over'
      if (slice.next > cursor) cursor = slice.next
      if (slice.atEnd) return undefined
    }
  }

  if (request.from === 'end') {
    cursor = log.lastRevision(stream) + 1n
    if (!(await confirm())) return undefined
  } else {
    cursor = request.from === 'start' ? 0n : request.from + 1n
    const stopped = await catchUp()
    if (stopped !== undefined) return stopped === 'over' ? undefined : stopped
  }
  if (!(await outlet.send(caughtUp))) return undefined
  for (;;) {
    const events = log.readLive(stream, cursor, pageSize)
    if (!(await deliver(events))) return undefined
    const last = events.at(-1)?.revision
    if (last === deletedRevision) return streamDeleted(stream)
    if (last !== undefined) cursor = last + 1n
    else if (!(await appends.forAppend())) return undefined
  }
}
