import * as E from 'fp-ts/lib/Either.js'
import {
  plus, seconds, storedPlans, termsFor,
  type Attendant, type AttendantId, type Call, type CallId, type CentreId, type ContactId, type EventStore, type Instant, type OfferId, type Outbound, type Plan, type PlanVersion, type QueueId, type ReadModel, type Recorded, type Shift, type ShiftId,
  type TopicId,
} from '@disque/core'
import { heldClock, seededIds, type HeldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { mortal } from './moving/dying.test-kit.js'
import { centreRooms, createRuntime, type RuntimeOptions } from './index.js'

export const centre = 'central' as CentreId
export const start = 1_593_597_600_000 as Instant // 2020-07-01T10:00:00Z
const always = { timeZone: 'America/Sao_Paulo', weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, [{ from: '00:00', until: '24:00' }]])), breaks: [], holidays: [], exceptions: [] }

/** One number, one menu with two digits, one queue. */
export const plan = {
  centre, name: 'Test', timeZone: 'America/Sao_Paulo', notInService: 'not-in-service',
  numbers: [{
    dialled: '121', entries: [{ target: { to: 'menu', menu: 'main' } }], served: [{ origin: 'landline', payer: 'centre' }],
    refusals: { retired: 'no', originNotServed: 'no', closed: 'no', blocked: 'no', queueFull: 'no' },
  }],
  menus: [{
    id: 'main', prompt: 'welcome', timeoutSeconds: 10, tries: 2, exhausted: { to: 'queue', topic: 'general', queue: 'general', priority: 0 },
    options: [{ digit: '1', target: { to: 'queue', topic: 'general', queue: 'general', priority: 0 } }, { digit: '4', target: { to: 'end', announcement: 'places' } }],
  }],
  topics: [{ id: 'general', name: 'General' }],
  queues: [{ id: 'general', name: 'General', channel: 'voice', calendar: 'always', offerSeconds: 15, offerLimit: 1, wrapUpSeconds: 30, confirmSeconds: 10, resumeSeconds: 300, serviceLevelSeconds: 20 }],
  channels: [{ channel: 'voice', cost: 1, interrupts: [] }],
  announcements: ['not-in-service', 'no', 'welcome', 'places'].map((id) => ({ id, pt: id })),
  calendars: { always }, breakReasons: ['lunch'], missLimit: 2, blocked: [],
} as unknown as Plan.Plan

/** The same, its queue by other rules. */
export const planWith = (more: Partial<Plan.Queue>): Plan.Plan => ({ ...plan, queues: plan.queues.map((q) => ({ ...q, ...more })) })

const must = async <A>(task: () => Promise<E.Either<unknown, A>>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

export const all = async (store: EventStore): Promise<readonly Recorded[]> => {
  const found: Recorded[] = []
  for await (const read of store.readAll()) {
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
    found.push(read.right)
  }
  return found
}

type Without<C, K extends PropertyKey> = C extends unknown ? Omit<C, K> : never

/** How long a worker lives, in appends, and from which one on its checkpoints are lost with it. */
export interface Life {
  readonly appends: number
  readonly loses?: number
}

export interface SceneOptions extends Partial<Pick<RuntimeOptions, 'holder' | 'leaseMs' | 'partitions' | 'tries' | 'processes' | 'projections' | 'stepsAtOnce' | 'stepsPerCheckpoint' | 'onParked' | 'telemetry'>> {
  /** Of the workers one after the other; the last one lives for ever. */
  readonly lives?: readonly Life[]
  readonly store?: EventStore
  readonly readModel?: ReadModel
  readonly outbound?: Outbound
  readonly seed?: number
  readonly now?: Instant
  readonly clock?: HeldClock
}

/** A centre in memory with a held clock; `advance` goes on to whatever is due on the way. */
export const scene = async (options: SceneOptions = {}) => {
  const { store = memoryStore(), readModel = memoryReadModel(), seed = 1, now = start, clock = heldClock(now) } = options
  const ids = seededIds(seed)
  const plans = storedPlans(store)
  /** The world's, who never dies. */
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  await must(plans.refresh(centre))

  const lives = [...(options.lives ?? [])]
  const born = () => {
    const life = lives.shift()
    const self = life === undefined ? { store, readModel } : mortal(store, readModel, life.appends, life.loses)
    const own = { ...self, clock, ids, plans: storedPlans(self.store) }
    return createRuntime({ holder: `worker-${lives.length}`, ...options, ...own, rooms: centreRooms(own) })
  }
  let runtime = born()
  let deaths = 0

  /** The worker dies now; the next one comes. */
  const die = () => {
    deaths++
    runtime = born()
  }

  const settle = async (): Promise<{ readonly next: Instant | undefined }> => {
    const settled = await runtime.settle(clock.now())()
    const kept = await runtime.checkpoint()()
    const result = E.isLeft(kept) ? kept : settled
    if (E.isRight(settled) && E.isRight(kept)) return settled.right
    if (E.isLeft(result) && result.left._tag !== 'StoreUnavailable') throw new Error(JSON.stringify(result.left))
    die()
    return settle()
  }
  const advance = async (span: number) => {
    const end = plus(clock.now(), span)
    for (let { next } = await settle(); next !== undefined && next <= end; { next } = await settle()) clock.set(next)
    clock.set(end)
    await settle()
  }
  const changePlan = (changed: Plan.Plan = plan) => must(rooms.centre({ type: 'ChangePlan', centre, plan: changed, at: clock.now() }))
  const signIn = async (name: string, shift = `${name}-1`) => {
    const attendant = name as AttendantId
    const at = clock.now()
    await rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at })()
    await must(rooms.attendant({ type: 'TrainAttendant', attendant, topic: 'general' as TopicId, level: 1, at }))
    await rooms.attendant({ type: 'OpenShift', attendant, shift: shift as ShiftId, startBy: plus(at, seconds(60)), at })()
  }
  const planNow = () => plans.inForce(centre, clock.now())?.version ?? ('none@1' as never)
  /** A refusal is an answer like any other: what the world tries may be too late. */
  const tries = async (task: () => Promise<E.Either<{ readonly _tag: string }, unknown>>): Promise<string | undefined> => {
    const result = await task()
    return E.isLeft(result) ? result.left._tag : undefined
  }
  const dial = (name: string, more: Partial<Call.ReceiveCall> = {}) => {
    const version = planNow()
    return tries(rooms.call({
      type: 'ReceiveCall', call: name as CallId, centre, plan: version, planNow: version, at: clock.now(), protocol: ids.protocolNumber(clock.now(), plan.timeZone),
      dialled: '121', origin: 'landline', subject: ids.subjectRef(), ...more,
    }))
  }
  /** With the plan in force, where the command names none. */
  const toCall = (name: string, command: Without<Call.Command, 'call' | 'at' | 'planNow'> & { readonly planNow?: PlanVersion }) =>
    tries(rooms.call({ planNow: planNow(), ...command, call: name as CallId, at: clock.now() }))
  const toShift = (shift: string, command: Without<Shift.Command, 'shift' | 'at'>) => tries(rooms.shift({ ...command, shift: shift as ShiftId, at: clock.now() }))
  const toAttendant = (name: string, command: Without<Attendant.Command, 'attendant' | 'at'>) =>
    tries(rooms.attendant({ ...command, attendant: name as AttendantId, at: clock.now() }))
  /** An attendant takes a call out of the queue by hand. */
  const pick = (shift: string, call: string, offer: string) => {
    const edition = plans.inForce(centre, clock.now())
    const terms = edition === undefined ? undefined : termsFor(edition, 'general' as QueueId, clock.now())
    return terms === undefined ? Promise.resolve('no plan') : toShift(shift, { type: 'PickContact', offer: offer as OfferId, contact: `call-${call}` as ContactId, terms })
  }
  const press = (name: string, digit: string) => toCall(name, { type: 'PressDigit', digit })
  const hangUp = (name: string, by: 'caller' | 'system' = 'caller') => toCall(name, { type: 'HangUp', by })
  const events = () => all(store)
  const typesOf = async (stream: string) => (await events()).filter((e) => e.stream === stream).map((e) => e.type)
  /** Reservations that are pending, by shift. */
  const pending = async () => {
    const found = new Map<OfferId, { readonly shift: ShiftId; readonly contact: string }>()
    for (const { type, data } of await events()) {
      const offer = data['offer'] as OfferId
      if (type === 'Reserved') found.set(offer, { shift: data['shift'] as ShiftId, contact: data['contact'] as string })
      if (type === 'ReservationEnded' || type === 'Engaged') found.delete(offer)
    }
    return [...found].map(([offer, of]) => ({ offer, ...of }))
  }
  const acceptAll = async () => {
    for (const { offer, shift } of await pending()) await toShift(shift, { type: 'Accept', offer })
  }
  return { store, readModel, clock, ids, plans, rooms, runtime: () => runtime, holds: () => runtime.holds(), deaths: () => deaths, die, settle, advance, changePlan, signIn, dial, toCall, pick, press, hangUp, toShift, toAttendant, events, typesOf, pending, acceptAll }
}

export type Scene = Awaited<ReturnType<typeof scene>>

/** What a caller or an attendant does of himself; anything else is for the test. */
export const answer = async (s: Scene, act: string, nth: number): Promise<void> => {
  const pending = await s.pending()
  const offer = pending[nth % Math.max(1, pending.length)]
  if (act === 'press') await s.press(`c${nth}`, '1')
  if (act === 'hangUp') await s.hangUp(`c${nth}`)
  if (offer !== undefined && act === 'accept') await s.toShift(offer.shift, { type: 'Accept', offer: offer.offer })
  if (offer !== undefined && act === 'decline') await s.toShift(offer.shift, { type: 'Decline', offer: offer.offer })
}
