import { plus, seconds, storedPlans, type AttendantId, type CallId, type CentreId, type Instant, type ShiftId } from '@disque/core'
import { centreRooms, createRuntime, randomIds, systemClock } from '@disque/runtime'
import { collect } from '../measure.js'
import { scenario, type Stores } from './scenario.js'

const attendants = 48
const servedOfTen = 4
const mib = 2 ** 20

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const timed = async (work: () => Promise<void>) => {
  const [wall, cpu] = [performance.now(), cpuMs()]
  await work()
  return { wallMs: performance.now() - wall, cpuMs: cpuMs() - cpu }
}

const heapMiB = (): number => {
  collect()
  return Math.round(process.memoryUsage().heapUsed / mib)
}

const rounded = (n: number): number => Math.round(n * 1000) / 1000

/** A worker that meets this history for the first time: until it has read everything there is. */
export const level = async ({ store, readModel }: Stores) => {
  const [clock, ids, plans] = [systemClock(), randomIds(), storedPlans(store)]
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  let heapMax = 0
  const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms })
  const { wallMs, cpuMs: cpu } = await timed(async () => {
    const running = runtime.run()
    while (runtime.health().level === undefined) {
      heapMax = Math.max(heapMax, process.memoryUsage().heapUsed)
      await clock.pause(20)
    }
    await runtime.stop()
    await running
  })
  return { levelSeconds: rounded(wallMs / 1000), levelCpuSeconds: rounded(cpu / 1000), levelHeapMaxMiB: Math.round(heapMax / mib) }
}

/** What the next contacts cost where so many have been before. */
export const further = async (stores: Stores, centre: CentreId, from: Instant, contacts: number) => {
  const before = heapMiB()
  const s = scenario(stores, centre, plus(from, seconds(3600)), 3)
  const opening = await timed(async () => {
    await s.readPlans()
    await s.settle()
  })
  for (let n = 0; n < attendants; n++) {
    await s.hire(`${centre}-new-${n}` as AttendantId, n)
    await s.signIn(`${centre}-new-${n}` as AttendantId, `${centre}-new-${n}-0` as ShiftId)
  }
  const some = async (name: string, count: number) => {
    for (let n = 0; n < count; n++) {
      const call = `${centre}-${name}-${n}` as CallId
      if (n % 10 < servedOfTen) await s.served(call, n)
      else await s.contained(call)
    }
  }
  // Once for the code to be warm.
  await some('warm', 200)
  const cost = await timed(() => some('next', contacts))
  const heap = heapMiB()
  await s.runtime.stop()
  return {
    openMs: rounded(opening.wallMs), contacts, msPerContact: rounded(cost.wallMs / contacts), cpuMsPerContact: rounded(cost.cpuMs / contacts),
    heapMiB: heap - before, rssMiB: Math.round(process.memoryUsage().rss / mib),
  }
}
