import * as E from 'fp-ts/lib/Either.js'
import {
  Call, hash53, plus, Shift, storedPlans,
  type AttendantId, type CallId, type Clock, type CommandId, type Context, type EventStore, type Instant, type OfferId, type Plan, type Position, type ReadModel, type Recorded, type ShiftId, type SubjectRef, type TopicId,
} from '@disque/core'
import { seededIds } from '@disque/core/testing'
import { kindOf } from '../failures.js'
import { centreRooms } from '../index.js'
import { centre, plan, planWith } from '../scene.test-kit.js'

/** What was answered as stored: it has to be found in the end. */
export interface Acknowledged {
  readonly commandId: string
  readonly stream: string
  readonly types: readonly string[]
}

/** Whoever calls and whoever answers: real commands, over a store that may fail as the workers' does. */
export interface People {
  /** Reads what is new and has everybody act on it; false where the store could not be read. */
  readonly act: () => Promise<boolean>
  /** Nobody calls any more; who is served is served, and the attendants sign out. */
  readonly goHome: () => void
  readonly areGone: () => boolean
  /** Calls that have ended so far. */
  readonly served: () => number
  readonly position: () => Position
  readonly acknowledged: () => readonly Acknowledged[]
}

const attendants = ['ana', 'bia', 'caio', 'davi', 'elis', 'fabio']
const callersAtOnce = 12
/** Everything short, so that timers fire often. */
const shortPlan: Plan.Plan = {
  ...planWith({ offerSeconds: 6, wrapUpSeconds: 4, confirmSeconds: 8 }),
  menus: plan.menus.map((menu) => ({ ...menu, timeoutSeconds: 3, tries: 1 })),
}

const chanceOf = (what: string): number => hash53(what) / 2 ** 53

/** Everybody's mind is made up from the start: it depends on names alone. */
const minds = {
  presses: (call: string) => chanceOf(`${call} presses`) < 0.7,
  patienceMs: (call: string) => 20_000 + 40_000 * chanceOf(`${call} waits`),
  talksMs: (call: string) => 2_000 + 8_000 * chanceOf(`${call} talks`),
  onOffer: (offer: string): 'accept' | 'decline' | 'ignore' => {
    const chance = chanceOf(`${offer} is`)
    return chance < 0.7 ? 'accept' : chance < 0.85 ? 'decline' : 'ignore'
  },
  endsWrapUp: (offer: string) => chanceOf(`${offer} wraps`) < 0.4,
}

/** What an attendant does at the desk. */
type ShiftAct = { readonly type: 'Accept' | 'Decline' | 'EndWrapUp'; readonly offer: OfferId } | { readonly type: 'EndBreak' | 'SignOut' }

interface Options {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly clock: Clock
}

export const people = ({ store, readModel, clock }: Options): People => {
  const ids = seededIds('people')
  const plans = storedPlans(store)
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const calls = new Map<CallId, Call.State>()
  const shifts = new Map<ShiftId, Shift.State>()
  const since = new Map<string, Instant>()
  const begun = new Set<string>()
  const closed = new Set<string>()
  const acknowledged: Acknowledged[] = []
  let after: Position | undefined
  let dialled = 0
  let leaving = false
  let opened = false

  /** Sent again, under the same command id, until it is carried out or refused by a rule: a caller has one telephone and presses until something happens. */
  const insist = async (commandId: string, stream: string, send: (context: Context) => Promise<E.Either<{ readonly _tag: string }, { readonly events: readonly { readonly type: string }[] }>>): Promise<void> => {
    if (begun.has(commandId)) return
    begun.add(commandId)
    for (;;) {
      const sent = await send({ commandId: commandId as CommandId })
      if (E.isRight(sent)) {
        acknowledged.push({ commandId, stream, types: sent.right.events.map((event) => event.type) })
        return
      }
      if (kindOf(sent.left) === undefined) return
      await clock.pause(500)
    }
  }
  const planNow = () => plans.inForce(centre, clock.now())?.version ?? ('none@1' as never)
  const press = (call: CallId) =>
    insist(`press/${call}`, `call-${call}`, (context) => rooms.call({ type: 'PressDigit', digit: '1', call, planNow: planNow(), at: clock.now() }, context)())
  const hangUp = (call: CallId) => insist(`hang-up/${call}`, `call-${call}`, (context) => rooms.call({ type: 'HangUp', by: 'caller', call, at: clock.now() }, context)())
  const toShift = (what: string, shift: ShiftId, command: ShiftAct) =>
    insist(`${what}/${shift}`, `shift-${shift}`, (context) => rooms.shift({ ...command, shift, at: clock.now() }, context)())

  const signIn = async (name: string): Promise<void> => {
    const [attendant, stream] = [name as AttendantId, `attendant-${name}`]
    await insist(`register/${name}`, stream, (context) => rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at: clock.now() }, context)())
    await insist(`train/${name}`, stream, (context) => rooms.attendant({ type: 'TrainAttendant', attendant, topic: 'general' as TopicId, level: 1, at: clock.now() }, context)())
    await insist(`open/${name}`, stream, (context) =>
      rooms.attendant({ type: 'OpenShift', attendant, shift: `${name}-1` as ShiftId, startBy: plus(clock.now(), 3_600_000), at: clock.now() }, context)())
  }
  const open = async (): Promise<void> => {
    await insist('plan', `centre-${centre}`, (context) => rooms.centre({ type: 'ChangePlan', centre, plan: shortPlan, at: clock.now() }, context)())
    while (plans.inForce(centre, clock.now()) === undefined) await plans.refresh(centre)()
    await Promise.all(attendants.map(signIn))
    opened = true
  }

  const dial = (): Promise<void> => {
    const call = `c${++dialled}` as CallId
    const [protocol, subject] = [ids.protocolNumber(clock.now(), plan.timeZone), `s-${dialled % 20}` as SubjectRef]
    calls.set(call, Call.initial)
    return insist(`dial/${call}`, `call-${call}`, (context) => {
      const version = planNow()
      return rooms.call({ type: 'ReceiveCall', call, centre, plan: version, planNow: version, at: clock.now(), protocol, dialled: '121', origin: 'landline', subject }, context)()
    })
  }

  const passed = (what: string): number => clock.now() - (since.get(what) ?? clock.now())

  const caller = async (call: CallId, state: Call.State): Promise<void> => {
    if (state.status === 'menu' && minds.presses(call)) await press(call)
    if (state.status === 'waiting' && passed(`${call} waiting`) > minds.patienceMs(call)) await hangUp(call)
    if (state.status === 'talking' && passed(`${call} talking`) > minds.talksMs(call)) await hangUp(call)
  }

  const attendant = async (shift: ShiftId, state: Shift.State): Promise<void> => {
    if (state.status !== 'open' && state.status !== 'leaving') return
    for (const { offer } of state.reservations) {
      const mind = minds.onOffer(offer)
      if (mind === 'accept') await toShift(`accept/${offer}`, shift, { type: 'Accept', offer })
      if (mind === 'decline') await toShift(`decline/${offer}`, shift, { type: 'Decline', offer })
    }
    for (const { offer } of state.wrapUps) if (minds.endsWrapUp(offer)) await toShift(`wrap/${offer}`, shift, { type: 'EndWrapUp', offer })
    if (state.onBreak !== undefined) await toShift(`back/${state.at}`, shift, { type: 'EndBreak' })
    if (leaving && state.status === 'open' && ended() === dialled) await toShift('leave', shift, { type: 'SignOut' })
  }

  const ended = (): number => [...calls.values()].filter(({ status }) => status === 'ended' || status === 'refused').length

  const learn = ({ stream, data, type }: Recorded): void => {
    const id = stream.slice(stream.indexOf('-') + 1)
    if (stream.startsWith('call-')) {
      const call = id as CallId
      const state = Call.evolve(calls.get(call) ?? Call.initial, data as unknown as Call.Event)
      if (!since.has(`${call} ${state.status}`)) since.set(`${call} ${state.status}`, clock.now())
      calls.set(call, state)
    }
    if (stream.startsWith('shift-')) shifts.set(id as ShiftId, Shift.evolve(shifts.get(id as ShiftId) ?? Shift.initial, data as unknown as Shift.Event))
    if (type === 'ShiftClosed') closed.add(id)
  }

  const read = async (): Promise<boolean> => {
    for await (const one of store.readAll(after === undefined ? {} : { after })) {
      if (E.isLeft(one)) return false
      learn(one.right)
      after = one.right.position
    }
    return true
  }

  return {
    act: async () => {
      if (!opened) await open()
      if (!(await read())) return false
      const acts = [...[...calls].map(([call, state]) => caller(call, state)), ...[...shifts].map(([shift, state]) => attendant(shift, state))]
      while (!leaving && dialled - ended() < callersAtOnce) acts.push(dial())
      await Promise.all(acts)
      return true
    },
    goHome: () => {
      leaving = true
    },
    areGone: () => leaving && dialled === ended() && closed.size === attendants.length,
    served: ended,
    position: () => after ?? '',
    acknowledged: () => acknowledged,
  }
}
