import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { samplePlan } from '../plan/plan.arbitrary.js'
import type { EventStore, ReadFailure, Recorded } from '../ports/event-store.js'
import { streamName, type CentreId, type PlanVersion } from '../shared/ids.js'
import { plus, type Instant } from '../shared/instant.js'
import type { Event } from './centre.js'
import { storedPlans } from './plans.js'

const { centre } = samplePlan
const start = 1_593_561_600_000 as Instant
const version = (n: number, of: string = centre) => `${of}@${n}` as PlanVersion
const planChanged = (n: number, validAt: number = n, of: CentreId = centre): Event => ({
  type: 'PlanChanged', at: plus(start, n), centre: of, version: version(n, of), plan: { ...samplePlan, centre: of, name: `plan ${n}` }, validAt: plus(start, validAt),
})

const recorded = (event: object, revision: number, of: CentreId = centre): Recorded => ({
  stream: streamName('centre', of), revision, position: String(revision), id: '' as Recorded['id'], type: 'PlanChanged', metadata: {} as Recorded['metadata'],
  data: JSON.parse(JSON.stringify(event)) as Recorded['data'],
})

/** A store that only reads: from arrays, counting what it hands out. */
const reading = () => {
  const streams = new Map<string, Recorded[]>()
  const seen = { reads: 0, events: 0 }
  const trouble: { failure?: ReadFailure } = {}
  const store: Pick<EventStore, 'read'> = {
    read: async function* (stream, { after = -1 } = {}) {
      seen.reads++
      for (const one of streams.get(stream) ?? [])
        if (one.revision > after) {
          await Promise.resolve()
          seen.events++
          yield E.right(one)
        }
      if (trouble.failure !== undefined) yield E.left(trouble.failure)
    },
  }
  const put = (...events: readonly Recorded[]) => {
    for (const one of events) streams.set(one.stream, [...(streams.get(one.stream) ?? []), one])
  }
  return { plans: storedPlans(store), put, seen, trouble }
}

const unavailable = (reason: string) => E.left({ _tag: 'StoreUnavailable', reason })
/** Asking again changes nothing. */
const damaged = (reason: string) => E.left({ _tag: 'StoreUnavailable', reason, damaged: true })

describe('stored plans', () => {
  test('PLANS-01 a version that was read is at hand, and the store is not asked again', async () => {
    const { plans, put, seen } = reading()
    put(recorded(planChanged(1), 0), recorded(planChanged(2), 1))
    expect(plans.has(version(2))).toBe(false)
    expect(await plans.load([version(2), version(1)])()).toEqual(E.right(undefined))
    expect([plans.has(version(2)), plans.plan(version(1)).name, plans.plan(version(2)).name]).toEqual([true, 'plan 1', 'plan 2'])
    expect(await plans.load([version(1)])()).toEqual(E.right(undefined))
    expect(seen).toEqual({ reads: 1, events: 2 })
  })

  test('PLANS-01 a version that the store does not have is unknown, until it is there', async () => {
    const { plans, put } = reading()
    put(recorded(planChanged(1), 0))
    expect(await plans.load([version(1), version(2)])()).toEqual(E.left({ _tag: 'PlanUnknown', version: version(2) }))
    expect(() => plans.plan(version(2))).toThrow(RangeError)
    put(recorded(planChanged(2), 1))
    expect(await plans.load([version(2)])()).toEqual(E.right(undefined))
  })

  test('only what is new is read', async () => {
    const { plans, put, seen } = reading()
    put(recorded(planChanged(1), 0))
    await plans.refresh(centre)()
    put(recorded(planChanged(2), 1))
    await plans.refresh(centre)()
    expect(seen).toEqual({ reads: 2, events: 2 })
  })

  test('the plans of several centres are kept apart', async () => {
    const other = 'other' as CentreId
    const { plans, put } = reading()
    put(recorded(planChanged(1), 0), recorded(planChanged(1, 1, other), 0, other))
    expect(await plans.load([version(1), version(1, other)])()).toEqual(E.right(undefined))
    expect([plans.inForce(centre, plus(start, 1))?.plan.centre, plans.inForce(other, plus(start, 1))?.plan.centre]).toEqual([centre, other])
  })

  test('PLANS-02 in force is what was known and counts by then', async () => {
    const { plans, put } = reading()
    put(recorded(planChanged(10), 0), recorded(planChanged(20, 40), 1), recorded(planChanged(30, 5), 2))
    expect(plans.inForce(centre, plus(start, 10))).toBeUndefined()
    await plans.refresh(centre)()
    expect([9, 10, 39, 40].map((t) => plans.inForce(centre, plus(start, t))?.version)).toEqual([undefined, version(10), version(10), version(20)])
  })

  test('PLANS-03 the next change is the first instant at which a plan that is read begins to count', async () => {
    const { plans, put } = reading()
    put(recorded(planChanged(10), 0), recorded(planChanged(20, 40), 1), recorded(planChanged(30, 5), 2))
    expect(plans.changesAfter(start)).toBeUndefined()
    await plans.refresh(centre)()
    expect([0, 10, 29, 30, 40].map((t) => plans.changesAfter(plus(start, t)))).toEqual([plus(start, 10), plus(start, 30), plus(start, 30), plus(start, 40), undefined])
  })

  test('reads that overlap take every event once', async () => {
    const { plans, put } = reading()
    put(recorded(planChanged(1), 0), recorded(planChanged(2), 1), recorded(planChanged(3), 2))
    const answers = await Promise.all([plans.refresh(centre)(), plans.load([version(3)])(), plans.refresh(centre)()])
    expect(answers.map((a) => a._tag)).toEqual(['Right', 'Right', 'Right'])
    expect(plans.inForce(centre, plus(start, 3))?.version).toBe(version(3))
  })
})

describe('trouble with the store', () => {
  test.each<readonly [string, ReadFailure, ReturnType<typeof unavailable>]>([
    ['that is away', { _tag: 'StoreUnavailable', reason: 'no route' }, unavailable('no route')],
    ['that is closed', { _tag: 'StoreClosed' }, unavailable('the store is closed')],
    ['that refuses access', { _tag: 'AccessDenied', reason: 'no right to read' }, unavailable('no right to read')],
    ['that lost the stream', { _tag: 'StreamDeleted', stream: 'centre-x' }, damaged('centre-x was deleted')],
    ['that cannot read', { _tag: 'StoredEventUnreadable', stream: 'centre-x', revision: 7, reason: 'not JSON' }, damaged('centre-x at 7: not JSON')],
  ])('a store %s is said to be so, and what was read before stays', async (_, failure, answer) => {
    const { plans, put, trouble } = reading()
    put(recorded(planChanged(1), 0))
    trouble.failure = failure
    expect(await plans.load([version(9)])()).toEqual(answer)
    expect(plans.has(version(1))).toBe(true)
  })

  test('an event that its codec does not know is named with its place', async () => {
    const { plans, put } = reading()
    put(recorded({ ...planChanged(1), version: 'one' }, 0))
    expect(await plans.refresh(centre)()).toEqual(damaged(expect.stringMatching(/^centre-central-121 at 0: .*version/) as unknown as string))
  })

  test('a stream that does not begin at its beginning is refused', async () => {
    const { plans, put } = reading()
    put(recorded(planChanged(3), 2))
    expect(await plans.refresh(centre)()).toEqual(damaged('centre-central-121 at 2: the events before it are missing'))
  })
})
