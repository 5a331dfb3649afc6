import * as E from 'fp-ts/lib/Either.js'
import { fold, type Aged, type Asked, type Decider, type Refusal } from '../shared/decider.js'
import type { Happened } from '../shared/event.js'
import { canonical } from './contracts/case.js'
import { eventDifferences, fieldDifferences } from './differences.js'

/** A stream with a history, to which a command may be sent. */
export interface Given<C, A, R> {
  readonly when: (command: C) => When<C, A, R>
}

/** What came of the command: exactly one of these holds, the others throw. Each answers the stream as it then is, so that a story can go on. */
export interface When<C, A, R> {
  /** Exactly these events: in this order, this many, equal in every field. */
  readonly then: (...events: readonly [A, ...A[]]) => Given<C, A, R>
  readonly thenRefused: (refusal: R) => Given<C, A, R>
  /** No event and no refusal: it was already so. */
  readonly thenNothing: () => Given<C, A, R>
}

/**
 * Says what a decider does with a command after a history. Throws an Error with the difference when it does something else.
 *
 * @example
 * given(shiftDecider)(started).when({ type: 'StartBreak', shift, at, reason: 'lunch' }).then({ type: 'BreakStarted', at, reason: 'lunch' })
 */
export const given =
  <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(decider: Decider<C, A, S, R>) =>
  (...history: readonly A[]): Given<C, A, R> => ({
    when: (command) => {
      const outcome = decider.decide(command, fold(decider, history))
      const fail = (words: string): never => {
        throw new Error(`${command.type}: ${words}`)
      }
      const events = (wanted: readonly A[]): Given<C, A, R> => {
        if (E.isLeft(outcome)) return fail(`refused with ${canonical(outcome.left)}\n  wanted ${wanted.map((e) => e.type).join(', ') || 'nothing'}`)
        const different = eventDifferences(wanted, outcome.right)
        return different === undefined ? given(decider)(...history, ...outcome.right) : fail(different)
      }
      return {
        then: (...wanted) => events(wanted),
        thenNothing: () => events([]),
        thenRefused: (wanted) => {
          if (E.isRight(outcome)) return fail(`not refused, but ${outcome.right.map((e) => e.type).join(', ') || 'nothing'}\n  wanted ${canonical(wanted)}`)
          const lines = fieldDifferences(wanted, outcome.left)
          return lines.length === 0 ? given(decider)(...history) : fail(['the refusals differ', ...lines].join('\n'))
        },
      }
    },
  })
