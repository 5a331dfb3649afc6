import { plus, seconds, storedPlans, type AttendantId, type CallId, type CentreId, type EventStore, type Instant, type Position, type Recorded, type ShiftId, type SubjectRef } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms, createRuntime } from '@disque/runtime'
import { aims, dialled, digitThatAnswers, planOf, timeZone, trainingOf } from '../load/plan.js'

export const start = 1_593_597_600_000 as Instant // 2020-07-01T10:00:00Z

const right = async <A>(task: () => Promise<{ readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left'; readonly left: unknown }>): Promise<A> => {
  const result = await task()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

export interface Stores {
  readonly store: EventStore
  readonly readModel: Parameters<typeof createRuntime>[0]['readModel']
}

/** A centre whose time stands still unless it is moved, and everything that people do in it, one after the other. */
export const scenario = (stores: Stores, centre: CentreId, from: Instant, seed: number) => {
  const clock = heldClock(from)
  const [ids, plans] = [seededIds(seed), storedPlans(stores.store)]
  const rooms = centreRooms({ ...stores, clock, ids, plans })
  const runtime = createRuntime({ ...stores, clock, ids, plans, rooms, holder: `history-${seed}`, stepsPerCheckpoint: 64 })

  const settle = async () => void (await right(runtime.settle(clock.now())))
  const behind = async (after: Position | undefined): Promise<readonly Recorded[]> => {
    const found: Recorded[] = []
    for await (const next of stores.store.readAll(after === undefined ? {} : { after })) {
      if (next._tag === 'Left') throw new Error(JSON.stringify(next.left))
      found.push(next.right)
    }
    return found
  }
  const later = (n: number) => clock.set(plus(clock.now(), seconds(n)))
  const planNow = () => {
    const edition = plans.inForce(centre, clock.now())
    if (edition === undefined) throw new Error('no plan is in force')
    return edition.version
  }
  const receive = async (call: CallId): Promise<Position> => {
    const version = planNow()
    const at = clock.now()
    const { position } = await right(rooms.call({ type: 'ReceiveCall', call, centre, plan: version, planNow: version, at, protocol: ids.protocolNumber(at, timeZone), dialled, origin: 'mobile', subject: `s-${call}` as SubjectRef }))
    await settle()
    later(1)
    return position
  }
  const press = async (call: CallId, digit: string) => {
    await right(rooms.call({ type: 'PressDigit', call, digit, planNow: planNow(), at: clock.now() }))
    await settle()
  }
  const hangUp = async (call: CallId) => {
    later(1)
    await right(rooms.call({ type: 'HangUp', call, by: 'caller', at: clock.now() }))
    await settle()
  }

  return {
    runtime, settle,
    all: () => behind(undefined),
    open: async () => void (await right(rooms.centre({ type: 'ChangePlan', centre, plan: planOf(centre), at: clock.now() }))),
    readPlans: () => right(plans.refresh(centre)),
    hire: async (attendant: AttendantId, kind: number) => {
      await right(rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at: clock.now() }))
      for (const { topic, level } of trainingOf(kind)) await right(rooms.attendant({ type: 'TrainAttendant', attendant, topic, level, at: clock.now() }))
    },
    signIn: async (attendant: AttendantId, shift: ShiftId) => {
      await right(rooms.attendant({ type: 'OpenShift', attendant, shift, startBy: plus(clock.now(), seconds(60)), at: clock.now() }))
      await settle()
    },
    signOut: async (shift: ShiftId) => {
      await right(rooms.shift({ type: 'SignOut', shift, at: clock.now() }))
      await settle()
    },
    /** Answered by an announcement. */
    contained: async (call: CallId) => {
      await receive(call)
      await press(call, digitThatAnswers)
      await hangUp(call)
    },
    /** Queued, offered, answered, served and written up; the subject is one of somebody who is there. */
    served: async (call: CallId, subject: number) => {
      const { digits } = aims[subject % aims.length] ?? { digits: ['1', '1'] }
      const began = await receive(call)
      await press(call, digits[0])
      later(1)
      await press(call, digits[1])
      const offered = (await behind(began)).find(({ type, stream }) => type === 'CallOffered' && stream === `call-${call}`)
      if (offered === undefined) throw new Error(`${call} was offered to nobody`)
      later(1)
      await right(rooms.shift({ type: 'Accept', shift: offered.data['shift'] as ShiftId, offer: offered.data['offer'] as never, at: clock.now() }))
      await settle()
      later(60)
      await hangUp(call)
      later(6)
      await settle()
    },
  }
}

/** A scenario in memory. */
export const inMemory = (centre: CentreId) => scenario({ store: memoryStore(), readModel: memoryReadModel() }, centre, start, 1)
