import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { plan } from '../plan/plan.arbitrary.js'
import { planAt, type PlanEdition } from '../plan/plan.js'
import { fold } from '../shared/decider.js'
import { plus, type Instant } from '../shared/instant.js'
import { grow, steps } from '../testing/history.js'
import { deciderLaws } from '../testing/laws.js'
import { centreCommand, centreEvent } from './centre.arbitrary.js'
import { centreDecider, Event } from './centre.js'
import { sameJson } from './same-json.js'

describe('laws of the centre', () => {
  for (const { name, run } of deciderLaws(centreDecider, centreCommand, { events: centreEvent, runs: 100, maxLength: 15 })) it(name, run)
})

const history = steps(centreCommand).map((sent) => grow(centreDecider, sent))

describe('a centre', () => {
  test.prop([history])('CENTRE-01 its plans are numbered from 1 without a gap', ({ events }) => {
    expect(events.map((e) => e.version)).toEqual(events.map((e, i) => `${e.centre}@${i + 1}`))
  })

  test.prop([history, fc.nat(7_200_000)])('what its state keeps tells the plan in force at any time as all of its plans do', ({ events, state }, ms) => {
    const all = events.map(({ version, at, validAt, plan: changed }): PlanEdition => ({ version, knownAt: at, validAt, plan: changed }))
    const when = plus(1_593_561_600_000 as Instant, ms)
    expect(planAt(state.editions, state.at, when)?.version).toBe(planAt(all, state.at, when)?.version)
  })

  test.prop([plan, centreCommand])('any plan without fault is taken, and its event survives JSON', (made, command) => {
    const outcome = centreDecider.decide({ ...command, plan: made }, centreDecider.initial)
    const events = outcome._tag === 'Right' ? outcome.right : []
    expect(events.map((e) => e.plan)).toEqual([made])
    expect(Event.decode(JSON.parse(JSON.stringify(events[0])))).toEqual({ _tag: 'Right', right: events[0] })
    expect(fold(centreDecider, events).count).toBe(1)
  })
})

/** The same fields in another order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([k, v]) => [k, turned(v)])) : value
}

test.prop([fc.jsonValue(), fc.jsonValue()])('two values are the same exactly if they are the same JSON', (a, b) => {
  expect(sameJson(a, turned(a))).toBe(true)
  expect(sameJson(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b) || JSON.stringify(turned(a)) === JSON.stringify(b))
  expect(sameJson({ a }, { a, b: undefined })).toBe(true)
  expect(sameJson({ a, b }, { a })).toBe(false)
})
