import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { samplePlan } from '../plan/plan.arbitrary.js'
import { openAt } from '../plan/lookup.js'
import type { Plan } from '../plan/plan.js'
import { policyOf } from '../plan/policy.js'
import { byRankKey, rankKey, type WaitingContact } from '../routing/contact.js'
import { couldServe, stepDue } from '../routing/escalate.js'
import type { Condition, Step } from '../routing/policy.js'
import type { SignedIn } from '../routing/signed-in.js'
import type { AnnouncementId, AttendantId, ContactId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import { instant, plus, seconds, type Instant } from '../shared/instant.js'
import { escalations } from './escalations.js'

// Ten minutes before the queues close.
const start = instant('2020-07-01T21:50:00Z')
const queues = ['q0', 'q1'] as QueueId[]
const topic = 'general' as TopicId

const when: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { afterSeconds: 30 }, { afterSeconds: 300 }, { waiting: 2 }, { waiting: 3, afterSeconds: 30 }, { noneTrained: true }, { noneTrained: true, afterSeconds: 30 }, { closed: true }, { closed: true, waiting: 2 },
  { closed: true, afterSeconds: 300 }
)
const steps: fc.Arbitrary<readonly Step[]> = fc.array(when, { maxLength: 4 }).map((all) => all.map((w, i) => ({ id: `s${i}`, when: w, then: { do: 'message', announcement: 'welcome' as AnnouncementId } })))
const plan = fc.tuple(steps, steps).map(([a, b]): Plan => {
  const [first] = samplePlan.queues
  if (first === undefined) throw new Error('the sample plan has queues')
  return { ...samplePlan, queues: [{ ...first, id: queues[0] as QueueId, routing: { steps: a, level: 2, relax: [{ afterSeconds: 60, level: 1 }] } }, { ...first, id: queues[1] as QueueId, routing: { steps: b } }] }
})

type Act =
  | { readonly do: 'join'; readonly n: number; readonly queue: QueueId; readonly priority: number }
  | { readonly do: 'leave'; readonly n: number }
  | { readonly do: 'come'; readonly n: number; readonly level: number }
  | { readonly do: 'go'; readonly n: number }
  | { readonly do: 'wait'; readonly ms: number }
const n = fc.nat(4)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), n, queue: fc.constantFrom(...queues), priority: fc.nat(2) }) },
  fc.record({ do: fc.constant('leave' as const), n }),
  fc.record({ do: fc.constant('come' as const), n: fc.nat(1), level: fc.nat(2) }),
  fc.record({ do: fc.constant('go' as const), n: fc.nat(1) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1000, 29_000, 30_000, 60_000, 300_000) }) }
)

const attendant = (i: number, level: number): SignedIn => ({
  attendant: `a${i}` as AttendantId, shift: `s${i}` as ShiftId, revision: 0, taking: true, idleSince: start, training: level === 0 ? [] : [{ topic, level, since: start }], capacity: 1, unbounded: false,
  held: 0, engaged: {}, contacts: 0, talkMs: 0, offeredAt: {},
})

/** The same without an index: everybody is looked at. */
const plainly = (p: Plan, waiting: readonly { readonly contact: WaitingContact; readonly taken: readonly string[] }[], present: readonly SignedIn[], now: Instant) => {
  const policy = policyOf(p)
  const due = waiting.flatMap(({ contact, taken }) => {
    const routing = policy.queues[contact.queue]?.routing ?? {}
    const facts = {
      waiting: waiting.filter((w) => w.contact.queue === contact.queue).length,
      noneTrained: !present.some((a) => couldServe(routing, contact, a, now)),
      closed: !openAt(p, p.queues[0]?.calendar, now).open,
    }
    const step = stepDue(policy, contact, facts, taken, now)
    return step === undefined ? [] : [{ contact, step }]
  })
  return due.sort((a, b) => byRankKey(rankKey(policy, a.contact), rankKey(policy, b.contact)))[0]
}

describe('escalation of many contacts', () => {
  test.prop([plan, fc.array(act, { maxLength: 30 })], { numRuns: 300 })('ROUTE-18 a contact is looked at whenever it may have a step to take: as if everybody were looked at each time', (p, acts) => {
    const waiting = new Map<string, { readonly contact: WaitingContact; readonly taken: readonly string[] }>()
    const present = new Map<number, SignedIn>()
    const index = escalations(p, () => present.values())
    let now = start
    const leave = (key: string) => {
      const before = waiting.get(key)
      if (before === undefined) return
      waiting.delete(key)
      index.remove(key)
      index.count(before.contact.queue, -1)
    }
    const join = (contact: WaitingContact, taken: readonly string[]) => {
      leave(contact.contact)
      waiting.set(contact.contact, { contact, taken })
      index.put(contact, taken)
      index.count(contact.queue, 1)
    }
    const drain = () => {
      for (let rounds = 0; ; rounds++) {
        const found = index.next(now)
        const wanted = plainly(p, [...waiting.values()], [...present.values()], now)
        expect(found).toEqual(wanted)
        if (found === undefined) break
        expect(rounds).toBeLessThan(50)
        join(found.contact, [...(waiting.get(found.contact.contact)?.taken ?? []), found.step.id])
      }
      expect(index.wake() ?? Infinity).toBeGreaterThan(now)
      for (const queue of queues) expect(index.counts()[queue] ?? 0).toBe([...waiting.values()].filter((w) => w.contact.queue === queue).length)
    }
    for (const a of acts) {
      if (a.do === 'wait') now = plus(now, a.ms)
      if (a.do === 'leave') leave(`call-${a.n}`)
      if (a.do === 'join') join({ contact: `call-${a.n}` as ContactId, queue: a.queue, topic, priority: a.priority, rankSince: now, joinedAt: now, passedOver: [], offered: [], offersBegun: 0 }, [])
      if (a.do === 'come') {
        present.set(a.n, attendant(a.n, a.level))
        index.lost()
      }
      if (a.do === 'go' && present.delete(a.n)) index.lost()
      drain()
    }
    now = plus(now, seconds(3600))
    drain()
  })
})
