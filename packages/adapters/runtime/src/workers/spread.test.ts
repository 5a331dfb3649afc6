import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { fc, test as property } from '@fast-check/vitest'
import { plus, seconds, type CentreId, type Outbound, type PlanVersion, type ReadModel } from '@disque/core'
import { centreLaws, heldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { shareOf } from './holdings.js'
import type { Seen } from '../telling/telemetry.js'
import { workersOf } from './workers.js'
import { answer, plan, scene, start, type Scene } from '../scene.test-kit.js'

const leaseMs = 9_000

/** Workers on one store, each with its own clock, which is wrong by so much. */
const several = async (wrongBy: readonly number[]) => {
  const shared = { store: memoryStore(), readModel: memoryReadModel(), leaseMs }
  const time = heldClock(start)
  const workers: Scene[] = []
  for (const [n, wrong] of wrongBy.entries()) {
    const clock = { ...time, now: () => plus(time.now(), wrong) }
    workers.push(await scene({ ...shared, clock, holder: `worker-${n}`, seed: n + 1 }))
  }
  const first = workers[0] as Scene
  await first.changePlan()
  const pass = (span: number) => time.set(plus(time.now(), span))
  /** Time passes for all of these, in small steps. */
  const together = async (those: readonly Scene[], span: number) => {
    for (let gone = 0; gone < span; gone += leaseMs / 3) {
      pass(leaseMs / 3)
      for (const worker of those) await worker.settle()
    }
  }
  return { ...shared, time, workers, first, pass, together }
}

/** How many partitions of each work the workers hold. */
const sizes = (workers: readonly Scene[], work: string) => workers.map((w) => w.holds().filter((h) => h.work === work).length)
const names = (workers: readonly Scene[], work: string) => workers.flatMap((w) => w.holds().filter((h) => h.work === work).map((h) => h.partition)).sort()
const eight = Array.from({ length: 8 }, (_, n) => String(n))

describe('partitions among workers', () => {
  property.prop([fc.nat(40), fc.integer({ min: 1, max: 12 }), fc.string()])('LEASE-05 the shares are all there is, and differ by one at most', (partitions, count, work) => {
    const able = Array.from({ length: count }, (_, n) => `w${n}`)
    const shares = able.map((one) => shareOf(work, partitions, able, one))
    expect(shares.reduce((a, b) => a + b, 0)).toBe(partitions)
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
  })

  test('LEASE-05 workers that come later get their share within a lease, and give it back when they go', async () => {
    const { workers, first, together } = await several([0, 0, 0])
    await together([first], leaseMs)
    expect(sizes(workers, 'timers')).toEqual([8, 0, 0])
    await together(workers, 2 * leaseMs)
    expect(sizes(workers, 'timers').sort((a, b) => a - b)).toEqual([2, 3, 3])
    expect(names(workers, 'timers')).toEqual(eight)
    await together(workers.slice(0, 2), 2 * leaseMs)
    expect(sizes(workers.slice(0, 2), 'timers')).toEqual([4, 4])
    expect(names(workers.slice(0, 2), 'process/offers/1')).toEqual(eight)
  })

  test('LEASE-09 what cannot be loaded is told of, holds up nothing else, and is tried again later', async () => {
    const inner = memoryReadModel()
    const state = { broken: true }
    const readModel: ReadModel = {
      ...inner,
      scan: (collection, options) => {
        if (state.broken && collection === 'process/offers/1' && options?.prefix === '3/') throw new Error('not JSON')
        return inner.scan(collection, options)
      },
    }
    const seen: Seen[] = []
    const s = await scene({ readModel, telemetry: { observe: (told) => void seen.push(told) } })
    await s.changePlan()
    await s.signIn('ana')
    await s.settle()
    expect(await s.typesOf('shift-ana-1')).toEqual(['ShiftStarted'])
    expect(names([s], 'process/offers/1')).toEqual(eight.filter((n) => n !== '3'))
    expect(seen.filter(({ _tag }) => _tag === 'unloadable')).toEqual([{ _tag: 'unloadable', work: 'process/offers/1', partition: '3', reason: 'Threw: not JSON' }])
    await s.advance(seconds(1))
    expect(seen.filter(({ _tag }) => _tag === 'unloadable')).toHaveLength(1)
    state.broken = false
    await s.advance(seconds(2))
    expect(names([s], 'process/offers/1')).toEqual(eight)
  })

  test('LEASE-08 a worker whose loading takes longer than its leases renews them on the way, and holds everything in the end', async () => {
    const inner = memoryReadModel()
    const clock = heldClock(start)
    const readModel: ReadModel = {
      ...inner,
      scan: (collection, options) => {
        if (options?.prefix !== undefined) clock.set(plus(clock.now(), leaseMs / 5))
        return inner.scan(collection, options)
      },
    }
    const slow = await scene({ readModel, clock, leaseMs, holder: 'slow' })
    await slow.changePlan()
    await slow.settle()
    expect(slow.holds()).toHaveLength(49)
    for (const { work, partition } of slow.holds()) expect(await inner.acquire(`${work}/${partition}`, 'another', clock.now(), leaseMs)()).toMatchObject({ _tag: 'Left' })
  })

  test('LEASE-05 each centre is routed by one worker, and the centres are spread', async () => {
    const { workers, first, together } = await several([0, 0])
    for (const name of ['north', 'south', 'west']) {
      await first.rooms.centre({ type: 'ChangePlan', centre: name as CentreId, plan: { ...plan, centre: name as CentreId }, at: first.clock.now() })()
    }
    await together(workers, 2 * leaseMs)
    expect(names(workers, 'process/routing/2')).toEqual(['central', 'north', 'south', 'west'])
    expect(sizes(workers, 'process/routing/2')).toEqual([2, 2])
  })

  test('who holds what, since when, and how far it has read is there for everyone to see', async () => {
    const { workers, readModel, together } = await several([0, 0])
    await together(workers, 2 * leaseMs)
    const seen = await workersOf(readModel)()
    expect(seen).toMatchObject({ right: [{ holder: 'worker-0', level: expect.any(Number) as number }, { holder: 'worker-1' }] })
    const held = seen._tag === 'Right' ? seen.right.flatMap((w) => w.holds.filter((h) => h.work === 'timers')) : []
    expect(held.map((h) => h.partition).sort()).toEqual(eight)
    expect(held.every((h) => h.since > 0 && h.fence > 0 && h.position !== '')).toBe(true)
  })

  property.prop([fc.array(fc.constantFrom(4, 8), { minLength: 2, maxLength: 4 })])('LEASE-07 of workers that begin together with different numbers those with one of them work, and the others never do', async (numbers) => {
    const shared = { store: memoryStore(), readModel: memoryReadModel(), clock: heldClock(start), leaseMs }
    const workers = await Promise.all(numbers.map((partitions, n) => scene({ ...shared, partitions, holder: `worker-${n}`, seed: n + 1 })))
    await Promise.all(workers.map((worker) => worker.runtime().settle(start)()))
    const results = await Promise.all(workers.map((worker) => worker.runtime().settle(start)()))
    const working = numbers.filter((_, n) => E.isRight(results[n] as E.Either<unknown, unknown>))
    expect(new Set(working).size).toBe(1)
    expect(results.filter(E.isLeft).map(({ left }) => left)).toEqual(numbers.filter((n) => n !== working[0]).map((asked) => ({ _tag: 'PartitionsDiffer', stored: working[0], asked })))
  })

  test('LEASE-07 a worker that was told another number of partitions does nothing, and says which is right', async () => {
    const { first, store, readModel } = await several([0])
    await first.settle()
    const other = await scene({ store, readModel, partitions: 4 })
    await expect(other.settle()).rejects.toThrow(JSON.stringify({ _tag: 'PartitionsDiffer', stored: 8, asked: 4 }))
    expect(other.holds()).toEqual([])
  })

  test('LEASE-05 an attendant who was there before the centre had a plan is routed to', async () => {
    const s = await scene()
    await s.signIn('ana')
    await s.settle()
    await s.changePlan()
    await s.dial('c1')
    await s.press('c1', '1')
    await s.settle()
    expect(await s.typesOf('call-c1')).toContain('CallOffered')
  })

  test('LEASE-08 a worker whose acts take long keeps its leases, and nobody does them again', async () => {
    const shared = { store: memoryStore(), readModel: memoryReadModel(), clock: heldClock(start), leaseMs }
    const carried: string[] = []
    const others: Scene[] = []
    const slowly = (n: number): Outbound => ({
      carry: (effect) => async () => {
        carried.push(effect.id)
        if (n === 1) {
          shared.clock.set(plus(shared.clock.now(), leaseMs / 4))
          for (const other of others) await other.settle()
        }
        return E.right(undefined)
      },
    })
    const first = await scene({ ...shared, holder: 'first', outbound: slowly(1) })
    const second = await scene({ ...shared, holder: 'second', seed: 2, outbound: slowly(2) })
    others.push(second)
    await first.changePlan()
    for (let n = 0; n < 40; n++) await first.dial(`c${n}`)
    await first.settle()
    await second.settle()
    expect(carried.length).toBeGreaterThan(40)
    expect(new Set(carried).size).toBe(carried.length)
  })

  test('PLANS-04 a worker that takes over knows a plan that lies before the checkpoint', async () => {
    const { workers, first, together } = await several([0, 0])
    const [, second] = workers as [Scene, Scene]
    await together(workers, 2 * leaseMs)
    await together([first], 4 * leaseMs)
    await first.changePlan({ ...plan, name: 'Another' })
    const pinned = 'central@1' as PlanVersion
    for (let n = 0; n < 600; n++) await first.dial(`c${n}`, { plan: pinned })
    await first.settle()
    await together([second], 4 * leaseMs)
    const queued = (await first.events()).filter((e) => e.type === 'CallQueued')
    expect(queued.length).toBe(600)
    expect(new Set(queued.map((e) => e.data['planNow']))).toEqual(new Set(['central@2']))
  })

  test('LEASE-04 workers whose leases differ in length take nothing from each other', async () => {
    const shared = { store: memoryStore(), readModel: memoryReadModel(), clock: heldClock(start) }
    const long = await scene({ ...shared, holder: 'long', leaseMs: 30_000 })
    const short = await scene({ ...shared, holder: 'short', leaseMs: 6_000, seed: 2 })
    await long.changePlan()
    const pass = async (steps: number) => {
      for (let n = 0; n < steps; n++) {
        shared.clock.set(plus(shared.clock.now(), 1000))
        await long.settle()
        await short.settle()
      }
    }
    await pass(60)
    const before = [long, short].map((s) => s.holds().map((h) => `${h.work}/${h.partition} ${h.fence}`))
    await pass(120)
    expect([long, short].map((s) => s.holds().map((h) => `${h.work}/${h.partition} ${h.fence}`))).toEqual(before)
    expect(sizes([long, short], 'timers')).toEqual([4, 4])
  })

  test('LEASE-06 what a dead worker held is taken over within a lease, however wrong its clock was', async () => {
    for (const wrong of [-600_000, 0, 600_000]) {
      const { workers, together } = await several([wrong, 0])
      const [dead, alive] = workers as [Scene, Scene]
      await together(workers, 3 * leaseMs)
      expect(names(workers, 'timers')).toEqual(eight)
      expect(sizes(workers, 'timers')).toEqual([4, 4])
      await together([alive], leaseMs + leaseMs / 3)
      expect({ wrong, held: names([alive], 'timers') }).toEqual({ wrong, held: eight })
      expect(dead.holds().length).toBeGreaterThan(0)
    }
  })

  test('LEASE-04 clocks that differ by minutes do not take anything from anyone', async () => {
    const { workers, together } = await several([0, 300_000, -300_000])
    await together(workers, 4 * leaseMs)
    const before = workers.map((w) => w.holds())
    await together(workers, 10 * leaseMs)
    const fences = (holds: typeof before) => holds.flat().map((h) => `${h.work}/${h.partition} ${h.fence}`).sort()
    expect(fences(workers.map((w) => w.holds()))).toEqual(fences(before))
  })

  const acts = fc.array(fc.record({ who: fc.nat(2), act: fc.constantFrom('dial', 'press', 'accept', 'decline', 'hangUp', 'wait', 'long', 'jump', 'rest'), nth: fc.nat(3) }), { maxLength: 60 })
  property.prop([acts], { numRuns: 40 })('LEASE-03 however partitions move among three workers, whose clocks jump, nobody is served by two and nobody is lost', async (turns) => {
    const { workers, first, pass, together } = await several([0, 1000, -1000])
    await first.signIn('ana')
    await first.signIn('bia')
    let calls = 0
    for (const { who, act, nth } of turns) {
      const s = workers[who] as Scene
      if (act === 'dial') await s.dial(`c${calls++}`)
      await answer(s, act, nth)
      if (act === 'wait') pass(seconds(2 * (nth + 1)))
      if (act === 'long') pass(seconds(9 * (nth + 1)))
      if (act !== 'rest') await s.settle()
    }
    for (let n = 0; n < calls; n++) await first.hangUp(`c${n}`)
    await together(workers, 60_000)
    const laws = centreLaws()
    for (const event of await first.events()) laws.take(event)
    expect(laws.violations({ finished: true })).toEqual([])
    for (const partition of ['timers', 'process/offers/1']) expect(names(workers, partition)).toEqual(eight)
  })
})
