import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { plus, seconds, type EventStore } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { storedPlans } from '@disque/core'
import { centreRooms, createRuntime, type Seen } from '../index.js'
import { scene, start } from '../scene.test-kit.js'
import { watchedClock } from './watched-clock.js'

const down = { _tag: 'StoreUnavailable', reason: 'the server is being restarted' } as const

/** A store that reads nothing while it is down. */
const failing = () => {
  const [inner, state] = [memoryStore(), { down: false }]
  const store: EventStore = {
    ...inner,
    readAll: async function* (options) {
      if (state.down) yield E.left(down)
      else yield* inner.readAll(options)
    },
  }
  return { store, state }
}

const watched = (store: EventStore) => {
  const seen: Seen[] = []
  const [readModel, clock, ids, plans] = [memoryReadModel(), heldClock(start), seededIds(1), storedPlans(store)]
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms, telemetry: { observe: (told) => void seen.push(told) } })
  return { clock, seen, runtime }
}

describe('the health of a worker', () => {
  test('HEALTH-02 it says that it waits, for what and since when, until all goes well again', async () => {
    const { store, state } = failing()
    const { clock, seen, runtime } = watched(store)
    expect(runtime.health()).toMatchObject({ state: 'starting', since: start, holds: 0, parked: 0 })
    await runtime.settle(clock.now())()
    expect(runtime.health()).toMatchObject({ state: 'working', since: start, level: start, holds: 48 })
    state.down = true
    for (const after of [5, 10]) {
      clock.set(plus(start, seconds(after)))
      await runtime.settle(clock.now())()
      expect(runtime.health()).toMatchObject({ state: 'waiting', since: plus(start, seconds(5)), failure: down, level: start })
    }
    state.down = false
    clock.set(plus(start, seconds(30)))
    await runtime.settle(clock.now())()
    expect(runtime.health()).toMatchObject({ state: 'working', since: plus(start, seconds(30)), level: plus(start, seconds(30)) })
    expect(runtime.health()).not.toHaveProperty('failure')
    expect(seen.filter(({ _tag }) => _tag === 'trouble' || _tag === 'recovered')).toEqual([
      { _tag: 'trouble', failure: down, tries: 1, pauseMs: 0 }, { _tag: 'trouble', failure: down, tries: 2, pauseMs: 0 }, { _tag: 'recovered', afterMs: seconds(25) },
    ])
  })

  test('HEALTH-02 a worker that was stopped says so', async () => {
    const { runtime } = watched(memoryStore())
    const running = runtime.run()
    await runtime.stop()
    await running
    expect(runtime.health()).toMatchObject({ state: 'stopped', holds: 0 })
  })

  test('HEALTH-01 who listens may throw, and nothing is the worse for it', async () => {
    const telemetry = { observe: () => { throw new Error('no room for a log') }, step: () => { throw new Error('no tracer') } }
    const s = await scene({ telemetry })
    await s.changePlan()
    await s.signIn('ana')
    await s.settle()
    expect(await s.typesOf('shift-ana-1')).toEqual(['ShiftStarted'])
  })

  test('HEALTH-03 a clock that is put back, or far ahead, is told of; one that is kept right is not', () => {
    const seen: Seen[] = []
    const clock = heldClock(start)
    const time = watchedClock({ ...clock, now: () => plus(start, at) }, 15_000, (told) => void seen.push(told))
    let at = 0
    for (at of [0, 5000, 4500, 19_000, 200_000, 201_000, -400_000, -399_000]) time()
    expect(seen).toEqual([{ _tag: 'clock-moved', byMs: 181_000 }, { _tag: 'clock-moved', byMs: -601_000 }])
  })
})
