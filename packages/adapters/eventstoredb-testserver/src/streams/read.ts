import type { handleServerStreamingCall, StatusObject } from '@grpc/grpc-js'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { shownInAll } from '../log/event-filter.js'
import { filteredPage } from '../log/filtered.js'
import type { Direction, Log, Position } from '../log/model.js'
import { eventAnswer, firstStreamPosition, lastStreamPosition, streamNotFound } from './answers.js'
import { subscribeToAll } from './all-subscription.js'
import { answering } from './outlet.js'
import type { Outlet } from './outlet.js'
import { readRequest } from './read-request.js'
import type { ReadRequest } from './read-request.js'
import type { Parts } from './parts.js'
import { handlerFailed, streamDeleted, unexpectedResult } from './statuses.js'
import { subscribeToStream } from './stream-subscription.js'

// As the server reads; what it says about a stream's bounds depends on it.
const pageSize = 32
const allPageSize = 128

type Reading<Kind> = Extract<ReadRequest, { readonly kind: Kind }>

/** TESTSERVER-04 Reading a stream answers its visible events, or that there is no such stream; a tombstone is a failure. */
const readStream = async (log: Log, outlet: Outlet, request: Reading<'stream'>): Promise<StatusObject | undefined> => {
  const { stream, direction } = request
  // The server refuses both by an error of its index.
  if (request.max === 0 || (request.from === 'end' && direction === 'forwards')) return unexpectedResult('ReadStreamResult')
  const answer = eventAnswer(log, request)
  let left = request.max
  let from = request.from
  let nothingYet = true
  for (;;) {
    const slice = log.readStream(stream, from, Math.min(left, pageSize), direction)
    if (slice._tag === 'Deleted') return streamDeleted(stream)
    if (slice._tag === 'NotFound') {
      await outlet.send(streamNotFound(stream))
      return undefined
    }
    if (nothingYet && direction === 'forwards') {
      const at = typeof from === 'bigint' ? from : 0n
      const page = at + BigInt(Math.min(left, pageSize))
      const first = slice.events[0]?.revision ?? slice.next
      // A page that lies before everything readable comes back empty, and reading jumps.
      const jumps = page <= slice.least ? slice.least : page <= first || (slice.events.length === 0 && first !== at) ? first : undefined
      if (jumps !== undefined && request.tellsBounds) await outlet.send(firstStreamPosition(jumps))
      if (jumps !== undefined && jumps !== first) {
        from = jumps
        continue
      }
    }
    for (const stored of slice.events) {
      const sent = outlet.send(answer(stored))
      if (!(sent === true || (await sent))) return undefined
    }
    nothingYet &&= slice.events.length === 0
    left -= slice.events.length
    from = slice.next
    if (slice.atEnd || left === 0) {
      if (request.tellsBounds) await outlet.send(lastStreamPosition(slice.last))
      return undefined
    }
  }
}

/** TESTSERVER-12 A position at which no record begins is refused; behind the end there is nothing to read forwards, and backwards it is refused too. */
const positionRefused = (log: Log, from: Position | 'start' | 'end', direction: Direction, kind: string): StatusObject | 'nothing' | undefined => {
  if (typeof from === 'string') return undefined
  if (from.commit < from.prepare) return handlerFailed()
  if (from.commit > log.end().commit) return direction === 'forwards' ? 'nothing' : unexpectedResult(kind)
  return log.isBoundary(from) ? undefined : unexpectedResult(kind)
}

/** TESTSERVER-05 Reading all answers system events too, and hides only what the server keeps for itself. */
const readAll = async (log: Log, outlet: Outlet, request: Reading<'all'>): Promise<StatusObject | undefined> => {
  const { direction } = request
  const refused = positionRefused(log, request.from, direction, request.filtering === undefined ? 'ReadAllResult' : 'FilteredReadAllResult')
  if (refused !== undefined) return refused === 'nothing' ? undefined : refused
  const answer = eventAnswer(log, request)
  const filter = request.filtering?.filter ?? shownInAll
  let left = request.max
  let from = request.from
  while (left > 0) {
    const page = filteredPage(log, from, { max: Math.min(left, allPageSize), window: allPageSize, filter, direction })
    for (const stored of page.events) {
      const sent = outlet.send(answer(stored))
      if (!(sent === true || (await sent))) return undefined
    }
    left -= page.events.length
    from = page.next
    if (page.atEnd) return undefined
  }
  return undefined
}

/** One call for all forms of reading and subscribing. */
export const read =
  ({ log, access }: Parts): handleServerStreamingCall<ReadReq, Buffer> =>
  (call) => {
    const request = readRequest(call.request)
    if ('code' in request) {
      call.emit('error', request)
      return
    }
    const user = access(call.metadata)
    const allowed = user._tag === 'Left' ? user : user.right.may('read', 'stream' in request ? request.stream : '$all')
    if (allowed._tag === 'Left') {
      call.emit('error', allowed.left)
      return
    }
    answering(call, (outlet) => {
      switch (request.kind) {
        case 'stream':
          return readStream(log, outlet, request)
        case 'all':
          return readAll(log, outlet, request)
        case 'stream-subscription':
          return subscribeToStream(log, outlet, request)
        case 'all-subscription':
          return subscribeToAll(log, outlet, request)
      }
    })
  }
