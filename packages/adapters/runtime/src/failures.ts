import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { HandleFailure, ReadFailure, ReadModelFailure } from '@disque/core'

/** The store's trouble, not a to-do's: everything waits, and nothing is lost. */
export type StoreTrouble = ReadModelFailure | ReadFailure | Extract<HandleFailure, { _tag: 'OutcomeUnknown' }>

/** At one instant more steps were taken than the policy allows: `todo` names the last one. */
export interface Unsettled {
  readonly _tag: 'Unsettled'
  readonly steps: number
  readonly work: string
  readonly todo: string
}

/** The read model was begun with `stored` partitions: start this worker with as many. */
export interface PartitionsDiffer {
  readonly _tag: 'PartitionsDiffer'
  readonly stored: number
  readonly asked: number
}

export type RuntimeFailure = StoreTrouble | Unsettled | PartitionsDiffer

/** Ends the work of an instant in the middle: nothing is lost, it begins again at the last checkpoint or goes on. */
export class Interrupted extends Error {
  constructor(readonly trouble: StoreTrouble) {
    super(trouble._tag)
  }
}

export const orInterrupt = <A>(read: Either<StoreTrouble, A>): A => {
  if (isLeft(read)) throw new Interrupted(read.left)
  return read.right
}

/** Every failure that is the store's or the machine's and no refusal by a rule. */
const technical: Readonly<Record<HandleFailure['_tag'], 'store' | 'todo'>> = {
  StoreUnavailable: 'store', StoreFull: 'store', StoreClosed: 'store', OutcomeUnknown: 'store', AccessDenied: 'store', StoredEventUnreadable: 'todo',
  StreamDeleted: 'todo',
  EventUndecodable: 'todo', StreamTruncated: 'todo', PlaintextRefused: 'todo', EventTooLarge: 'todo', BadEvent: 'todo', PlanUnknown: 'todo',
  TooMuchContention: 'todo', NotAllowed: 'todo',
}

/** `store`: nobody can go on. `todo`: this one cannot. Absent: a rule refused, which is an outcome. */
export const kindOf = (failure: { readonly _tag: string }): 'store' | 'todo' | undefined =>
  Object.hasOwn(technical, failure._tag) ? technical[failure._tag as HandleFailure['_tag']] : undefined
