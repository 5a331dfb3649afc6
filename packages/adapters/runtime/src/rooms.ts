import * as E from 'fp-ts/lib/Either.js'
import {
  attendantDecider, callDecider, centreDecider, handler, shiftDecider, snapshots,
  type Aged, type Asked, type Attendant, type Call, type Centre, type Clock, type Context, type Decider, type EventStore, type Handle, type Happened, type Ids, type Instant, type ReadModel, type Refusal,
  type Shift, type StoredPlans, type TodoOutcome,
} from '@disque/core'
import { kindOf } from './failures.js'

/** A technical failure, and whose it is. */
export interface Trouble {
  readonly kind: 'store' | 'todo'
  readonly failure: { readonly _tag: string }
}

/** A kind of stream as the runtime sees it: without its types. */
export interface Room {
  readonly category: string
  readonly initial: unknown
  /** Folds an event that the catalogue has decoded. */
  readonly evolve: (state: unknown, event: unknown) => unknown
  readonly isTerminal: (state: unknown) => boolean
  readonly due: (state: unknown) => readonly { readonly tag: string; readonly at: Instant; readonly command: unknown }[]
  readonly send: (command: unknown, context: Context) => Promise<E.Either<Trouble, TodoOutcome>>
}

const outcomeOf = <A extends Happened>(result: E.Either<{ readonly _tag: string }, { readonly events: readonly A[] }>): E.Either<Trouble, TodoOutcome> => {
  if (E.isRight(result)) {
    const types = result.right.events.map((event) => event.type)
    return E.right(types.length === 0 ? { _tag: 'nothing' } : { _tag: 'events', types })
  }
  const kind = kindOf(result.left)
  return kind === undefined ? E.right({ _tag: 'refusal', refusal: { ...result.left } }) : E.left({ kind, failure: result.left })
}

/** A decider and its `handle`, as the runtime sends commands to it. */
export const roomOf = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(decider: Decider<C, A, S, R>, handle: Handle<C, A, R>): Room => ({
  category: decider.category,
  initial: decider.initial,
  evolve: (state, event) => decider.evolve(state as S, event as A),
  isTerminal: (state) => decider.isTerminal(state as S),
  due: (state) => decider.due(state as S),
  send: async (command, context) => outcomeOf(await handle(command as C, context)()),
})

export interface CentreOptions {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly clock: Clock
  readonly ids: Ids
  readonly plans: StoredPlans
  /** Asked before every command: a reason when this actor may not send it. */
  readonly authorise?: (actor: string | undefined, command: { readonly type: string }) => string | undefined
  /** How many streams' states each room keeps at least. */
  readonly cache?: number
}

/** A `handle` for each room, and the decider that the plans were given to. */
export interface CentreRooms {
  readonly call: Handle<Call.Command, Call.Event, Call.Refusal>
  readonly shift: Handle<Shift.Command, Shift.Event, Shift.Refusal>
  readonly attendant: Handle<Attendant.Command, Attendant.Event, Attendant.Refusal>
  readonly centre: Handle<Centre.Command, Centre.Event, Centre.Refusal>
  readonly callDecider: Decider<Call.Command, Call.Event, Call.State, Call.Refusal>
}

/**
 * The core's rooms over one store: a `handle` for each, to send commands with.
 *
 * @example
 * const rooms = centreRooms({ store, readModel, clock, ids, plans })
 * const result = await rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at })()
 */
export const centreRooms = ({ store, readModel, clock, ids, plans, authorise, cache }: CentreOptions): CentreRooms => {
  const common = { store, clock, ids, ...(authorise === undefined ? {} : { authorise }), ...(cache === undefined ? {} : { cache }) }
  const call = callDecider(plans.plan)
  const changePlan = handler(centreDecider, { ...common, snapshots: snapshots({ readModel, store, category: 'centre', version: 1 }) })
  /** A changed plan is at hand as soon as it is stored. */
  const centre: typeof changePlan = (command, context) => async () => {
    const changed = await changePlan(command, context)()
    if (E.isRight(changed)) await plans.refresh(command.centre)()
    return changed
  }
  return {
    call: handler(call, { ...common, plans }),
    shift: handler(shiftDecider, common),
    attendant: handler(attendantDecider, { ...common, snapshots: snapshots({ readModel, store, category: 'attendant', version: 1 }) }),
    centre,
    callDecider: call,
  }
}

/** The same for the runtime: what it sends commands to, by category. */
export const roomsByCategory = (rooms: CentreRooms): Readonly<Record<string, Room>> => ({
  call: roomOf(rooms.callDecider, rooms.call),
  shift: roomOf(shiftDecider, rooms.shift),
  attendant: roomOf(attendantDecider, rooms.attendant),
  centre: roomOf(centreDecider, rooms.centre),
})
