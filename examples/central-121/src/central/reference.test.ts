import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { seconds, storedPlans, type Recorded } from '@disque/core'
import { heldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms } from '@disque/runtime'
import { check } from '../check/check.js'
import { heldCentre } from '../traffic/held-centre.js'
import { compared, outcomes } from './outcomes.js'
import { reference } from './reference.js'
import { settingOf } from './setting.js'
import { idsOf, stage } from './stage.js'

const setting = (seed: number, run = 'one') => settingOf({ seed, callsOfAMeanDay: 900, speed: 60, hours: [8 * 60, 9 * 60] }, run)

/** The same day, at which whatever the centre announces, rings and connects is heard so many seconds late. */
const heardLate = async (seed: number, late: number) => {
  const [store, readModel, clock, its] = [memoryStore(), memoryReadModel(), heldClock(setting(seed).begins), setting(seed)]
  const [plans, ids] = [storedPlans(store), idsOf(its)]
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const world = await stage({ rooms, plans, ids, clock }, its)
  const outbound: typeof world.outbound = {
    carry: (effect) => {
      world.after(clock.now(), late, async () => void (await world.outbound.carry(effect)()))
      return () => Promise.resolve({ _tag: 'Right', right: undefined })
    },
  }
  await heldCentre({ store, readModel, clock, ids, rooms, plans }, { ...world, outbound }).passTime()
  const events: Recorded[] = []
  for await (const read of store.readAll()) if (isRight(read)) events.push(read.right)
  const { see, found } = outcomes()
  for (const event of events) see(event)
  return { found, broken: check(events).broken }
}

describe('the day that workers are measured by', () => {
  test.each([0, 1, 40])('whoever calls is received, refused and leaves in the menu alike, however late the centre is heard: %d s', async (late) => {
    for (const seed of [1, 2]) {
      const { found, broken } = await heardLate(seed, late)
      expect(broken).toEqual([])
      const { differ, unaccounted } = compared(found, await reference(setting(seed)))
      expect([differ, unaccounted]).toEqual([{ received: [], refused: [], leftInMenu: [] }, []])
      for (const some of [found.refused, found.leftInMenu, found.answered]) expect(some.size).toBeGreaterThan(0)
    }
  })

  test('late effects do cost answers: so shares are compared with some room', async () => {
    expect(compared((await heardLate(1, 20)).found, await reference(setting(1))).points).toBeLessThan(0)
  })

  test('another name gives the same people other ids', async () => {
    const [one, two] = [await reference(setting(3)), await reference(setting(3, 'two'))]
    expect([...one.received].some((call) => two.received.has(call))).toBe(false)
    expect(Object.values(two).map((calls: ReadonlySet<string>) => calls.size)).toEqual(Object.values(one).map((calls: ReadonlySet<string>) => calls.size))
  })

  test('attendants are there before the first call and leave after the last', () => {
    const { begins, from, until } = setting(1)
    expect([from - begins, until - from]).toEqual([seconds(180), seconds(3600)])
  })
})
