import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Clock } from '../ports/clock.js'
import type { AppendFailure, Appended, EventStore, Position, Revision } from '../ports/event-store.js'
import type { Ids } from '../ports/ids.js'
import type { Plans, PlanUnknown } from '../ports/plans.js'
import type { Aged, Asked, Decider, Refusal } from '../shared/decider.js'
import type { Happened } from '../shared/event.js'
import { hash53 } from '../shared/hash.js'
import { streamName, type PlanVersion, type StreamName } from '../shared/ids.js'
import { isUnknown, resender } from './append.js'
import { note, recent, sees, type Loaded } from './cache.js'
import { envelopes, type Context } from './envelopes.js'
import { loader, type LoadFailure } from './load.js'
import type { Snapshots } from './snapshots.js'
import { turns } from './turns.js'

export interface Handled<A> {
  /** What the command caused: none when it was already so. */
  readonly events: readonly A[]
  /** Of the stream's last known event; −1 when it has none. */
  readonly revision: Revision
  readonly position: Position
  /** This command id had been carried out before: these are its events from then. */
  readonly already: boolean
}

export type HandleFailure =
  | LoadFailure
  | Exclude<AppendFailure, { _tag: 'WrongRevision' }>
  | PlanUnknown
  /** Others kept writing to the stream: try again. */
  | { readonly _tag: 'TooMuchContention'; readonly stream: StreamName; readonly tries: number }
  | { readonly _tag: 'NotAllowed'; readonly reason: string }

export interface HandlerOptions<C, S> {
  readonly store: EventStore
  readonly clock: Clock
  readonly ids: Ids
  /** For deciders that need configuration. */
  readonly plans?: Plans
  /** For streams without a natural end: state and command ids kept in a read model. */
  readonly snapshots?: Snapshots<S>
  /** Asked first: a reason when this actor may not send this command. */
  readonly authorise?: (actor: string | undefined, command: C) => string | undefined
  /** How many streams' states are kept at least; twice as many at most. 0 turns it off. */
  readonly cache?: number
  /** How often a conflict is decided again, or an unanswered append sent again, before it is a failure. */
  readonly tries?: number
}

export type Handle<C, A, R> = (command: C, context?: Context) => TaskEither<R | HandleFailure, Handled<A>>

const longestPauseMs = 2000

/**
 * Loads a stream, decides a command and appends what happened: once, however often the command is sent.
 *
 * @example
 * const handle = handler(shiftDecider, { store, clock, ids })
 * const result = await handle({ type: 'StartBreak', shift, reason: 'lunch', at }, { commandId })()
 * if (result._tag === 'Left') switch (result.left._tag) { case 'AlreadyOnBreak': break }
 */
export const handler = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(
  decider: Decider<C, A, S, R>,
  options: HandlerOptions<C, S>
): Handle<C, A, R> => {
  const { store, clock, ids, plans, snapshots, authorise, tries = 12, cache: size = 50_000 } = options
  const pause = (attempt: number) => clock.pause(Math.ceil(ids.chance() * Math.min(longestPauseMs, 2 ** attempt)))
  const cache = size > 0 ? recent<Loaded<S>>(size) : undefined
  const queue = turns()
  const load = loader(decider, store, snapshots)
  const again = resender(store, tries, pause)
  type Result = Either<R | HandleFailure, Handled<A>>

  const missingPlans = (command: C, state: S): readonly PlanVersion[] =>
    plans === undefined || decider.plans === undefined ? [] : decider.plans(command, state).filter((version) => !plans.has(version))

  /** Folds in what was just stored. */
  const taken = (loaded: Loaded<S>, events: readonly A[], { revision, position }: Appended, hash: number): void => {
    for (const event of events) loaded.state = decider.evolve(loaded.state, event)
    loaded.revision = revision
    loaded.position = position
    note(loaded, hash)
  }

  // One function with one wait where nothing is in the way: each more would cost as much as the rule itself.
  const attempt = async (command: C, context: Context): Promise<Result> => {
    const reason = authorise?.(context.actor, command)
    if (reason !== undefined) return E.left({ _tag: 'NotAllowed', reason })
    const id = decider.id(command)
    const commandId = context.commandId ?? ids.commandId()
    const turn = queue.take(id)
    if (turn !== undefined) await turn
    try {
      let loaded = cache?.get(id)
      let fresh = loaded === undefined
      if (loaded === undefined) {
        const cold = await load.cold(streamName(decider.category, id))
        if (E.isLeft(cold)) return cold
        loaded = cold.right
        if (loaded.revision >= 0) cache?.put(id, loaded)
      }
      const hash = hash53(commandId)
      for (let conflicts = 0; conflicts <= tries; ) {
        // HANDLE-01 A command id that was carried out is answered with its events, and never decided again.
        if (load.mayBeDone(loaded, hash)) {
          const done = await load.before(loaded, commandId, hash)
          if (E.isLeft(done)) return done
          if (done.right !== undefined) return E.right({ ...done.right, already: true })
        }
        // HANDLE-06 Every version of configuration that command and state name is at hand before it is decided.
        const missing = missingPlans(command, loaded.state)
        if (plans !== undefined && missing.length > 0) {
          const got = await plans.load(missing)()
          if (E.isLeft(got)) return got
        }
        const outcome = decider.decide(command, loaded.state)
        if (E.isLeft(outcome) || outcome.right.length === 0) {
          // HANDLE-02 An answer without events is never given from memory alone: the tail is read first.
          if (!fresh) {
            const moved = await load.tail(loaded)
            if (E.isLeft(moved)) return moved
            fresh = true
            if (moved.right) continue
          }
          return E.isLeft(outcome) ? outcome : E.right({ events: [], revision: loaded.revision, position: loaded.position, already: false })
        }
        const expected = loaded.revision < 0 ? 'no-stream' : loaded.revision
        const events = envelopes(decider.event, outcome.right, loaded.stream, commandId, context, clock.now())
        let stored = await store.append(loaded.stream, expected, events)()
        if (isUnknown(stored)) stored = await again(stored, loaded.stream, expected, events)
        if (E.isRight(stored) && !stored.right.already) {
          taken(loaded, outcome.right, stored.right, hash)
          if (expected === 'no-stream') cache?.put(id, loaded)
          if (snapshots !== undefined) await snapshots.keep(loaded)
          return E.right({ events: outcome.right, revision: loaded.revision, position: loaded.position, already: false })
        }
        const failure = E.isLeft(stored) ? stored.left : undefined
        if (failure !== undefined && failure._tag !== 'WrongRevision' && failure._tag !== 'OutcomeUnknown') return E.left(failure)
        // HANDLE-05 Where others were first, only what lies behind is read and it is decided again: a bounded number of times, with growing pauses.
        if (conflicts > 0) await pause(conflicts)
        const moved = await load.tail(loaded)
        if (failure?._tag === 'OutcomeUnknown' && (E.isLeft(moved) || !sees(loaded, hash))) return E.left(failure)
        if (E.isLeft(moved)) return moved
        fresh = true
        conflicts++
      }
      cache?.drop(id)
      return E.left({ _tag: 'TooMuchContention', stream: loaded.stream, tries })
    } catch (bug) {
      // A rule that throws may have left the state half-folded.
      cache?.drop(id)
      throw bug
    } finally {
      queue.give(id)
    }
  }

  return (command, context = {}) => () => attempt(command, context)
}
