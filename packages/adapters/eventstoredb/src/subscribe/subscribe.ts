import { matches, stoppable, type Clock, type Delivery, type EventStore, type Position } from '@disque/core'
import { callFailure, isHopeless, isNoPosition, type CallFailure } from '../failures.js'
import { notOfThisStore, placeOf, positionText, type Place } from '../position.js'
import { headingOf, recordedFrom } from '../read/decode.js'
import { isForeign, isSystem, serverFilter } from '../read/filter.js'
import type { Flow } from '../read/flow.js'
import type { Flows } from '../read/reads.js'
import { subscriptionToAll } from '../read/request.js'
import type { States } from './state.js'

interface Parts {
  readonly calls: Flows
  /** Where the last event of the domain lies. */
  readonly end: () => Promise<Position | undefined>
  /** Rejects when no event of this store lies there. */
  readonly look: (place: Place) => Promise<void>
  readonly saw: (position: Position) => void
  readonly states: States
  readonly clock: Clock
  /** From 0 up to 1, drawn anew each time. */
  readonly chance: () => number
  readonly maxPauseMs: number
}

const firstPauseMs = 50
const wasClosed = 'the store was closed'

type Options = Parameters<EventStore['subscribe']>[0]

export const subscriptions = ({ calls, end, look, saw, states, clock, chance, maxPauseMs }: Parts) => {
  const closings = new Set<() => void>()

  const start = ({ after, filter }: Options): AsyncIterator<Delivery> => {
    const narrow = filter?.types !== undefined || filter?.categories !== undefined
    const asked = serverFilter(filter)
    const abort = new AbortController()
    const entry = states.add({ filter, connected: false, since: clock.now(), caughtUp: false, position: undefined, attempts: 0, reason: undefined })
    let at: Position | undefined
    let current: Flow | undefined
    let toldAt: Position | undefined

    const stop = () => {
      abort.abort()
      current?.stop()
    }
    closings.add(stop)

    const moved = (position: Position) => {
      at = position
      entry.at(position)
    }

    const connected = () => {
      if (entry.state().connected) return
      entry.set({ connected: true, since: clock.now(), attempts: 0, reason: undefined })
    }

    /** Waits twice as long each time, by chance half of it less, and no longer once nobody reads any more. */
    const pause = (reason: string): Promise<void> => {
      const attempts = entry.state().attempts + 1
      entry.set({ connected: false, caughtUp: false, attempts, reason, ...(entry.state().connected ? { since: clock.now() } : {}) })
      const span = Math.min(maxPauseMs, firstPauseMs * 2 ** (attempts - 1))
      return clock.pause(Math.ceil(span * (0.5 + chance() / 2)), abort.signal)
    }

    /** Where to begin: fixed once, so that what comes while it is not connected is not lost. */
    const begin = async (): Promise<void> => {
      if (after === 'start') return
      if (after !== 'end') {
        const place = placeOf(after)
        // The server would wait for ever at a position that it does not know.
        if (place !== undefined) await look(place)
        moved(after)
      } else {
        const last = await end()
        if (last !== undefined) moved(last)
      }
      toldAt = at
    }
    let beginning: Promise<CallFailure | undefined> | undefined
    const begun = (): Promise<CallFailure | undefined> => (beginning ??= begin().then(() => undefined, callFailure))

    /**
     * One call's deliveries, to its end. Answers why it ended.
     * ESDB-13 With a filter, a first call reads in large steps until it has caught up; a second one then tells of every event that the filter leaves out.
     */
    async function* deliveries(live: boolean, target: Position | undefined): AsyncGenerator<Delivery, CallFailure | 'caughtUp' | 'fellBehind' | undefined> {
      const place = at === undefined ? 'start' : placeOf(at)
      const answers = calls.start(subscriptionToAll(place ?? 'start', asked, live ? 1 : undefined))
      current = answers
      try {
        for (;;) {
          if (abort.signal.aborted) return undefined
          const answer = answers.take()
          if (answer === undefined) {
            const over = answers.end()
            if (over !== undefined) return over.failure
            await answers.wait()
            continue
          }
          connected()
          const stored = answer.getEvent()?.getEvent()
          if (stored !== undefined) {
            const heading = headingOf(stored)
            if (isSystem(heading.stream, heading.type) || (at !== undefined && heading.position <= at) || !matches(filter, heading)) continue
            const recorded = recordedFrom(stored, heading)
            if (recorded._tag === 'Left' && isForeign(filter, heading.stream)) continue
            if (recorded._tag === 'Left') return { code: 3, exception: '', reason: `an event cannot be read: ${JSON.stringify(recorded.left)}` }
            saw(heading.position)
            yield { _tag: 'event', event: recorded.right }
            moved(heading.position)
            toldAt = heading.position
            continue
          }
          const checkpoint = answer.getCheckpoint()
          if (checkpoint !== undefined) {
            const position = positionText(checkpoint.getCommitPosition(), checkpoint.getPreparePosition())
            if (at === undefined || position > at) {
              yield { _tag: 'checkpoint', position }
              moved(position)
              toldAt = position
            }
          } else if (answer.hasCaughtUp()) {
            if (target !== undefined && (at === undefined || target > at)) moved(target)
            if (narrow && at !== undefined && (toldAt === undefined || at > toldAt)) {
              toldAt = at
              yield { _tag: 'checkpoint', position: at }
            }
            if (narrow && !live) return 'caughtUp'
            if (!entry.state().caughtUp) {
              entry.set({ caughtUp: true })
              yield { _tag: 'caughtUp' }
            }
          } else if (answer.hasFellBehind()) {
            if (live) return 'fellBehind'
          }
        }
      } finally {
        current = undefined
        answers.stop()
      }
    }

    /**
     * ESDB-16 A subscription that ends for any reason that may pass is resumed from where its reader stands, with growing pauses, for as long as it is read.
     * Only what asking again cannot mend drops it.
     */
    async function* resumed(): AsyncGenerator<Delivery, void> {
      try {
        if (after !== 'start' && after !== 'end' && placeOf(after) === undefined) {
          yield { _tag: 'dropped', reason: notOfThisStore(after) }
          return
        }
        let live = false
        while (!abort.signal.aborted && !calls.isClosed()) {
          let ended: CallFailure | 'caughtUp' | 'fellBehind' | undefined = await begun()
          if (ended === undefined) {
            let target: Position | undefined
            try {
              target = narrow ? await end() : undefined
              ended = yield* deliveries(live, target)
            } catch (error) {
              ended = callFailure(error)
            }
          } else beginning = undefined
          live = ended === 'caughtUp'
          if (abort.signal.aborted || calls.isClosed()) break
          if (ended === 'caughtUp' || ended === 'fellBehind') continue
          if (ended !== undefined && (isHopeless(ended) || isNoPosition(ended))) {
            yield { _tag: 'dropped', reason: isNoPosition(ended) ? notOfThisStore(at ?? after) : ended.reason }
            return
          }
          await pause(ended?.reason ?? 'the server ended the subscription')
        }
        if (calls.isClosed()) yield { _tag: 'dropped', reason: wasClosed }
      } finally {
        closings.delete(stop)
        entry.remove()
      }
    }

    if (after === 'end' && !calls.isClosed()) begun().catch(() => undefined)
    return stoppable(resumed, stop)
  }

  const subscribe: EventStore['subscribe'] = (options) => ({ [Symbol.asyncIterator]: () => start(options) })
  return {
    subscribe,
    close: () => {
      for (const stop of [...closings]) stop()
    },
  }
}
