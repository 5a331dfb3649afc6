import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Aged, Asked, Decider, Due, Outcome, Refusal } from '../shared/decider.js'
import type { Happened } from '../shared/event.js'
import { canonical } from './contracts/case.js'

/** A command, and whether the timers that are due by then fire before it. */
export interface Step<C> {
  readonly command: C
  readonly timers: boolean
}

/** One command that was decided: what was there before, what came of it. */
export interface Taken<C, A, S, R> {
  readonly command: C
  readonly before: S
  readonly outcome: Outcome<A, R>
  /** None where it was refused. */
  readonly events: readonly A[]
  readonly after: S
}

export interface History<C, A, S, R> {
  readonly taken: readonly Taken<C, A, S, R>[]
  readonly events: readonly A[]
  readonly state: S
}

export interface StepOptions<C> {
  /** Commands that most histories begin with, such as the one that opens the stream. */
  readonly opening?: fc.Arbitrary<readonly C[]>
  readonly maxLength?: number
}

/** Commands in an order of their own: half of the time by their instants, half at random, as late claims come. */
export const steps = <C extends Asked>(command: fc.Arbitrary<C>, { opening, maxLength = 40 }: StepOptions<C> = {}): fc.Arbitrary<readonly Step<C>[]> => {
  const none: fc.Arbitrary<readonly C[]> = fc.constant([])
  return fc
    .record({
      first: opening === undefined ? none : fc.oneof({ weight: 9, arbitrary: opening }, { weight: 1, arbitrary: none }),
      rest: fc.array(fc.record({ command, timers: fc.boolean() }), { maxLength, size: 'max' }),
      inTime: fc.boolean(),
    })
    .map(({ first, rest, inTime }) => [
      ...first.map((one) => ({ command: one, timers: false })),
      ...(inTime ? [...rest].sort((a, b) => a.command.at - b.command.at) : rest),
    ])
}

const frozen = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
  return value
}

const firstDue = <C>(due: readonly Due<C>[], by: number): Due<C> | undefined =>
  due.filter((d) => d.at <= by).sort((a, b) => a.at - b.at || (a.tag < b.tag ? -1 : 1))[0]

/** Timers that may fire before one command: more would never end. */
const mostTimers = 1000

/** Turns a command towards what is there, such as an offer that stands: else most random commands miss. */
export type Aim<C, S> = (command: C, state: S) => C

/**
 * Grows a history by sending commands to a decider, one after the other, with timers between them.
 * States and events are frozen, so that a decider that changes what it was given throws.
 */
export const grow = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(
  decider: Decider<C, A, S, R>,
  commands: readonly Step<C>[],
  aim: Aim<C, S> = (command) => command
): History<C, A, S, R> => {
  const taken: Taken<C, A, S, R>[] = []
  let state = frozen(decider.initial)
  const take = (command: C): boolean => {
    const before = state
    const outcome = frozen(decider.decide(frozen(command), before))
    const events = E.isRight(outcome) ? outcome.right : []
    for (const event of events) state = frozen(decider.evolve(state, event))
    taken.push({ command, before, outcome, events, after: state })
    return events.length > 0
  }
  for (const { command, timers } of commands) {
    for (let n = 0; timers && n < mostTimers; n++) {
      const due = firstDue(decider.due(state), command.at)
      if (due === undefined || !take(due.command)) break
    }
    take(aim(command, state))
  }
  return { taken, events: taken.flatMap((t) => t.events), state }
}

/** A history as text, one line a command: for messages. */
export const tell = <C extends Asked, A extends Happened, S, R>(taken: readonly Taken<C, A, S, R>[]): string =>
  taken
    .map(({ command, outcome }) => `  ${canonical(command)}\n    -> ${E.isLeft(outcome) ? `refused ${canonical(outcome.left)}` : outcome.right.map((e) => e.type).join(', ') || 'nothing'}`)
    .join('\n')
