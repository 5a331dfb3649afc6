import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { left } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { plus, seconds, storedPlans, type AttendantId, type Call, type CallId, type Clock, type EventStore, type Instant, type Recorded, type ReadModel, type ShiftId, type SubjectRef, type TopicId } from '@disque/core'
import { seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { openSqlite } from '@disque/sqlite'
import { centreRooms, createRuntime, systemClock } from '../index.js'
import { centre, plan, planWith, start } from '../scene.test-kit.js'

const wallClock = systemClock()

/** Resolves when an event of this type is stored. */
const stored = async (store: EventStore, type: string): Promise<Recorded | undefined> => {
  for await (const delivery of store.subscribe({ after: 'start' })) if (delivery._tag === 'event' && delivery.event.type === type) return delivery.event
  return undefined
}

/** Time passes only while somebody pauses, and as much as is paused. */
const leapingClock = (from: Instant): Clock => {
  let now = from
  return {
    now: () => now,
    pause: async (span) => {
      await new Promise((resolve) => setImmediate(resolve))
      now = plus(now, span)
    },
  }
}

const works = async (store: EventStore, readModel: ReadModel) => {
  const ids = seededIds(1)
  const plans = storedPlans(store)
  const rooms = centreRooms({ store, readModel, clock: wallClock, ids, plans })
  const runtime = createRuntime({ store, readModel, clock: wallClock, ids, rooms, plans })
  const running = runtime.run()
  const attendant = 'ana' as AttendantId
  const at = wallClock.now()
  await rooms.centre({ type: 'ChangePlan', centre, plan, at })()
  await rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at })()
  await rooms.attendant({ type: 'OpenShift', attendant, shift: 'ana-1' as ShiftId, startBy: (at + 60_000) as Instant, at })()
  await stored(store, 'ShiftStarted')
  await rooms.shift({ type: 'SignOut', shift: 'ana-1' as ShiftId, at: wallClock.now() })()
  await stored(store, 'ShiftClosed')
  await runtime.stop()
  await running
  expect(await readModel.acquire('timers/0', 'somebody else', wallClock.now(), 1000)()).toMatchObject({ _tag: 'Right' })
}

describe('running live', () => {
  test('what is stored is acted on, and stopping gives the leases back, in memory', () => works(memoryStore(), memoryReadModel()))

  test('ROUTE-10 what becomes due by time alone is done at its instant', async () => {
    const [store, readModel, clock, ids] = [memoryStore(), memoryReadModel(), leapingClock(start), seededIds(1)]
    const plans = storedPlans(store)
    const rooms = centreRooms({ store, readModel, clock, ids, plans })
    const runtime = createRuntime({ store, readModel, clock, ids, rooms, plans })
    const attendant = 'ana' as AttendantId
    const tiered = planWith({ routing: { members: [{ attendant, tier: 1 }], others: 'excluded', tiers: [{ tier: 1, afterSeconds: 37 }] } })
    await rooms.centre({ type: 'ChangePlan', centre, plan: tiered, at: start })()
    await rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at: start })()
    await rooms.attendant({ type: 'TrainAttendant', attendant, topic: 'general' as TopicId, level: 1, at: start })()
    await rooms.attendant({ type: 'OpenShift', attendant, shift: 'ana-1' as ShiftId, startBy: plus(start, seconds(60)), at: start })()
    const planNow = plans.inForce(centre, start)?.version as Call.Live['planNow'] & string
    const call = 'c1' as CallId
    await rooms.call({ type: 'ReceiveCall', call, centre, plan: planNow, planNow, at: start, protocol: ids.protocolNumber(start, plan.timeZone), dialled: '121', origin: 'landline', subject: 's-1' as SubjectRef })()
    await rooms.call({ type: 'PressDigit', call, planNow, at: start, digit: '1' })()
    const running = runtime.run()
    expect((await stored(store, 'Reserved'))?.data.at).toBe(plus(start, seconds(37)))
    await runtime.stop()
    await running
  })

  test('the same on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'disque-live-'))
    const opened = await openSqlite(join(folder, 'centre.db'))()
    if (opened._tag === 'Left') throw new Error(opened.left._tag)
    await works(opened.right.store, opened.right.readModel)
    await opened.right.close()
    rmSync(folder, { recursive: true })
  })

  test('LEASE-10 a worker that alone cannot read the events gives its work to those who can, and takes its share again when it can', async () => {
    const [store, readModel, ids, plans] = [memoryStore(), memoryReadModel(), seededIds(1), storedPlans(memoryStore())]
    const state = { cut: false }
    const cut: EventStore = {
      ...store,
      readAll: async function* (options) {
        if (state.cut) yield left({ _tag: 'StoreUnavailable', reason: 'no route to host' } as const)
        else yield* store.readAll(options)
      },
    }
    const worker = (holder: string, own: EventStore) => {
      const common = { store: own, readModel, clock: wallClock, ids, plans }
      const runtime = createRuntime({ ...common, rooms: centreRooms(common), holder, leaseMs: 600 })
      return { runtime, running: runtime.run() }
    }
    const [whole, lonely] = [worker('whole', store), worker('lonely', cut)]
    const share = () => [whole, lonely].map(({ runtime }) => runtime.holds().length)
    await expect.poll(share, { timeout: 30_000 }).toEqual([24, 24])
    state.cut = true
    // A worker reads only when there is something new, or a lease is to be renewed.
    await expect.poll(share, { timeout: 30_000 }).toEqual([48, 0])
    expect(lonely.runtime.health()).toMatchObject({ state: 'waiting', failure: { reason: 'no route to host' } })
    state.cut = false
    await expect.poll(share, { timeout: 30_000 }).toEqual([24, 24])
    for (const { runtime, running } of [whole, lonely]) {
      await runtime.stop()
      await running
    }
  }, 100_000)
})
