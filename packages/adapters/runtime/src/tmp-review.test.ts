import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { offers, ownRouter, plus, routing, seconds, signing, telephony, uuidFrom, type CommandId, type EventStore, type Instant, type NewEvent, type Outbound, type Process, type Projection, type StreamName, type StoredPlans } from '@disque/core'
import { heldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { plan, scene, start, type Scene } from './scene.test-kit.js'

const leaseMs = 9000
const bad = (stream: string, type: string, data: object): NewEvent => ({
  id: uuidFrom(stream + type, 0), type, data: { type, at: start, ...data }, metadata: { schema: 1, commandId: 'bad' as CommandId, correlation: stream, recordedAt: start },
})

test('A2: a parked key acts again when its pause ends', async () => {
  const carried: string[] = []
  const outbound: Outbound = { carry: (e) => async () => { carried.push(e.id); return carried.length < 2 ? E.left({ _tag: 'OutboundUnavailable', reason: 'no' }) : E.right(undefined) } }
  const parked: string[] = []
  const store = memoryStore({ fault: () => undefined })
  const s = await scene({ store, outbound, onParked: (work, key) => void parked.push(`${work} ${key}`) })
  await s.changePlan()
  await s.dial('c1')
  await s.settle()
  const before = carried.length
  await store.append('call-c1' as StreamName, 1, [bad('call-c1', 'CallEnded', { by: 7 })])()
  await s.settle()
  expect(parked).toContain('process/telephony/2 call-c1')
  await s.advance(seconds(5))
  expect(carried.length).toBe(before)
})

test('B: plans are not refreshed after a refresh that failed', async () => {
  const shared = { store: memoryStore(), readModel: memoryReadModel(), leaseMs, clock: heldClock(start) }
  let fail = false
  let failures = 0
  const flaky: EventStore = { ...shared.store, read: (stream, options) => {
    if (fail && stream === 'centre-central') { failures++; return (async function* () { yield await Promise.resolve(E.left({ _tag: 'StoreUnavailable' as const, reason: 'gone' })) })() }
    return shared.store.read(stream, options)
  } }
  const first = await scene({ ...shared, holder: 'w0' })
  const second = await scene({ ...shared, store: flaky, holder: 'w1', seed: 2 })
  await first.changePlan()
  const pass = async (those: Scene[], span: number) => { for (let g = 0; g < span; g += leaseMs / 3) { shared.clock.set(plus(shared.clock.now(), leaseMs / 3)); for (const w of those) await w.runtime().settle(shared.clock.now())() } }
  await pass([first, second], 2 * leaseMs)
  await pass([first], 4 * leaseMs)
  await first.changePlan({ ...plan, name: 'Another' })
  for (let n = 0; n < 600; n++) await first.dial(`c${n}`, { plan: 'central@1' as never })
  await first.settle()
  await first.runtime().checkpoint()()
  fail = true
  shared.clock.set(plus(shared.clock.now(), 2 * leaseMs))
  await second.runtime().settle(shared.clock.now())()
  fail = false
  await pass([second], 4 * leaseMs)
  const queued = (await first.events()).filter((e) => e.type === 'CallQueued')
  expect(failures).toBeGreaterThan(0)
  expect(new Set(queued.map((e) => e.data['planNow']))).toEqual(new Set(['central@2']))
}, 60000)

test('I: a worker cut off from the events keeps its share', async () => {
  const shared = { store: memoryStore(), readModel: memoryReadModel(), leaseMs, clock: heldClock(start) }
  let cut = false
  const flaky: EventStore = { ...shared.store, readAll: (options) => cut ? (async function* () { yield await Promise.resolve(E.left({ _tag: 'StoreUnavailable' as const, reason: 'cut' })) })() : shared.store.readAll(options) }
  const first = await scene({ ...shared, holder: 'w0' })
  const second = await scene({ ...shared, store: flaky, holder: 'w1', seed: 2 })
  await first.changePlan()
  const pass = async (span: number) => { for (let g = 0; g < span; g += leaseMs / 3) { shared.clock.set(plus(shared.clock.now(), leaseMs / 3)); for (const w of [first, second]) await w.runtime().settle(shared.clock.now())() } }
  await pass(2 * leaseMs)
  cut = true
  await pass(20 * leaseMs)
  expect(first.holds().filter((h) => h.work === 'timers').length).toBe(8)
}, 60000)

test('C: a clock put back in a long round costs the leases', async () => {
  const shared = { store: memoryStore(), readModel: memoryReadModel(), leaseMs }
  const [a, b] = [heldClock(start), heldClock(start)]
  const carried: string[] = []
  let second: Scene | undefined
  let back = false
  const slowly = (n: number): Outbound => ({ carry: (effect) => async () => {
    carried.push(effect.id)
    if (n === 1) {
      if (!back) { back = true; a.set(plus(a.now(), -600_000)) }
      a.set(plus(a.now(), leaseMs / 4)); b.set(plus(b.now(), leaseMs / 4))
      await second?.settle()
    }
    return E.right(undefined)
  } })
  const first = await scene({ ...shared, clock: a, holder: 'first', outbound: slowly(1) })
  second = await scene({ ...shared, clock: b, holder: 'second', seed: 2, outbound: slowly(2) })
  await first.changePlan()
  for (let n = 0; n < 40; n++) await first.dial(`c${n}`)
  await first.settle()
  await second.settle()
  expect(new Set(carried).size).toBe(carried.length)
}, 60000)

test('G: ahead and a view that trusts decoded events', async () => {
  const view: Projection<{ n: number }> = { name: 'mine', version: 1, types: ['CallQueued'], initial: { n: 0 }, keys: ({ data }) => [data['queue'] as string], evolve: (s) => ({ n: (s?.n ?? 0) + 1 }) } as never
  const store = memoryStore({ fault: () => undefined })
  const s = await scene({ store, projections: [view] })
  await s.changePlan()
  await store.append('call-bad' as StreamName, 'no-stream', [bad('call-bad', 'CallQueued', {})])()
  await s.settle()
})

test('H: a wake that has passed stays while its to-do is tried again', async () => {
  const waker: Process<{ readonly at: number; readonly n: number }> = {
    scope: 'key', name: 'waker', version: 1, types: ['CallReceived'], initial: { at: 0, n: 0 }, keys: (e) => [e.stream], evolve: (_, e) => ({ at: (e.data['at'] as number) + 1000, n: 1 }),
    todo: (s, now, key) => (s.n === 1 && now >= s.at ? [{ id: key, carry: { id: key, kind: 'notify', key, order: 0, contact: key, device: 'd', detail: {} } as never }] : []),
    done: (s) => ({ ...s, n: 2 }), wake: (s) => (s.n === 1 ? (s.at as Instant) : undefined), over: () => false,
  }
  const s = await scene({ processes: [waker], outbound: { carry: () => () => Promise.resolve(E.left({ _tag: 'OutboundUnavailable', reason: 'no' })) } })
  await s.changePlan()
  await s.dial('c1')
  await s.settle()
  s.clock.set(plus(start, 1000))
  const { next } = await s.settle()
  expect(next).toBeGreaterThan(s.clock.now())
})

test('K: a router of one`s own that throws', async () => {
  const plans = { inForce: () => undefined } as unknown as StoredPlans
  let inForce: StoredPlans['inForce'] = plans.inForce
  const s = await scene({ processes: [offers, routing((c, at) => inForce(c, at), ownRouter(() => { throw new Error('cannot') })), signing, telephony] })
  inForce = s.plans.inForce
  await s.changePlan()
  await s.signIn('ana')
  await s.dial('c1')
  await s.press('c1', '1')
  await s.settle()
})

test('J: onParked that throws', async () => {
  const store = memoryStore({ fault: () => undefined })
  const s = await scene({ store, onParked: () => { throw new Error('mail server away') } })
  await s.changePlan()
  await store.append('call-bad' as StreamName, 'no-stream', [bad('call-bad', 'CallQueued', { queue: 7 })])()
  await s.settle()
})
