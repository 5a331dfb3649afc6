import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Action } from '../routing/policy.js'
import type { QueueId, TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import { valuesOf } from '../testing/from-codec.js'
import { isTaken, placeIn, stepped, widenedIn, type Place, type TakenStep } from './waiting.js'

const [calls, second] = ['calls' as QueueId, 'second' as QueueId]
const queue = fc.constantFrom(calls, second)
const action = valuesOf(Action).map((a): Action => (a.do === 'queue' ? { ...a, queue: second } : a))
const taken: fc.Arbitrary<readonly TakenStep[]> = fc.array(fc.record({ queue, step: fc.constantFrom('a', 'b', 'c'), action }), { maxLength: 12 })
const start: Place = { queue: calls, topic: 'health' as TopicId, priority: 1, enteredAt: 5 as Instant, rankSince: 3 as Instant, joinedAt: 5 as Instant }

/** The place after every step, one by one. */
const after = (all: readonly TakenStep[], place = start): Place => all.reduce((p, _, i) => stepped(all.slice(0, i + 1), p, (10 + i) as Instant), place)

describe('steps of escalation', () => {
  test.prop([taken, queue, fc.constantFrom('a', 'b', 'c')])('WAIT-04 a step is taken once it has been, in its own queue', (all, of, step) => {
    expect(isTaken(all, of, step)).toBe(all.map((t) => `${t.queue}/${t.step}`).includes(`${of}/${step}`))
  })

  test.prop([taken, queue, action])('WAIT-05 one more step never asks for more', (all, of, next) => {
    const before = widenedIn(all, of) ?? {}
    const later = widenedIn([...all, { queue: of, step: 'next', action: next }], of) ?? {}
    expect(later.level ?? Infinity).toBeLessThanOrEqual(before.level ?? Infinity)
    expect(later.tier ?? 0).toBeGreaterThanOrEqual(before.tier ?? 0)
    for (const topic of before.drops ?? []) expect(later.drops).toContain(topic)
  })

  test.prop([taken, fc.array(fc.record({ queue: fc.constant(second), step: fc.constant('x'), action }), { maxLength: 5 })])('WAIT-05 what another queue lets go does not count here', (all, others) => {
    expect(widenedIn([...all, ...others], calls)).toEqual(widenedIn(all, calls))
  })

  test.prop([taken])('WAIT-05 whoever comes back to a queue finds let go what was', (all) => {
    const away = placeIn(all, { ...start, queue: second })
    expect(placeIn(all, { ...away, queue: calls })).toEqual(placeIn(all, start))
  })

  test.prop([taken])('keep rank and first entry, and only raise the priority', (all) => {
    const place = after(all)
    expect([place.rankSince, place.enteredAt]).toEqual([start.rankSince, start.enteredAt])
    expect(place.priority).toBe(all.reduce((n, t) => (t.action.do === 'priority' ? n + t.action.by : n), start.priority))
    expect(place.widened).toEqual(widenedIn(all, place.queue))
  })

  it('move a contact to its new queue, with the topic that is named or its own', () => {
    const move = (topic?: string): TakenStep => ({ queue: calls, step: 'a', action: { do: 'queue', queue: second, ...(topic === undefined ? {} : { topic: topic as TopicId }) } })
    expect(after([move('sport')])).toEqual({ ...start, queue: second, topic: 'sport', joinedAt: 10 })
    expect(after([move()])).toEqual({ ...start, queue: second, joinedAt: 10 })
  })
})
