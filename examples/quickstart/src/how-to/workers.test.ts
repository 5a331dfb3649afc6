import { expect, test } from 'vitest'
import { minutes, plus, storedPlans, type AttendantId, type ReadModel, type ShiftId } from '@disque/core'
import { openEventStoreDb } from '@disque/eventstoredb'
import { testServer } from '@disque/eventstoredb-testserver/vitest'
import { openPostgres } from '@disque/postgres'
import { describePostgres } from '@disque/postgres/vitest'
import { centreRooms, createRuntime, randomIds, systemClock, workersOf } from '@disque/runtime'
import { must } from './centre.js'
import { centre, plan } from './plan.js'

// #region worker
/** One worker of perhaps many: what it works on lies in the store and in the read model. */
const startWorker = async (events: string, readModels: string, log: (line: string) => void, leaseMs = 15_000) => {
  const [opened, kept] = [await must(openEventStoreDb(events)), await must(openPostgres(readModels))]
  const { store } = opened
  const { readModel } = kept
  const common = { store, readModel, clock: systemClock(), ids: randomIds(), plans: storedPlans(store) }
  const rooms = centreRooms(common)
  const runtime = createRuntime({
    ...common, rooms, leaseMs,
    telemetry: { observe: (seen) => seen._tag !== 'stepped' && log(JSON.stringify({ ...seen, at: common.clock.now() })) },
  })
  const running = runtime.run()
  return {
    ...common, rooms,
    health: runtime.health,
    stop: async () => {
      await runtime.stop()
      await running
      await kept.close()
      await opened.close()
    },
  }
}
// #endregion worker

// #region status
/** A line for each worker: what it holds, and how far it is behind. */
const status = async (readModel: ReadModel): Promise<readonly string[]> =>
  (await must(workersOf(readModel))).map(({ holder, holds, at, level }) => {
    const behind = level === undefined ? 'has not read everything yet' : `was level ${(at - level) / 1000} s before it wrote this`
    return `${holder}: ${holds.length} partitions, ${behind}`
  })
// #endregion status

describePostgres('how to run several workers', (postgres) => {
  const server = testServer()

  test('they share the work, and the one that is left does it all', async () => {
    const log: string[] = []
    const start = () => startWorker(server().connectionString, postgres().connectionString, (line) => void log.push(line), 2000)
    const first = await start()
    const second = await start()
    const at = first.clock.now()
    const attendant = 'ana' as AttendantId
    await must(first.rooms.centre({ type: 'ChangePlan', centre, plan, at }))
    await expect.poll(() => status(first.readModel), { timeout: 60_000 }).toHaveLength(2)
    await expect.poll(() => Math.min(first.health().holds, second.health().holds), { timeout: 60_000 }).toBeGreaterThan(10)
    await second.stop()
    await expect.poll(() => first.health().holds, { timeout: 60_000 }).toBe(49)
    await must(first.rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at }))
    await must(first.rooms.attendant({ type: 'OpenShift', attendant, shift: 'ana-1' as ShiftId, startBy: plus(at, minutes(1)), at }))
    for await (const delivery of first.store.subscribe({ after: 'start', filter: { types: ['ShiftStarted'] } })) if (delivery._tag === 'event') break
    await first.stop()
    expect(first.health().state).toBe('stopped')
    expect(log.filter((line) => line.includes('"trouble"') || line.includes('"parked"'))).toEqual([])
  }, 120_000)
})
