import {
  plus, type Attendant, type Call, type CentreId, type Clock, type Handle, type Ids, type Instant, type Plan, type PlanVersion, type Shift, type StoredPlans, type Vault,
} from '@disque/core'
import { agenda, type Action, type Planned, type Taken } from './agenda.js'
import { random, type Random } from './random.js'
import { sendTo, Unexpected } from './send.js'
import { queueLengths, type QueueLengths } from './waiting.js'

/** What the world outside needs of the centre. */
export interface Centre {
  readonly centre: CentreId
  readonly rooms: {
    readonly call: Handle<Call.Command, Call.Event, Call.Refusal>
    readonly shift: Handle<Shift.Command, Shift.Event, Shift.Refusal>
    readonly attendant: Handle<Attendant.Command, Attendant.Event, Attendant.Refusal>
  }
  readonly plans: StoredPlans
  readonly vault: Vault
  readonly ids: Ids
  readonly clock: Clock
}

/** What callers and attendants have in common: the time, what is to come, and a way to the centre. */
export interface Scene {
  readonly centre: CentreId
  readonly ids: Ids
  readonly vault: Vault
  readonly now: () => Instant
  readonly at: (when: Instant, act: Action) => Planned
  readonly after: (from: Instant, seconds: number, act: Action) => Planned
  readonly next: () => Instant | undefined
  readonly take: (now: Instant) => Taken | undefined
  readonly chance: (name: string) => Random
  readonly edition: () => Plan.PlanEdition
  /** The live configuration that a command depends on. */
  readonly live: () => { readonly planNow: PlanVersion; readonly waitingNow: Readonly<Record<string, number>> }
  readonly waiting: QueueLengths
  readonly toCall: ReturnType<typeof sendTo<Call.Command, Call.Event, Call.Refusal>>
  readonly toShift: ReturnType<typeof sendTo<Shift.Command, Shift.Event, Shift.Refusal>>
  readonly toAttendant: ReturnType<typeof sendTo<Attendant.Command, Attendant.Event, Attendant.Refusal>>
}

export const scene = ({ centre, rooms, plans, vault, ids, clock }: Centre, seed: number): Scene => {
  const todo = agenda()
  const waiting = queueLengths()
  const edition = (): Plan.PlanEdition => {
    const found = plans.inForce(centre, clock.now())
    if (found === undefined) throw new Unexpected('looking up the plan in force', { _tag: 'PlanUnknown' })
    return found
  }
  return {
    centre, ids, vault, waiting, edition,
    now: clock.now,
    at: todo.add,
    after: (from, seconds, act) => todo.add(plus(from, Math.round(seconds * 1000)), act),
    next: todo.next,
    take: todo.take,
    chance: (name) => random(seed, name),
    live: () => ({ planNow: edition().version, waitingNow: waiting.now() }),
    toCall: sendTo(rooms.call, { ids, centre }),
    toShift: sendTo(rooms.shift, { ids, centre }),
    toAttendant: sendTo(rooms.attendant, { ids, centre }),
  }
}
