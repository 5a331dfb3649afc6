import { right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import {
  instant, minutes, plus, storedPlans,
  type AnnouncementId, type AttendantId, type CalendarId, type Call, type CallId, type CentreId, type Effect, type EventStore, type OfferId, type Outbound, type Plan, type PlanVersion, type QueueId, type ReadModel, type Recorded, type ShiftId, type TopicId,
} from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms, createRuntime } from '@disque/runtime'
import type { Telemetry } from './index.js'

export const centre = 'town-hall' as CentreId
export const firstPlan = 'town-hall@1' as PlanVersion
const [topic, queue, always, sorry] = ['anything' as TopicId, 'front-desk' as QueueId, 'always' as CalendarId, 'sorry' as AnnouncementId]
const allDay = [{ from: '00:00', until: '24:00' }]

/** One number, one queue, open day and night. */
export const plan: Plan.Plan = {
  centre, name: 'Town hall', timeZone: 'America/Sao_Paulo', notInService: sorry, menus: [], breakReasons: ['lunch'], missLimit: 3, blocked: [],
  numbers: [{
    dialled: '156', entries: [{ target: { to: 'queue', topic, queue, priority: 0 } }], served: [{ origin: 'landline', payer: 'centre' }],
    refusals: { retired: sorry, originNotServed: sorry, closed: sorry, blocked: sorry, queueFull: sorry },
  }],
  topics: [{ id: topic, name: 'Anything' }],
  queues: [{ id: queue, name: 'Front desk', channel: 'voice', calendar: always, offerSeconds: 15, offerLimit: 1, confirmSeconds: 10, wrapUpSeconds: 0, resumeSeconds: 600, serviceLevelSeconds: 60 }],
  channels: [{ channel: 'voice', cost: 1, interrupts: [] }],
  announcements: [{ id: sorry, pt: 'Não podemos atender esta chamada.' }],
  calendars: { [always]: { timeZone: 'America/Sao_Paulo', breaks: [], holidays: [], exceptions: [], weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay } } },
}

export interface SceneOptions {
  readonly store?: EventStore
  readonly readModel?: ReadModel
  /** Of ids: another one for each process over one store. */
  readonly seed?: number
  /** Accepts an effect, or does not. */
  readonly carry?: Outbound['carry']
}

/** A watched centre on the real runtime, with one attendant signed in. */
export const watchedCentre = async (watched: Telemetry, { store: inner = memoryStore(), readModel: documents = memoryReadModel(), seed = 1, carry }: SceneOptions = {}) => {
  const [store, readModel, ids, clock] = [watched.store(inner, 'memory'), watched.readModel(documents), seededIds(seed), heldClock(instant('2020-07-01T10:00:00-03:00'))]
  const plans = storedPlans(store)
  const rooms = watched.rooms(centreRooms({ store, readModel, clock, ids, plans }))
  const told: Effect[] = []
  const outbound = watched.outbound({ carry: carry ?? ((effect) => () => Promise.resolve(right(void told.push(effect)))) })
  const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms, outbound, telemetry: watched.runtime })

  const settle = () => runtime.settle(clock.now())()
  const send = async (command: TaskEither<{ readonly _tag: string }, unknown>): Promise<string | undefined> => {
    const done = await command()
    return done._tag === 'Left' ? done.left._tag : undefined
  }
  const [ana, shift] = ['ana' as AttendantId, 'ana-today' as ShiftId]
  const at = clock.now()
  await send(rooms.centre({ type: 'ChangePlan', centre, plan, at }))
  await send(rooms.attendant({ type: 'RegisterAttendant', attendant: ana, centre, capacity: 1, at }))
  await send(rooms.attendant({ type: 'TrainAttendant', attendant: ana, topic, level: 1, at }))
  await send(rooms.attendant({ type: 'OpenShift', attendant: ana, shift, startBy: plus(at, minutes(1)), at }))
  await settle()

  const receive = (call: string, more: Partial<Call.ReceiveCall> = {}): Call.ReceiveCall => ({
    type: 'ReceiveCall', call: call as CallId, centre, plan: firstPlan, planNow: firstPlan, at: clock.now(), protocol: ids.protocolNumber(clock.now(), plan.timeZone), dialled: '156', origin: 'landline',
    subject: ids.subjectRef(), ...more,
  })
  const events = async (stream: string): Promise<readonly Recorded[]> => {
    const found: Recorded[] = []
    for await (const read of inner.readAll()) if (read._tag === 'Right' && read.right.stream === stream) found.push(read.right)
    return found
  }
  const accept = (): TaskEither<{ readonly _tag: string }, unknown> =>
    rooms.shift({ type: 'Accept', shift, offer: told.findLast(({ kind }) => kind === 'ring')?.detail['offer'] as OfferId, at: clock.now() })
  return { store, readModel, clock, ids, rooms, runtime, told, settle, send, receive, events, accept }
}
