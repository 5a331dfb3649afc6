import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { WaitingContact } from '../routing/contact.js'
import type { Policy } from '../routing/policy.js'
import type { ContactId, QueueId, TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import { estimatedWait, genesysStatServer, mitel, openSips, position } from './estimates.js'

const queues = ['front', 'back'] as const
const policy: fc.Arbitrary<Policy> = fc.constantFrom({ by: 'priority' as const }, { by: 'age' as const, prioritySeconds: 30, weightSeconds: 10 }).map((order) => ({
  order, seed: 0, queues: Object.fromEntries(queues.map((queue) => [queue, { channel: 'call', cost: 1, interrupts: [], offerLimit: 1, routing: {} }])),
}))

const contacts: fc.Arbitrary<readonly WaitingContact[]> = fc
  .array(fc.record({ queue: fc.constantFrom(...queues), priority: fc.integer({ min: 0, max: 2 }), since: fc.integer({ min: 0, max: 6 }) }), { maxLength: 12 })
  .map((all) =>
    all.map(({ queue, priority, since }, i) => ({
      contact: `c${i}` as ContactId, queue: queue as QueueId, topic: 't' as TopicId, priority, rankSince: (since * 10_000) as Instant, joinedAt: 0 as Instant,
      passedOver: [], offered: [], offersBegun: 0,
    }))
  )

describe('a position', () => {
  test.prop([policy, contacts])('WAIT-10 is one of 1, 2, … for each contact of a queue, whatever the order in which they are named', (rules, waiting) => {
    for (const queue of queues) {
      const own = waiting.filter((w) => w.queue === queue)
      const places = own.map((w) => position(rules, [...waiting].reverse(), w.contact))
      expect(places).toEqual(own.map((w) => position(rules, waiting, w.contact)))
      expect(places.map(Number).sort((a, b) => a - b)).toEqual(own.map((_, i) => i + 1))
    }
    expect(position(rules, waiting, 'nobody' as ContactId)).toBeUndefined()
  })

  test.prop([policy, contacts])('WAIT-10 falls by one for all behind when one ahead is served', (rules, waiting) => {
    for (const served of waiting) {
      const place = position(rules, waiting, served.contact) ?? NaN
      const left = waiting.filter((w) => w !== served)
      for (const w of left.filter(({ queue }) => queue === served.queue)) {
        const before = position(rules, waiting, w.contact) ?? NaN
        expect(position(rules, left, w.contact)).toBe(before > place ? before - 1 : before)
      }
    }
  })

  test.prop([contacts])('WAIT-10 of a higher priority, or of a longer wait at the same one, is not behind', (waiting) => {
    const rules: Policy = { order: { by: 'priority' }, seed: 0, queues: {} }
    for (const a of waiting)
      for (const b of waiting)
        if (a.queue === b.queue && (a.priority > b.priority || (a.priority === b.priority && a.rankSince < b.rankSince)))
          expect(position(rules, waiting, a.contact)).toBeLessThan(position(rules, waiting, b.contact) ?? NaN)
  })
})

describe('an estimate', () => {
  const facts = fc.record({
    position: fc.integer({ min: 1, max: 60 }), attendants: fc.integer({ min: 1, max: 60 }), meanHandlingSeconds: fc.double({ min: 1, max: 900, noNaN: true }),
    longestWaitSeconds: fc.double({ min: 0, max: 900, noNaN: true }), longestShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })

  test.prop([facts])('WAIT-17 lies between what the length of the queue says and the longest wait in it', (f) => {
    const byLength = (f.position * f.meanHandlingSeconds) / f.attendants
    const estimate = estimatedWait(f) ?? NaN
    expect(estimate).toBeGreaterThanOrEqual(Math.min(byLength, f.longestWaitSeconds) - 1e-9)
    expect(estimate).toBeLessThanOrEqual(Math.max(byLength, f.longestWaitSeconds) + 1e-9)
  })

  test.prop([facts])('is not longer one place ahead, nor with one attendant more', (f) => {
    expect(estimatedWait({ ...f, position: f.position + 1 })).toBeGreaterThanOrEqual(estimatedWait(f) ?? NaN)
    expect(estimatedWait({ ...f, attendants: f.attendants + 1 })).toBeLessThanOrEqual(estimatedWait(f) ?? NaN)
    const { position: queued, attendants: agents, meanHandlingSeconds } = f
    for (const rule of [genesysStatServer, openSips] as const) {
      const now = rule({ queued, ready: 0, agents, meanHandlingSeconds, meanDurationSeconds: meanHandlingSeconds }) ?? NaN
      expect(rule({ queued: queued + 1, ready: 0, agents, meanHandlingSeconds, meanDurationSeconds: meanHandlingSeconds })).toBeGreaterThanOrEqual(now)
      expect(rule({ queued, ready: 0, agents: agents + 1, meanHandlingSeconds, meanDurationSeconds: meanHandlingSeconds })).toBeLessThanOrEqual(now)
    }
    expect(mitel({ position: queued + 1, available: agents, meanTalkSeconds: meanHandlingSeconds })).toBeGreaterThan(mitel({ position: queued, available: agents, meanTalkSeconds: meanHandlingSeconds }))
  })
})
