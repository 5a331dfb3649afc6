import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { EventStoreDBClient } from '@eventstore/db-client'
import { callFailure } from '../failures.js'
import { consume, hands, idOf, tell, type Subscription } from './consume.js'
import type { GroupFailure, GroupOptions } from './options.js'
import { parkedOf, replayOf, type Parked } from './parked.js'
import { ensured, isMissing, serverGroup, type ServerGroup } from './server-group.js'
import { statsOf, type GroupStats } from './stats.js'
import { verdictOf, type Given } from './verdict.js'

export interface OutboundGroup {
  /** Parked events with their reasons, the first parked first. */
  readonly parked: () => TaskEither<GroupFailure, readonly Parked[]>
  /** Gives parked events to the group again, the first parked first; all, or so many. */
  readonly replayParked: (options?: { readonly max?: number }) => TaskEither<GroupFailure, void>
  readonly stats: () => TaskEither<GroupFailure, GroupStats>
  /** Takes no more, finishes what is in hand, tells the server, and ends. The group itself stays on the server. */
  readonly stop: () => Promise<void>
}

const [fewQuestions, mostQuestions, questionEveryMs] = [4, 40, 25]

const retryMs = (failed: number): number => 100 * 2 ** Math.min(failed, 20)
const resumeMs = (failed: number): number => Math.min(200 * 2 ** Math.min(failed, 20), 30_000)

/** What the caller says for a pause, or the usual where it throws. */
const pauseMs = (said: ((failed: number) => number) | undefined, usual: (failed: number) => number, failed: number): number => {
  try {
    return (said ?? usual)(failed)
  } catch {
    return usual(failed)
  }
}

const signal = (): readonly [Promise<void>, () => void] => {
  let give: () => void = () => undefined
  return [new Promise<void>((resolve) => (give = resolve)), () => give()]
}

/** A pause that ends early once `stopped` resolves. */
const pause = async (ms: number, stopped: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([stopped, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}

interface Limits {
  readonly tries: number
  readonly messageTimeout: number
}

const run = (server: ServerGroup, options: GroupOptions, { tries, messageTimeout }: Limits) => {
  const { group, concurrency = 10, settings = {}, pauses = {}, onDropped } = options
  const inHand = hands()
  let stopping = false
  let untaken = 0
  const [stopped, halt] = signal()
  const [left, leave] = signal()
  let current: { readonly subscription: Subscription; readonly over: Promise<unknown> } | undefined

  const work = async (given: Given): Promise<void> => {
    const verdict = await verdictOf(options, given, tries)
    if (verdict.action === 'retry') await pause(Math.min(pauseMs(pauses.retryMs, retryMs, given.retryCount), messageTimeout / 4), stopped)
    if (current !== undefined) await Promise.race([current.over, tell(current.subscription, given, verdict)])
  }
  const take = (given: Given): void => {
    const id = idOf(given)
    // What comes while the group ends is left to others.
    if (stopping) untaken++
    else if (id !== undefined) inHand.take(id, () => work(given))
  }

  // ESDB-33 A connection that drops comes back by itself with growing pauses; a group that was deleted is made again.
  const serve = async (): Promise<void> => {
    let failed = 0
    while (!stopping) {
      const subscription = server.connect(concurrency)
      const over = consume(subscription, take, () => (failed = 0))
      current = { subscription, over }
      const dropped = await Promise.race([over, left])
      current = undefined
      if (stopping) return
      void Promise.resolve(typeof dropped === 'string' ? dropped : callFailure(dropped).reason).then(onDropped).catch(() => undefined)
      await pause(pauseMs(pauses.resumeMs, resumeMs, failed++), stopped)
      if (isMissing(dropped) && !stopping) await ensured(server, group, settings)
    }
  }
  const served = serve()

  /** Waits until the server has nothing in flight but what was left to others; where others are about it cannot be told apart, and a few questions give it the time. */
  const heard = async (): Promise<void> => {
    for (let asked = 0; asked < mostQuestions && current !== undefined; asked++) {
      const info = await server.info().catch(() => undefined)
      if (info === undefined) return
      const alone = info.connections.length <= 1
      if (alone ? info.stats.totalInFlightMessages <= untaken : asked >= fewQuestions) return
      await pause(questionEveryMs, left)
    }
  }

  // ESDB-34 A group ends after what is in hand is done and the server has heard of it.
  const stop = async (): Promise<void> => {
    stopping = true
    halt()
    await inHand.empty()
    await heard()
    await current?.subscription.unsubscribe().catch(() => undefined)
    leave()
    await served
  }
  return { stop }
}

/**
 * Competing consumers on the server, for handlers that keep no state and may meet an event twice: webhooks, exports.
 * **Order is not kept**, not even within a stream: what must follow an order belongs on a subscription.
 * Any number of processes may serve one group; each event goes to one of them, and to another where that one fails.
 *
 * @example
 * const made = await outboundGroup(client, { group: 'webhooks', filter: { categories: ['call'] }, handle: (event) => post(event) })()
 * if (made._tag === 'Right') process.once('SIGTERM', () => void made.right.stop())
 */
export const outboundGroup = (client: EventStoreDBClient, options: GroupOptions): TaskEither<GroupFailure, OutboundGroup> => async () => {
  const { group, settings = {} } = options
  const server = serverGroup(client, options, group)
  const info = await ensured(server, group, settings)
  if (E.isLeft(info)) return info
  const { maxRetryCount: tries, messageTimeout } = info.right.settings
  const { stop } = run(server, options, { tries, messageTimeout })
  return E.right({ parked: parkedOf(client, server, group), replayParked: replayOf(client, server, group), stats: statsOf(server, group), stop })
}
