import { randomInt } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { faultIn, type AppendFailure, type Clock, type EventStore, type Instant, type NewEvent, type ReadFailure } from '@disque/core'
import { appends } from './append/append.js'
import { knownEnd } from './append/known-end.js'
import { late, timeLimit } from './append/time-limit.js'
import { connect, type ConnectFailure } from './connection/connect.js'
import type { Connection } from './connection/connection.js'
import { withHint } from './connection/hint.js'
import { callFailure, closed, isAccessDenied, readFailure } from './failures.js'
import { bytesBetween } from './position.js'
import { flows, reads } from './read/reads.js'
import { states, type Lag, type SubscriptionState } from './subscribe/state.js'
import { subscriptions } from './subscribe/subscribe.js'

export type OpenFailure =
  | ConnectFailure
  /** No server answers there: it may still be starting. */
  | { readonly _tag: 'CannotConnect'; readonly reason: string }
  /** User name or password are wrong, or the user may not read the whole log. */
  | { readonly _tag: 'AccessDenied'; readonly reason: string }

export interface EventStoreDbOptions {
  /** Appends in flight; more wait their turn. 64 unless told. */
  readonly maxInFlight?: number
  /** What one append may hold, in bytes: the server's `MaxAppendSize`. 1,048,576 unless told, which is the server's default. */
  readonly maxAppendBytes?: number
  /** An append is given up so many milliseconds after its turn came: what was sent by then has an unknown outcome. Opening is given up likewise. 10,000 unless told. */
  readonly timeoutMs?: number
  /** The longest pause between two attempts to resume a subscription, in milliseconds. 10,000 unless told. */
  readonly maxPauseMs?: number
  /** Pauses and the times in reports; the machine's clock unless told. */
  readonly clock?: Clock
  /** From 0 up to 1: spreads the attempts of many processes. */
  readonly chance?: () => number
  /** Why an event is refused; by default what core's catalogue says. */
  readonly fault?: (event: NewEvent) => AppendFailure | undefined
}

export interface EventStoreDb {
  /** Its `close` closes the connection. */
  readonly store: EventStore
  /** How far each running subscription is behind, and whether it is connected. Takes one read. */
  readonly lag: () => TaskEither<ReadFailure, Lag>
  /** The same without asking the server. */
  readonly states: () => readonly SubscriptionState[]
  /** The official client on the same connection, for what the port has no word for. */
  readonly client: Connection
  readonly close: () => Promise<void>
}

const defaultTimeoutMs = 10_000

const machineClock: Clock = {
  now: () => Date.now() as Instant,
  pause: (span, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const over = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', over)
        resolve()
      }
      const timer = setTimeout(over, span)
      signal?.addEventListener('abort', over)
    }),
}

const assemble = (connection: Connection, options: EventStoreDbOptions) => {
  const { maxInFlight = 64, maxAppendBytes = 1_048_576, timeoutMs = defaultTimeoutMs, maxPauseMs = 10_000, clock = machineClock, fault = faultIn } = options
  const chance = options.chance ?? (() => randomInt(2 ** 47) / 2 ** 47)
  const calls = flows(connection)
  const end = knownEnd(() => reading.end())
  const reading = reads(calls, (position) => end.saw(position))
  const running = states()
  const appending = appends({ connection, end, read: reading.store.read, options: { maxInFlight: Math.max(1, maxInFlight), maxAppendBytes, timeoutMs, fault } })
  const feed = subscriptions({ calls, end: reading.end, look: reading.look, saw: end.saw, states: running, clock, chance, maxPauseMs })

  let closing: Promise<void> | undefined
  const hangUp = async (): Promise<void> => {
    calls.close()
    appending.close()
    feed.close()
    await connection.hangUp()
  }
  /** ESDB-14 Closing twice is closing once; afterwards everything says that the store is closed. */
  const close = (): Promise<void> => (closing ??= hangUp())

  /** ESDB-17 How far a subscription is behind is data: connected, since when, why not, and the bytes of log to the last event of the domain. */
  const lag = (): TaskEither<ReadFailure, Lag> => async () => {
    if (calls.isClosed()) return E.left(closed)
    try {
      const last = await reading.end()
      return E.right({ end: last, subscriptions: running.all().map((state) => ({ ...state, behindBytes: last === undefined ? 0 : bytesBetween(state.position, last) })) })
    } catch (error) {
      return E.left(readFailure(callFailure(error), '$all'))
    }
  }
  const opened: EventStoreDb = { store: { append: appending.append, ...reading.store, subscribe: feed.subscribe, close }, lag, states: running.all, client: connection, close }
  return { opened, look: reading.end }
}

const open = async (connectionString: string, options: EventStoreDbOptions): Promise<Either<OpenFailure, EventStoreDb>> => {
  const connected = connect(connectionString)
  if (E.isLeft(connected)) return connected
  const { opened, look } = assemble(connected.right, options)
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const limit = timeLimit(timeoutMs)
  try {
    if ((await limit.within(look())) !== late) return E.right(opened)
    // The client may still be looking for a server, which closing would wait for.
    opened.close().catch(() => undefined)
    return E.left({ _tag: 'CannotConnect', reason: `no answer within ${timeoutMs} ms` })
  } catch (error) {
    const failure = callFailure(error)
    await opened.close()
    return E.left(isAccessDenied(failure) ? { _tag: 'AccessDenied', reason: failure.reason } : { _tag: 'CannotConnect', reason: withHint(failure.reason, connectionString) })
  } finally {
    limit.stop()
  }
}

/**
 * Opens an EventStoreDB or KurrentDB: asks it once for the end of its log, so that whatever is wrong with host, certificate or user is said here.
 * `esdb://`, `esdb+discover://`, `kurrentdb://` and `kurrentdb+discover://`, with the options that the servers' documentation names.
 *
 * @example
 * const opened = await openEventStoreDb('esdb://127.0.0.1:2113?tls=false')()
 * if (opened._tag === 'Left') throw new Error(`${opened.left._tag}: ${opened.left.reason}`)
 * const { store, lag, close } = opened.right
 */
export const openEventStoreDb = (connectionString: string, options: EventStoreDbOptions = {}): TaskEither<OpenFailure, EventStoreDb> => () => open(connectionString, options)
