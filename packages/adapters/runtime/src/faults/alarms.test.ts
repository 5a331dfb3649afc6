import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { plus, seconds, type Instant, type ReadModel } from '@disque/core'
import { heldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { workersOf, type WorkerNotice } from '../index.js'
import { scene, start } from '../scene.test-kit.js'

// #region workers
/** Why somebody should look; nothing while all is well. `wanted`: as many workers as you have started. */
const alarmsOf = (notices: readonly WorkerNotice[], now: Instant, wanted: number): readonly string[] => {
  // A notice is written three times in a lease's length.
  const alive = notices.filter(({ at, leaseMs }) => now - at <= leaseMs)
  const behind = alive.filter(({ level, leaseMs }) => level === undefined || now - level > leaseMs)
  return [
    ...(alive.length < wanted ? [`${wanted - alive.length} of ${wanted} workers say nothing`] : []),
    ...behind.map(({ holder, level }) => `${holder} ${level === undefined ? 'has never read everything' : `is behind by ${(now - level) / 1000} s`}`),
  ]
}
// #endregion workers

// #region parked
/** What does nothing more until somebody sees to it. */
const parkedIn = async (readModel: ReadModel): Promise<readonly string[]> => {
  const found: string[] = []
  for await (const read of readModel.scan('parked')) {
    if (read._tag === 'Left') throw new Error(read.left._tag)
    const { work, key, what, id, reason } = read.right.document as Readonly<Record<string, string>>
    found.push(`${work} stopped ${key} at the ${what} ${id}: ${reason}`)
  }
  return found
}
// #endregion parked

test('workers that are gone or behind are told from their notices, and those that are idle are not', async () => {
  const shared = { store: memoryStore(), readModel: memoryReadModel(), clock: heldClock(start), leaseMs: 15_000 }
  const [one, two] = [await scene({ ...shared, holder: 'one' }), await scene({ ...shared, holder: 'two', seed: 2 })]
  await one.changePlan()
  const pass = async (span: number, workers: readonly (typeof one)[]) => {
    for (let gone = 0; gone < span; gone += 1000) {
      shared.clock.advance(1000)
      for (const worker of workers) await worker.settle()
    }
  }
  const alarms = async (): Promise<readonly string[]> => {
    const notices = await workersOf(shared.readModel)()
    return E.isLeft(notices) ? [notices.left._tag] : alarmsOf(notices.right, shared.clock.now(), 2)
  }
  // The first notice of a worker was written before it had read anything.
  await pass(seconds(6), [one, two])
  for (let n = 0; n < 20; n++) {
    await pass(seconds(3), [one, two])
    expect(await alarms()).toEqual([])
  }
  await pass(seconds(21), [one])
  expect(await alarms()).toEqual(['1 of 2 workers say nothing'])
  await pass(seconds(6), [one, two])
  expect(await alarms()).toEqual([])
  const notices = await workersOf(shared.readModel)()
  const stuck = E.isRight(notices) ? notices.right.map((notice) => ({ ...notice, at: plus(start, 100_000), level: start })) : []
  expect(alarmsOf(stuck, plus(start, 100_000), 2)).toEqual(['one is behind by 100 s', 'two is behind by 100 s'])
})

test('what is parked is told with its reason', async () => {
  const s = await scene({ outbound: { carry: () => () => Promise.resolve(E.left({ _tag: 'OutboundUnavailable', reason: 'no route' })) }, tries: 2 })
  await s.changePlan()
  expect(await parkedIn(s.readModel)).toEqual([])
  await s.dial('c1')
  await s.advance(60_000)
  expect(await parkedIn(s.readModel)).toEqual([expect.stringMatching(/^process\/telephony\/2 stopped call-c1 at the to-do call-c1\/1\/0: .*no route/)])
})
