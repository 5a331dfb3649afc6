import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { fold, type Aged, type Asked, type Decider, type Due, type Refusal } from '../shared/decider.js'
import type { Happened } from '../shared/event.js'
import { plus, type Instant } from '../shared/instant.js'
import { must, same, type Case } from './contracts/case.js'
import { grow, steps, tell, type Aim, type History, type StepOptions, type Taken } from './history.js'

export interface LawOptions<C extends Asked, A, S> extends StepOptions<C> {
  readonly aim?: Aim<C, S>
  /** Types of command that say something new each time they are sent: only the command's id makes a retry of them harmless. */
  readonly again?: readonly C['type'][]
  /** Any events: that evolve and decide do not throw is then tried on histories that no command could grow. */
  readonly events?: fc.Arbitrary<A>
  /** Histories tried for each law. */
  readonly runs?: number
}

const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const earlier = (at: Instant): Instant => plus(at, -1)

/**
 * What holds for every decider, as named cases that throw. Histories are grown by running the commands.
 *
 * @example
 * for (const { name, run } of deciderLaws(shiftDecider, shiftCommand)) it(name, run)
 */
export const deciderLaws = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(
  decider: Decider<C, A, S, R>,
  command: fc.Arbitrary<C>,
  options: LawOptions<C, A, S> = {}
): readonly Case[] => {
  const { again = [], runs = 200 } = options
  const commands = steps(command, options)
  type Grown = History<C, A, S, R>
  type Decided = Taken<C, A, S, R>

  const law = (name: string, holds: (history: Grown) => void): Case => ({
    name,
    run: async () =>
      fc.assert(
        fc.property(commands, (sent) => {
          const history = grow(decider, sent, options.aim)
          try {
            holds(history)
          } catch (e) {
            throw new Error(`${e instanceof Error ? e.message : String(e)}\nafter\n${tell(history.taken)}`, { cause: e })
          }
        }),
        { numRuns: runs, includeErrorInReport: true }
      ),
  })
  const each = (name: string, holds: (taken: Decided, i: number, history: Grown) => void): Case =>
    law(name, (history) => history.taken.forEach((taken, i) => holds(taken, i, history)))

  const eventsOf = (sent: C, state: S): readonly A[] => {
    const outcome = decider.decide(sent, state)
    return E.isRight(outcome) ? outcome.right : []
  }
  const entry = ({ tag, at }: Due<C>) => `${tag} at ${at}`
  const fire = (due: Due<C>, at: Instant, state: S) => {
    const events = eventsOf({ ...due.command, at }, state)
    must(events.length > 0, `${entry(due)}, sent at ${at}, gives events`)
    const left = decider.due(fold(decider, events, state)).map(entry)
    must(!left.includes(entry(due)), `${entry(due)}, sent at ${at}, is gone after it`)
  }

  return [
    each('the same command on the same state gives the same, and changes neither', ({ command: sent, before, outcome }) =>
      same(decider.decide(sent, before), outcome, `${sent.type} decided again`)
    ),
    each('a retried command gives nothing new', ({ command: sent, events, after }) => {
      if (events.length > 0 && !again.includes(sent.type)) same(eventsOf(sent, after), [], `${sent.type} sent again`)
    }),
    each('events survive the codec through JSON', ({ events }) => {
      for (const event of events) {
        must(decider.event.is(event), `${event.type} is what its codec says`)
        same(decider.event.decode(through(event)), E.right(event), event.type)
      }
    }),
    each('a terminal state stays so', ({ command: sent, before, after }) => must(!decider.isTerminal(before) || decider.isTerminal(after), `${sent.type} leaves a terminal state`)),
    law('folding in parts equals folding at once, also through JSON', ({ events, state }) => {
      const parts = events.map((_, i) => fold(decider, events.slice(i), fold(decider, events.slice(0, i))))
      for (const part of parts) same(part, state, 'folded in two parts')
      same(fold(decider, events.map((event) => through(event) as A)), state, 'folded from JSON')
    }),
    each('no timer is set in a terminal state', ({ after }) => {
      if (decider.isTerminal(after)) same(decider.due(after), [], 'timers of a terminal state')
    }),
    each('a timer that fires at its time or later gives events, and is gone after them', ({ after }) => {
      const due = decider.due(after)
      same(new Set(due.map(entry)).size, due.length, 'timers that differ in tag or time')
      for (const one of due) for (const late of [0, 1, 3_600_000]) fire(one, plus(one.at, late), after)
    }),
    each('a timer that comes too early does nothing', ({ after }) => {
      for (const one of decider.due(after)) if (after.at < one.at) same(eventsOf({ ...one.command, at: earlier(one.at) }, after), [], `${entry(one)}, one millisecond early`)
    }),
    each('no event is before the one before it, and an earlier claim is kept', ({ command: sent, before, events }) => {
      let last = before.at
      for (const { type, at, reportedAt } of events) {
        must(at >= last, `${type} at ${at} is not before ${last}`)
        same(reportedAt, sent.at < before.at ? sent.at : undefined, `the claimed time of ${type}`)
        last = at
      }
    }),
    each('a state knows the time of its last event', ({ events, before, after }) => same(after.at, events.at(-1)?.at ?? before.at, 'the time of the state')),
    nonsense(decider, command, options.events, runs),
  ]
}

/** Events in an order that cannot be, and commands on what comes of them. */
const nonsense = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(
  decider: Decider<C, A, S, R>,
  command: fc.Arbitrary<C>,
  events: fc.Arbitrary<A> | undefined,
  runs: number
): Case => ({
  name: 'decide and evolve never throw, whatever has happened',
  run: async () =>
    fc.assert(
      fc.property(events === undefined ? fc.constant([]) : fc.array(events, { maxLength: 20, size: 'max' }), fc.array(command, { minLength: 1, maxLength: 10 }), (happened, sent) => {
        const state = fold(decider, happened)
        decider.due(state)
        decider.isTerminal(state)
        for (const one of sent) must('_tag' in decider.decide(one, state), `${one.type} is answered`)
      }),
      { numRuns: runs, includeErrorInReport: true }
    ),
})
