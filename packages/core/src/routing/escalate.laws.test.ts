import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { AnnouncementId, QueueId } from '../shared/ids.js'
import { instant, plus, type Instant } from '../shared/instant.js'
import { nextStepAt, stepDue, type StepFacts } from './escalate.js'
import type { Condition, Policy, Step } from './policy.js'

const start = instant('2020-07-01T10:00:00Z')
const queue = 'general' as QueueId
const contact = { queue, joinedAt: start }
const horizon = 300_000

const when: fc.Arbitrary<Condition> = fc
  .record({
    afterSeconds: fc.option(fc.nat(200), { nil: undefined }), waiting: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    noneTrained: fc.option(fc.constant(true as const), { nil: undefined }), closed: fc.option(fc.constant(true as const), { nil: undefined }),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(when, { minLength: 1, maxLength: 5 })
  .map((all) => all.map((w, i) => ({ id: `s${i}`, when: w, then: { do: 'message', announcement: 'wait' as AnnouncementId } })))
const policyWith = (list: readonly Step[]): Policy => ({ order: { by: 'priority' }, seed: 0, queues: { [queue]: { channel: 'voice', cost: 1, interrupts: [], offerLimit: 1, routing: { steps: list } } } })

/** Open, then closed, then open again, and so on, from each of these instants on. */
const changes = fc.uniqueArray(fc.integer({ min: 1, max: horizon }), { maxLength: 6 }).map((all) => all.sort((a, b) => a - b).map((ms) => plus(start, ms)))
const others = fc.record({ waiting: fc.integer({ min: 1, max: 4 }), noneTrained: fc.boolean() })

const factsAt = (o: Pick<StepFacts, 'waiting' | 'noneTrained'>, turns: readonly Instant[], now: Instant): StepFacts => {
  const closesAt = turns.find((at, i) => i % 2 === 0 && at > now)
  return { ...o, closed: turns.filter((at) => at <= now).length % 2 === 1, ...(closesAt === undefined ? {} : { closesAt }) }
}

/** Looks whenever it is told to, and takes all that is due then. */
const escalate = (list: readonly Step[], o: Pick<StepFacts, 'waiting' | 'noneTrained'>, turns: readonly Instant[]) => {
  const policy = policyWith(list)
  const took: { readonly id: string; readonly at: Instant }[] = []
  const taken = () => took.map((t) => t.id)
  for (let now: Instant | undefined = start; now !== undefined; now = nextStepAt(policy, contact, factsAt(o, turns, now), taken(), now))
    for (let due = stepDue(policy, contact, factsAt(o, turns, now), taken(), now); due !== undefined; due = stepDue(policy, contact, factsAt(o, turns, now), taken(), now))
      took.push({ id: due.id, at: now })
  return took
}

/** When all that the condition names first holds, found by trying every instant at which anything changes. */
const firstDue = (step: Step, o: Pick<StepFacts, 'waiting' | 'noneTrained'>, turns: readonly Instant[]): Instant | undefined => {
  const { afterSeconds = 0, waiting = 0, noneTrained, closed } = step.when
  const waited = plus(start, afterSeconds * 1000)
  if (o.waiting < waiting || (noneTrained === true && !o.noneTrained)) return undefined
  return [waited, ...turns].sort((a, b) => a - b).find((at) => at >= waited && (closed === undefined || factsAt(o, turns, at).closed))
}

describe('escalation over time', () => {
  test.prop([steps, others, changes])('ROUTE-10 who looks only when told takes every step at the first instant at which it is due', (list, o, turns) => {
    const took = escalate(list, o, turns)
    for (const step of list) expect({ id: step.id, at: took.find((t) => t.id === step.id)?.at }).toEqual({ id: step.id, at: firstDue(step, o, turns) })
  })

  test.prop([steps, others, changes])('ROUTE-08 each step is taken once at most, and those of one instant in the order of the list', (list, o, turns) => {
    const took = escalate(list, o, turns)
    expect(new Set(took.map((t) => t.id)).size).toBe(took.length)
    expect(took).toEqual([...took].sort((a, b) => a.at - b.at || list.findIndex((s) => s.id === a.id) - list.findIndex((s) => s.id === b.id)))
  })

  test.prop([steps, others, changes, fc.nat(horizon)])('ROUTE-10 the next look is later than now, and nothing is due before it', (list, o, turns, ms) => {
    const policy = policyWith(list)
    const now = plus(start, ms)
    const taken = escalate(list, o, turns).filter((t) => t.at <= now).map((t) => t.id)
    const next = nextStepAt(policy, contact, factsAt(o, turns, now), taken, now)
    if (next !== undefined) expect(next).toBeGreaterThan(now)
    for (const at of [plus(now, 1), ...turns, ...list.map((s) => plus(start, (s.when.afterSeconds ?? 0) * 1000))])
      if (at > now && (next === undefined || at < next)) expect(stepDue(policy, contact, factsAt(o, turns, at), taken, at)).toBeUndefined()
  })
})
