import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { storedPlans, type AttendantId, type EventStore, type Instant, type ReadModel, type ShiftId } from '@disque/core'
import { seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { openSqlite } from '@disque/sqlite'
import { centreRooms, createRuntime, systemClock } from './index.js'
import { centre, plan } from './scene.test-kit.js'

const wallClock = systemClock()

/** Resolves when an event of this type is stored. */
const stored = async (store: EventStore, type: string): Promise<void> => {
  for await (const delivery of store.subscribe({ after: 'start' })) if (delivery._tag === 'event' && delivery.event.type === type) return
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
  expect(await readModel.acquire('timers', 'somebody else', wallClock.now(), 1000)()).toMatchObject({ _tag: 'Right' })
}

describe('running live', () => {
  test('what is stored is acted on, and stopping gives the leases back, in memory', () => works(memoryStore(), memoryReadModel()))

  test('the same on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'disque-live-'))
    const opened = await openSqlite(join(folder, 'centre.db'))()
    if (opened._tag === 'Left') throw new Error(opened.left._tag)
    await works(opened.right.store, opened.right.readModel)
    await opened.right.close()
    rmSync(folder, { recursive: true })
  })
})
