import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { OfferId, ShiftId, storedPlans, type AttendantId, type Call, type CallId, type Effect, type SubjectRef, type TopicId } from '@disque/core'
import { centreLaws, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms, createRuntime, systemClock, type Seen } from '../index.js'
import { centre, planWith } from '../scene.test-kit.js'

const staff = ['ana', 'bia', 'caio', 'duda', 'eva'] as const
const calls = 40
const plan = planWith({ wrapUpSeconds: 0 })

/** A centre that runs live; whoever is rung accepts, and whoever is connected hangs up. Effects for a contact that is `deaf` are never taken. */
const busy = async (deaf?: string) => {
  const [store, readModel, clock, ids] = [memoryStore(), memoryReadModel(), systemClock(), seededIds(1)]
  const plans = storedPlans(store)
  const rooms = centreRooms({ store, readModel, clock, ids, plans })
  const seen: Seen[] = []
  const carrying = new Set<string>()
  const carried = new Map<string, number[]>()
  const people: Promise<unknown>[] = []
  const overlapping = { atMost: 0, ofOneKey: 0, now: 0 }

  const hear = (effect: Effect) => {
    const { offer, shift } = effect.detail
    if (effect.kind === 'ring' && OfferId.is(offer) && ShiftId.is(shift)) people.push(rooms.shift({ type: 'Accept', shift, offer, at: clock.now() })())
    if (effect.kind === 'bridge') people.push(rooms.call({ type: 'HangUp', call: effect.contact.replace(/^call-/, '') as CallId, by: 'caller', at: clock.now() })())
  }
  const runtime = createRuntime({
    store, readModel, clock, ids, rooms, plans,
    telemetry: {
      observe: (told) => void seen.push(told),
      step: async (_about, run) => {
        overlapping.atMost = Math.max(overlapping.atMost, ++overlapping.now)
        try {
          return await run(undefined)
        } finally {
          overlapping.now--
        }
      },
    },
    outbound: {
      carry: (effect) => async () => {
        if (effect.contact === deaf) return new Promise<never>(() => undefined)
        if (carrying.has(effect.key)) overlapping.ofOneKey++
        carrying.add(effect.key)
        await new Promise((resolve) => setImmediate(resolve))
        carrying.delete(effect.key)
        carried.set(effect.key, [...(carried.get(effect.key) ?? []), effect.order])
        hear(effect)
        return E.right(undefined)
      },
    },
  })
  const running = runtime.run()
  const at = clock.now()
  await rooms.centre({ type: 'ChangePlan', centre, plan, at })()
  for (const name of staff) {
    const attendant = name as string as AttendantId
    await rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at })()
    await rooms.attendant({ type: 'TrainAttendant', attendant, topic: 'general' as TopicId, level: 1, at })()
    await rooms.attendant({ type: 'OpenShift', attendant, shift: `${name}-1` as ShiftId, startBy: (at + 60_000) as typeof at, at })()
  }
  const planNow = plans.inForce(centre, at)?.version as Call.Live['planNow'] & string
  const dial = async (n: number) => {
    const call = `c${n}` as CallId
    await rooms.call({ type: 'ReceiveCall', call, centre, plan: planNow, planNow, at: clock.now(), protocol: ids.protocolNumber(clock.now(), plan.timeZone), dialled: '121', origin: 'landline', subject: `s-${n}` as SubjectRef })()
    await rooms.call({ type: 'PressDigit', call, planNow, digit: '1', at: clock.now() })()
  }
  return { store, clock, rooms, runtime, running, dial, seen, carried, overlapping, people }
}

describe('several steps at once', () => {
  test('PROC-04 steps of different keys are taken together, of one key one after the other in order, and everybody is served once', async () => {
    const { store, clock, rooms, runtime, running, dial, seen, carried, overlapping, people } = await busy()
    await Promise.all(Array.from({ length: calls }, (_, n) => dial(n)))
    let ended = 0
    for await (const delivery of store.subscribe({ after: 'start' })) if (delivery._tag === 'event' && delivery.event.type === 'CallEnded' && ++ended === calls) break
    for (const name of staff) await rooms.shift({ type: 'SignOut', shift: `${name}-1` as ShiftId, at: clock.now() })()
    let closed = 0
    for await (const delivery of store.subscribe({ after: 'start' })) if (delivery._tag === 'event' && delivery.event.type === 'ShiftClosed' && ++closed === staff.length) break
    await runtime.stop()
    await running
    await Promise.all(people)
    const laws = centreLaws()
    let answered = 0
    for await (const read of store.readAll()) {
      if (E.isLeft(read)) throw new Error(read.left._tag)
      laws.take(read.right)
      if (read.right.type === 'CallAnswered') answered++
    }
    expect(laws.violations({ finished: true })).toEqual([])
    expect(answered).toBe(calls)
    expect(overlapping).toMatchObject({ ofOneKey: 0 })
    expect(overlapping.atMost).toBeGreaterThan(1)
    for (const orders of carried.values()) expect(orders).toEqual([...orders].sort((a, b) => a - b))
    expect(seen.filter(({ _tag }) => _tag === 'trouble' || _tag === 'parked' || _tag === 'retried')).toEqual([])
  }, 60_000)

  test('PROC-06 an effect that the exchange never takes holds up nobody else', async () => {
    const { store, runtime, running, dial, people } = await busy('call-c0')
    await dial(0)
    await Promise.all(Array.from({ length: calls - 1 }, (_, n) => dial(n + 1)))
    let ended = 0
    for await (const delivery of store.subscribe({ after: 'start' })) if (delivery._tag === 'event' && delivery.event.type === 'CallEnded' && ++ended === calls - 1) break
    expect(runtime.health()).toMatchObject({ state: 'working', parked: 0 })
    await runtime.stop()
    await running
    await Promise.all(people)
    for await (const read of store.readAll()) if (read._tag === 'Right' && read.right.type === 'CallEnded') expect(read.right.stream).not.toBe('call-c0')
  }, 60_000)
})
