// #region quickstart
import { right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { instant, minutes, plus, storedPlans, type Effect, type OfferId, type Outbound } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms, createRuntime } from '@disque/runtime'
import { ana, call, centre, firstPlan, plan, shift, topic } from './plan.js'

const [store, readModel, ids] = [memoryStore(), memoryReadModel(), seededIds()]
const [clock, plans] = [heldClock(instant('2020-07-01T10:00:00-03:00')), storedPlans(store)]
const rooms = centreRooms({ store, readModel, clock, ids, plans })

/** What the centre has the telephone do. */
const told: Effect[] = []
const telephone: Outbound = { carry: (effect) => () => Promise.resolve(right(void told.push(effect))) }
const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms, outbound: telephone })

/** Carries out a command and all that follows from it, then lets a second pass. */
const after = async (command: TaskEither<{ readonly _tag: string }, unknown>) => {
  for (const task of [command, runtime.settle(clock.now())]) {
    const done = await task()
    if (done._tag === 'Left') throw new Error(done.left._tag)
  }
  return clock.advance(1000)
}

let at = await after(rooms.centre({ type: 'ChangePlan', centre, plan, at: clock.now() }))
at = await after(rooms.attendant({ type: 'RegisterAttendant', attendant: ana, centre, capacity: 1, at }))
at = await after(rooms.attendant({ type: 'TrainAttendant', attendant: ana, topic, level: 1, at }))
at = await after(rooms.attendant({ type: 'OpenShift', attendant: ana, shift, startBy: plus(at, minutes(1)), at }))
const caller = { dialled: '156', origin: 'landline', subject: ids.subjectRef(), protocol: ids.protocolNumber(at, plan.timeZone) } as const
at = await after(rooms.call({ type: 'ReceiveCall', call, centre, plan: firstPlan, planNow: firstPlan, at, ...caller }))
const ring = told.find((effect) => effect.kind === 'ring')
at = await after(rooms.shift({ type: 'Accept', shift, offer: ring?.detail['offer'] as OfferId, at }))
await after(rooms.call({ type: 'HangUp', call, by: 'caller', at }))

for await (const read of store.readAll()) if (read._tag === 'Right') console.log(read.right.stream.padEnd(16), read.right.type)
// #endregion quickstart
