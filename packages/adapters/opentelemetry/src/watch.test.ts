import { left, right } from 'fp-ts/lib/Either.js'
import { afterEach, describe, expect, test } from 'vitest'
import { instant, plus, seconds, type Instant } from '@disque/core'
import { heldClock } from '@disque/core/testing'
import { workersOf } from '@disque/runtime'
import type { Notice, Watchable, WatchOptions } from './index.js'
import { watchedCentre } from './scene.test-kit.js'
import { sdk } from './sdk.test-kit.js'

const start = instant('2020-07-01T13:00:00Z')
let watched = sdk()
afterEach(async () => {
  await watched.close()
  watched = sdk()
})

const fake = (first: ReturnType<Watchable['health']>) => {
  let now = first
  const runtime: Watchable = { health: () => now, holds: () => [{ work: 'timers' }, { work: 'timers' }, { work: 'process/offers/1' }] }
  return { runtime, becomes: (next: typeof now) => (now = next) }
}
const lag = async () => (await watched.points('disque.worker.lag')).map(({ value }) => value)

describe('OTEL-08 the lag of a worker', () => {
  test('is the time since it last was level, by its own clock', async () => {
    const [clock, { runtime, becomes }] = [heldClock(start), fake({ state: 'working', level: start })]
    watched.telemetry.watch(runtime, { clock })
    clock.advance(2500)
    expect(await lag()).toEqual([2.5])
    becomes({ state: 'waiting', level: start })
    clock.advance(60_000)
    expect(await lag()).toEqual([62.5])
    becomes({ state: 'working', level: clock.now() })
    expect(await lag()).toEqual([0])
  })

  test('counts from when it was watched where it never was level', async () => {
    const clock = heldClock(start)
    watched.telemetry.watch(fake({ state: 'starting', level: undefined }).runtime, { clock })
    clock.advance(10_000)
    expect(await lag()).toEqual([10])
  })

  test('is never below nothing where the clock was put back, and ends where the worker stops', async () => {
    const [clock, { runtime, becomes }] = [heldClock(start), fake({ state: 'working', level: plus(start, seconds(60)) })]
    watched.telemetry.watch(runtime, { clock })
    expect(await lag()).toEqual([0])
    becomes({ state: 'stopped', level: start })
    clock.advance(600_000)
    expect(await lag()).toEqual([0])
  })
})

describe('a worker that is watched', () => {
  test('tells its state and its partitions, under its name where it has one', async () => {
    watched.telemetry.watch(fake({ state: 'waiting', level: start }).runtime, { clock: heldClock(start), worker: 'w1' })
    expect((await watched.points('disque.worker.state')).map(({ attributes, value }) => [attributes['disque.state'], attributes['disque.worker'], value])).toEqual([
      ['starting', 'w1', 0], ['working', 'w1', 0], ['waiting', 'w1', 1], ['stopped', 'w1', 0],
    ])
    expect((await watched.points('disque.worker.partitions')).map(({ attributes, value }) => [attributes['disque.work'], value])).toEqual([['timers', 2], ['process/offers/1', 1]])
  })

  test('tells of work that it gave away that it holds none of it', async () => {
    let holds = [{ work: 'timers' }]
    watched.telemetry.watch({ health: () => ({ state: 'working', level: start }), holds: () => holds }, { clock: heldClock(start) })
    expect((await watched.points('disque.worker.partitions')).map(({ value }) => value)).toEqual([1])
    holds = []
    expect((await watched.points('disque.worker.partitions')).map(({ value }) => value)).toEqual([0])
  })

  test('is asked no more once nobody watches', async () => {
    let asked = 0
    const { runtime } = fake({ state: 'working', level: start })
    const stop = watched.telemetry.watch({ ...runtime, health: () => (asked++, runtime.health()) }, { clock: heldClock(start) })
    await lag()
    stop()
    await lag()
    expect(asked).toBe(1)
  })

  test('may be a real runtime', async () => {
    const scene = await watchedCentre(watched.telemetry)
    watched.telemetry.watch(scene.runtime, { clock: scene.clock, workers: workersOf(scene.readModel) })
    // What it holds it tells with its next notice.
    scene.clock.advance(6000)
    await scene.settle()
    scene.clock.advance(3000)
    expect(await lag()).toEqual([3])
    expect(await watched.points('disque.workers')).toEqual([{ attributes: {}, value: 1 }])
    const works = (await watched.points('disque.work.lag')).map(({ attributes }) => attributes['disque.work'])
    expect(works).toContain('timers')
    expect(works.some((work) => String(work).startsWith('process/routing/'))).toBe(true)
  })
})

describe('all workers together', () => {
  const at = (n: number) => plus(start, seconds(n))
  const notice = (holder: string, level: Instant | undefined, beat: number, ...works: readonly (readonly [string, number])[]): Notice => ({
    holder, level, beat, works: ['timers', 'process/offers/1', 'view/centres/1'], at: at(0), leaseMs: 15_000, holds: works.map(([name, fence]) => ({ work: name.replace(/#.*/, ''), partition: name.replace(/.*#/, ''), fence, since: start })),
  })
  const watching = () => {
    const clock = heldClock(at(0))
    let next: Awaited<ReturnType<NonNullable<WatchOptions['workers']>>> = right([])
    watched.telemetry.watch(fake({ state: 'working', level: at(0) }).runtime, { clock, workers: () => Promise.resolve(next) })
    return (n: number, answer: typeof next) => {
      clock.set(at(n))
      next = answer
    }
  }
  const told = async (name: string): Promise<Readonly<Record<string, number>>> => Object.fromEntries((await watched.points(name)).map(({ attributes, value }) => [typeof attributes['disque.work'] === 'string' ? attributes['disque.work'] : 'all', value]))

  test('tell for each piece of work the largest lag of those who hold it', async () => {
    watching()(10, right([notice('a', at(9), 1, ['timers#0', 1], ['timers#1', 1], ['view/centres/1#0', 1]), notice('b', at(4), 1, ['timers#2', 1]), notice('c', undefined, 1, ['process/offers/1#0', 1])]))
    expect(await told('disque.work.lag')).toEqual({ timers: 6, 'view/centres/1': 1, 'process/offers/1': 10 })
    expect(await told('disque.work.partitions')).toEqual({ timers: 3, 'view/centres/1': 1, 'process/offers/1': 1 })
    expect(await told('disque.workers')).toEqual({ all: 3 })
  })

  test('OTEL-09 what a dead worker held counts until another has taken it over', async () => {
    const sees = watching()
    sees(1, right([notice('dead', at(0), 1, ['timers#0', 1], ['timers#1', 1]), notice('alive', at(1), 1)]))
    expect(await told('disque.workers')).toEqual({ all: 2 })
    sees(20, right([notice('alive', at(20), 2, ['timers#0', 2]), notice('dead', at(0), 1, ['timers#0', 1], ['timers#1', 1])]))
    expect([await told('disque.workers'), await told('disque.work.lag'), await told('disque.work.partitions')]).toEqual([{ all: 1 }, { timers: 20 }, { timers: 2 }])
    sees(22, right([notice('alive', at(21), 3, ['timers#0', 2], ['timers#1', 2]), notice('dead', at(0), 1, ['timers#0', 1], ['timers#1', 1])]))
    expect([await told('disque.workers'), await told('disque.work.lag')]).toEqual([{ all: 1 }, { timers: 1 }])
  })

  test('are alive while they go on, whatever their clocks say, and at first by their clocks', async () => {
    const sees = watching()
    const workers = async (n: number, ...all: readonly Notice[]) => {
      sees(n, right(all))
      return (await told('disque.workers'))['all']
    }
    expect(await workers(10, notice('a', at(0), 1))).toBe(1)
    expect(await workers(16, notice('a', at(0), 1))).toBe(0)
    expect(await workers(17, notice('a', at(0), 2))).toBe(1)
    expect(await workers(31, notice('a', at(0), 2), notice('long-dead', at(0), 9))).toBe(1)
    expect(await workers(33, notice('a', at(0), 2), notice('long-dead', at(0), 9))).toBe(0)
  })

  test('what nobody holds lags on, and what nobody can do any more does not', async () => {
    const sees = watching()
    sees(1, right([notice('a', at(1), 1, ['timers#0', 1], ['process/offers/0#0', 1])]))
    await told('disque.workers')
    sees(31, right([notice('a', at(31), 2)]))
    expect([await told('disque.work.lag'), await told('disque.work.partitions')]).toEqual([{ timers: 30, 'process/offers/0': 0 }, { timers: 0, 'process/offers/0': 0 }])
    sees(61, right([]))
    expect([await told('disque.work.lag'), await told('disque.workers')]).toEqual([{ timers: 60, 'process/offers/0': 60 }, { all: 0 }])
  })

  test('lag on while the read model cannot be read, and count as they were last seen', async () => {
    const sees = watching()
    sees(1, right([notice('a', at(1), 1, ['timers#0', 1])]))
    await told('disque.workers')
    sees(5, left({ _tag: 'StoreUnavailable' }))
    expect([await told('disque.work.lag'), await told('disque.work.partitions'), await told('disque.workers')]).toEqual([{ timers: 4 }, { timers: 1 }, { all: 1 }])
    sees(601, left({ _tag: 'StoreUnavailable' }))
    expect([await told('disque.work.lag'), await told('disque.workers')]).toEqual([{ timers: 600 }, { all: 0 }])
  })
})
