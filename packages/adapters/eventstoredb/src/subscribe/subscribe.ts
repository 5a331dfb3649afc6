import { matches, stoppable, type Clock, type Delivery, type EventStore, type Position } from '@disque/core'
import { callFailure, isBehindEnd, isHopeless, isNoPosition, type CallFailure } from '../failures.js'
import { notOfThisStore, placeOf, positionText, type Place } from '../position.js'
import { headingOf, recordedFrom } from '../read/decode.js'
import { isForeign, isSystem, serverFilter } from '../read/filter.js'
import type { Flows, Held } from '../read/reads.js'
import { subscriptionToAll } from '../read/request.js'
import type { States } from './state.js'

interface Parts {
  readonly calls: Flows
  /** Where the last event of the domain lies. */
  readonly end: (hold: Held) => Promise<Position | undefined>
  /** Rejects when no event of this store lies there. */
  readonly look: (place: Place, hold: Held) => Promise<void>
  readonly saw: (position: Position) => void
  readonly states: States
  readonly clock: Clock
  /** From 0 up to 1, drawn anew each time. */
  readonly chance: () => number
  readonly maxPauseMs: number
}

const firstPauseMs = 50
/** A node that was connected to later may not have all yet that another one delivered. */
const looksBehindEnd = 6
const wasClosed = 'the store was closed'

type Options = Parameters<EventStore['subscribe']>[0]

/** Why a call ended. */
type Ended = CallFailure | 'caughtUp' | 'fellBehind' | undefined

export const subscriptions = ({ calls, end, look, saw, states, clock, chance, maxPauseMs }: Parts) => {
  const closings = new Set<() => void>()

  const start = ({ after, filter }: Options): AsyncIterator<Delivery> => {
    const narrow = filter?.types !== undefined || filter?.categories !== undefined
    const asked = serverFilter(filter)
    const abort = new AbortController()
    const entry = states.entry({ filter, connected: false, since: clock.now(), caughtUp: false, position: undefined, attempts: 0, reason: undefined })
    /** All up to here was taken or passed over: what comes again begins behind it. */
    let at: Position | undefined
    let toldAt: Position | undefined
    let behindEnd: number | undefined
    let current: { readonly stop: () => void } | undefined

    const stop = () => {
      abort.abort()
      current?.stop()
    }
    const hold: Held = (call) => {
      current = call
      if (abort.signal.aborted) call.stop()
    }

    const moved = (position: Position) => {
      at = position
      entry.at(position)
    }

    const connected = () => {
      if (entry.state().connected) return
      behindEnd = 0
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
      const position = after === 'end' ? await end(hold) : after
      if (position !== undefined && position !== 'start') moved(position)
      toldAt = at
    }
    let beginning: Promise<void> | undefined
    const begun = (): Promise<void> =>
      (beginning ??= begin().catch((error: unknown) => {
        beginning = undefined
        throw error
      }))

    /**
     * One call's deliveries, to its end. Answers why it ended.
     * ESDB-13 With a filter, a first call reads in large steps until it has caught up; a second one then tells of every event that the filter leaves out.
     */
    async function* deliveries(place: Place | undefined, live: boolean, target: Position | undefined): AsyncGenerator<Delivery, Ended> {
      const answers = calls.start(subscriptionToAll(place ?? 'start', asked, live ? 1 : undefined))
      hold(answers)
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
            if (at !== undefined && heading.position <= at) continue
            const recorded = isSystem(heading.stream, heading.type) || !matches(filter, heading) ? undefined : recordedFrom(stored, heading)
            if (recorded === undefined || (recorded._tag === 'Left' && isForeign(filter, heading.stream))) {
              moved(heading.position)
              continue
            }
            if (recorded._tag === 'Left') return { code: 3, exception: '', reason: `an event cannot be read: ${JSON.stringify(recorded.left)}` }
            saw(heading.position)
            yield { _tag: 'event', event: recorded.right }
            moved(heading.position)
            toldAt = heading.position
            continue
          }
          const checkpoint = answer.getCheckpoint()
          if (checkpoint !== undefined) {
            const [commit, prepare] = [checkpoint.getCommitPosition(), checkpoint.getPreparePosition()]
            // Without a prepare position it names the first event of a page of which none passed the filter: that event is left out as well.
            const position = positionText(commit, prepare === '0' ? commit : prepare)
            if (toldAt === undefined || position > toldAt) {
              yield { _tag: 'checkpoint', position }
              toldAt = position
            }
            if (at === undefined || position > at) moved(position)
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
     * ESDB-36 Each time before it connects it is looked whether where the reader stands is still a place of this store.
     * A server that was restored from an older backup may end before it, and would pass over what comes up to it.
     */
    async function* connection(live: boolean): AsyncGenerator<Delivery, Ended> {
      try {
        await begun()
        const place = at === undefined ? undefined : placeOf(at)
        // At a position that is none the server would wait for ever.
        if (place !== undefined) await look(place, hold)
        return yield* deliveries(place, live, narrow ? await end(hold) : undefined)
      } catch (error) {
        return callFailure(error)
      }
    }

    const isLost = (ended: CallFailure): boolean => {
      if (behindEnd === undefined || !isBehindEnd(ended)) return isNoPosition(ended)
      return ++behindEnd >= looksBehindEnd
    }

    /**
     * ESDB-16 A subscription that ends for any reason that may pass is resumed from where its reader stands, with growing pauses, for as long as it is read.
     * Only what asking again cannot mend drops it.
     */
    async function* resumed(): AsyncGenerator<Delivery, void> {
      // Not before: an iteration that is given up before it is begun comes by no end.
      closings.add(stop)
      entry.add()
      try {
        if (after !== 'start' && after !== 'end' && placeOf(after) === undefined) {
          yield { _tag: 'dropped', reason: notOfThisStore(after) }
          return
        }
        let live = false
        while (!abort.signal.aborted && !calls.isClosed()) {
          const ended: Ended = yield* connection(live)
          live = ended === 'caughtUp'
          if (abort.signal.aborted || calls.isClosed()) break
          if (ended === 'caughtUp' || ended === 'fellBehind') continue
          if (ended !== undefined && isLost(ended)) {
            yield { _tag: 'dropped', reason: notOfThisStore(at ?? after) }
            return
          }
          if (ended !== undefined && isHopeless(ended)) {
            yield { _tag: 'dropped', reason: ended.reason }
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
