import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { matches, type EventStore, type Filter, type Position, type ReadFailure, type Recorded, type Revision, type StreamName } from '@disque/core'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { Connection } from '../connection/connection.js'
import { behindEnd, callFailure, closed, isNoPosition, readFailure, type CallFailure } from '../failures.js'
import { notOfThisStore, placeOf, type Place } from '../position.js'
import { headingOf, recordedFrom } from './decode.js'
import { domainStreams, isForeign, isSystem, serverFilter } from './filter.js'
import { flow, type Flow } from './flow.js'
import { readBackwards, readOfAll, readOfStream } from './request.js'

type Read = AsyncGenerator<Either<ReadFailure, Recorded>, void>
/** Hears the call that is waited for, so that it can be ended. */
export type Held = (call: { readonly stop: () => void }) => void
type Answer = NonNullable<ReturnType<Flow['take']>>

/** Every call that runs, so that closing the store ends it. */
export const flows = (connection: Connection) => {
  const running = new Set<Flow>()
  let over = false
  return {
    isClosed: () => over,
    start: (request: ReadReq): Flow => {
      const started = flow(connection, request)
      const stop = () => {
        running.delete(started)
        started.stop()
      }
      if (over) started.stop()
      else running.add(started)
      return { ...started, stop }
    },
    close: () => {
      over = true
      for (const one of running) one.stop()
      running.clear()
    },
  }
}
export type Flows = ReturnType<typeof flows>

export const reads = (calls: Flows, saw: (position: Position) => void) => {
  /** One call's events, or why there are no more. `pick` answers nothing for what is left out. */
  async function* eventsOf(request: ReadReq, max: number, pick: (answer: Answer) => Either<ReadFailure, Recorded> | undefined, why: (failure: CallFailure) => ReadFailure): Read {
    if (calls.isClosed()) {
      yield E.left(closed)
      return
    }
    if (!(max > 0)) return
    const answers = calls.start(request)
    try {
      for (let left = max; left > 0; ) {
        const answer = answers.take()
        if (answer !== undefined) {
          const item = pick(answer)
          if (item === undefined) continue
          left--
          yield item
          if (E.isLeft(item)) return
          continue
        }
        const end = answers.end()
        if (end === undefined) await answers.wait()
        else {
          if (calls.isClosed()) yield E.left(closed)
          else if (end.failure !== undefined) yield E.left(why(end.failure))
          return
        }
      }
    } finally {
      // Whoever stops early frees the call.
      answers.stop()
    }
  }

  const read = (stream: StreamName, after: Revision, max: number): Read =>
    eventsOf(
      readOfStream(stream, after + 1, max), max,
      (answer) => {
        const stored = answer.getEvent()?.getEvent()
        return stored === undefined ? undefined : recordedFrom(stored, headingOf(stored))
      },
      (failure) => readFailure(failure, stream)
    )

  /** ESDB-12 Of the whole log the server's own events and links are left out, and what lies at the position itself. */
  const readAll = (after: Position | undefined, filter: Filter | undefined, max: number): Read => {
    const place = after === undefined || after === '' ? 'start' : placeOf(after)
    if (place === undefined) return refused(notOfThisStore(after ?? ''))
    const request = readOfAll(place, serverFilter(filter))
    const why = (failure: CallFailure): ReadFailure => (isNoPosition(failure) ? { _tag: 'StoreUnavailable', reason: notOfThisStore(after ?? '') } : readFailure(failure, '$all'))
    const pick = (answer: Answer) => {
      const stored = answer.getEvent()?.getEvent()
      if (stored === undefined) return undefined
      const heading = headingOf(stored)
      if (isSystem(heading.stream, heading.type) || (after !== undefined && heading.position <= after) || !matches(filter, heading)) return undefined
      const recorded = recordedFrom(stored, heading)
      return E.isLeft(recorded) && isForeign(filter, heading.stream) ? undefined : recorded
    }
    const events = eventsOf(request, max, pick, why)
    return place === 'start' || !(max > 0) ? events : checked(events, place, why)
  }

  /** Nothing may be all there is behind a position, or a position behind the end: only then it is looked at. */
  async function* checked(events: Read, place: Place, why: (failure: CallFailure) => ReadFailure): Read {
    let found = false
    for await (const item of events) {
      found = true
      yield item
    }
    if (found) return
    try {
      await look(place)
    } catch (error) {
      yield E.left(calls.isClosed() ? closed : why(callFailure(error)))
    }
  }

  async function* refused(reason: string): Read {
    yield await Promise.resolve(calls.isClosed() ? E.left(closed) : E.left({ _tag: 'StoreUnavailable', reason }))
  }

  /** The first event that a call gives, or nothing. Rejects with the failure of the call. */
  const first = async (request: ReadReq, hold?: Held): Promise<Position | undefined> => {
    const answers = calls.start(request)
    hold?.(answers)
    try {
      for (;;) {
        const answer = answers.take()
        const stored = answer?.getEvent()?.getEvent()
        if (stored !== undefined) return headingOf(stored).position
        if (answer !== undefined) continue
        const end = answers.end()
        if (end?.failure !== undefined) throw Object.assign(new Error(end.failure.reason), { code: end.failure.code, type: end.failure.exception })
        if (end !== undefined && calls.isClosed()) throw Object.assign(new Error('the store was closed'), closed)
        if (end !== undefined) return undefined
        await answers.wait()
      }
    } finally {
      answers.stop()
    }
  }

  /** Rejects when no event of this store lies there. The read includes the place itself, so one that finds nothing is behind the end. */
  const look = async (place: Place, hold?: Held): Promise<void> => {
    if ((await first(readOfAll(place, undefined, '1'), hold)) === undefined) throw Object.assign(new Error('the log ends before it'), behindEnd)
  }

  /** Where the last event of the domain lies. */
  const end = async (hold?: Held): Promise<Position | undefined> => {
    const last = await first(readBackwards(domainStreams, 1), hold)
    if (last !== undefined) saw(last)
    return last
  }

  const store: Pick<EventStore, 'read' | 'readAll'> = {
    read: (stream, { after = -1, max = Infinity } = {}) => ({ [Symbol.asyncIterator]: () => read(stream, after, max) }),
    readAll: ({ after, filter, max = Infinity } = {}) => ({ [Symbol.asyncIterator]: () => readAll(after, filter, max) }),
  }
  return {
    store, end,
    /** Rejects when no event of this store lies there. */
    look,
  }
}
