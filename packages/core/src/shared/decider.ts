import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventUnion, Happened } from './event.js'
import type { PlanVersion } from './ids.js'
import type { Instant } from './instant.js'

/** Why a command changes nothing. */
export interface Refusal {
  readonly _tag: string
}

/** What every command has: its type and the time at which it counts. */
export interface Asked {
  readonly type: string
  readonly at: Instant
}

/** What a state always knows: the time of the stream's last event (0 before the first). */
export interface Aged {
  readonly at: Instant
}

/** A timer that a state waits for: `command` is to be sent at `at` or later. */
export interface Due<C> {
  readonly tag: string
  readonly at: Instant
  readonly command: C
}

export type Outcome<E, R> = Either<R, readonly E[]>

/** The three answers that a rule may give, typed so that a misspelt field does not compile. */
export const outcomes = <Event, R extends Refusal>() => ({
  emit: (...events: readonly [Event, ...Event[]]): Outcome<Event, R> => E.right(events),
  refuse: (refusal: R): Outcome<Event, R> => E.left(refusal),
  nothing: E.right([]) as Outcome<Event, R>,
})

export interface Decider<C extends Asked, A extends Happened, S extends Aged, R extends Refusal> {
  /** The streams' category: `call` for `call-7f3a`. */
  readonly category: string
  readonly event: EventUnion<A>
  readonly initial: S
  /** The id behind the category in the stream's name. */
  readonly id: (command: C) => string
  /** Events: it happened. None: it is already so. Left: refused, and why. Never throws. */
  readonly decide: (command: C, state: S) => Outcome<A, R>
  /** Total and without rules: history is never rejected. */
  readonly evolve: (state: S, event: A) => S
  readonly isTerminal: (state: S) => boolean
  readonly due: (state: S) => readonly Due<C>[]
  /** Versions of configuration that must be at hand before `decide` is called. */
  readonly plans?: (command: C, state: S) => readonly PlanVersion[]
}

/**
 * Makes a decider whose events never go back in time: a command that claims an earlier time than the
 * stream's last event counts from that event on, and the events keep the claim as `reportedAt`.
 */
export const decider = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(
  d: Decider<C, A, S, R>
): Decider<C, A, S, R> => ({
  ...d,
  decide: (command, state) => {
    if (command.at >= state.at) return d.decide(command, state)
    const outcome = d.decide({ ...command, at: state.at }, state)
    return E.isLeft(outcome) ? outcome : E.right(outcome.right.map((e) => ({ ...e, reportedAt: command.at })))
  },
})

export const fold = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(
  d: Decider<C, A, S, R>,
  events: Iterable<A>,
  from: S = d.initial
): S => {
  let state = from
  for (const e of events) state = d.evolve(state, e)
  return state
}
