import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { answered, around, erlangs, handlingSeconds, patienceSeconds, share, steady } from './staffing.arbitrary.js'
import { agentsFor, answeredWithin, erlangA, erlangB, erlangC, loadFor, serversFor, waitPercentile, type GrowsWithoutBound, type SteadyQueue } from './staffing.js'

const near = (found: number, wanted: number, tolerance = 1e-9) => expect(Math.abs(found - wanted)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)))

const loadAndAgents = erlangs.chain((load) => fc.tuple(fc.constant(load), around(load)))
const small = fc.tuple(fc.double({ min: 0.01, max: 40, noNaN: true }), fc.integer({ min: 0, max: 60 }))

/** Of the states 0, 1, … calls in the system, each by its definition. */
const states = (a: number, n: number): readonly number[] => {
  const terms = [1]
  for (let k = 1; k <= n; k++) terms.push((terms[k - 1] ?? 0) * (a / k))
  return terms
}
const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0)

describe('Erlang B', () => {
  test.prop([small])('STAFF-02 is what the formula with factorials says', ([a, n]) => {
    const terms = states(a, n)
    near(answered(erlangB({ erlangs: a, servers: n })), (terms[n] ?? 0) / total(terms))
  })

  test.prop([loadAndAgents])('STAFF-02 falls with every line, rises with the load, and loses at least what exceeds the lines', ([a, n]) => {
    const blocked = answered(erlangB({ erlangs: a, servers: n }))
    expect(answered(erlangB({ erlangs: a, servers: n + 1 }))).toBeLessThan(blocked)
    expect(answered(erlangB({ erlangs: a * 1.01, servers: n }))).toBeGreaterThan(blocked)
    expect(blocked).toBeGreaterThanOrEqual(1 - n / a - 1e-12)
    expect(blocked).toBeLessThanOrEqual(1)
  })

  test.prop([erlangs, share])('STAFF-03 so many lines lose no more than asked, and one less loses more', (a, maxBlocking) => {
    const servers = answered(serversFor({ erlangs: a, maxBlocking }))
    expect(answered(erlangB({ erlangs: a, servers }))).toBeLessThanOrEqual(maxBlocking)
    if (servers > 0) expect(answered(erlangB({ erlangs: a, servers: servers - 1 }))).toBeGreaterThan(maxBlocking)
  })

  test.prop([fc.integer({ min: 1, max: 300 }), share])('STAFF-04 the load at a blocking has that blocking', (servers, blocking) => {
    near(answered(erlangB({ erlangs: answered(loadFor({ servers, blocking })), servers })), blocking)
  })
})

describe('Erlang C', () => {
  const stable = loadAndAgents.filter(([a, n]) => n > a)

  test.prop([stable, handlingSeconds])('STAFF-05 follows from Erlang B', ([a, n], aht) => {
    const b = answered(erlangB({ erlangs: a, servers: n }))
    const queue = steady(erlangC({ erlangs: a, handlingSeconds: aht }, n))
    near(queue.waitProbability, (n * b) / (n - a * (1 - b)))
    near(queue.meanWaitSeconds, (queue.waitProbability * aht) / (n - a))
    near(queue.meanQueue, (queue.meanWaitSeconds * a) / aht)
  })

  test.prop([small.filter(([a, n]) => n > a)])('STAFF-05 is what the sum over all states says', ([a, n]) => {
    const terms = states(a, n)
    const waiting = (terms[n] ?? 0) / (1 - a / n)
    near(steady(erlangC({ erlangs: a, handlingSeconds: 1 }, n)).waitProbability, waiting / (total(terms.slice(0, n)) + waiting))
  })

  test.prop([loadAndAgents])('STAFF-05 without more agents than load the queue grows without bound, and no figure is made up', ([a, n]) => {
    const answer = answered(erlangC({ erlangs: a, handlingSeconds: 180 }, n))
    expect(answer._tag).toBe(a >= n ? 'GrowsWithoutBound' : 'SteadyQueue')
  })

  test.prop([stable, handlingSeconds, fc.double({ min: 0, max: 300, noNaN: true })])('with one agent more everything is better', ([a, n], aht, within) => {
    const [fewer, more] = [steady(erlangC({ erlangs: a, handlingSeconds: aht }, n)), steady(erlangC({ erlangs: a, handlingSeconds: aht }, n + 1))]
    for (const figure of ['waitProbability', 'meanWaitSeconds', 'meanQueue', 'occupancy'] as const) expect(more[figure]).toBeLessThan(fewer[figure])
    expect(answered(answeredWithin(more, within))).toBeGreaterThanOrEqual(answered(answeredWithin(fewer, within)))
  })
})

const traffic = fc.record({ erlangs, handlingSeconds, patienceSeconds })
const smaller = fc.record({ erlangs: fc.double({ min: 0.1, max: 60, noNaN: true }), handlingSeconds, patienceSeconds }).chain((t) => fc.tuple(fc.constant(t), around(t.erlangs)))
const impatient = traffic.chain((t) => fc.tuple(fc.constant(t), around(t.erlangs)))

/** The chain of calls in the system by its definition: births λ, deaths min(k, n)μ + max(k − n, 0)θ, up to where nothing is left. */
const chain = (t: { readonly erlangs: number; readonly handlingSeconds: number; readonly patienceSeconds: number }, n: number) => {
  const [lambda, mu, theta] = [t.erlangs / t.handlingSeconds, 1 / t.handlingSeconds, 1 / t.patienceSeconds]
  const logs = [0]
  for (let k = 1; k < 40_000; k++) {
    logs.push((logs[k - 1] ?? 0) + Math.log(lambda / (Math.min(k, n) * mu + Math.max(k - n, 0) * theta)))
    if (k > n && (logs[k] ?? 0) < Math.max(logs[n] ?? 0, logs[k - 1] ?? 0, 0) - 60 && (logs[k] ?? 0) < (logs[k - 1] ?? 0)) break
  }
  const most = logs.reduce((a, b) => Math.max(a, b), 0)
  const weights = logs.map((log) => Math.exp(log - most))
  const all = total(weights)
  const queue = total(weights.map((w, k) => (w / all) * Math.max(0, k - n)))
  return { waitProbability: total(weights.slice(n)) / all, meanQueue: queue, abandonment: (theta * queue) / lambda }
}

describe('Erlang A', () => {
  test.prop([smaller])('STAFF-06 is what the chain of its states says', ([t, n]) => {
    const queue = steady(erlangA(t, n))
    const wanted = chain(t, n)
    for (const figure of ['waitProbability', 'meanQueue', 'abandonment'] as const) near(queue[figure], wanted[figure], 1e-8)
  })

  test.prop([impatient])('STAFF-06 whoever gives up does so after a wait, and who does not is served', ([t, n]) => {
    const queue = steady(erlangA(t, n))
    near(queue.abandonment, (queue.meanQueue * t.handlingSeconds) / (t.patienceSeconds * t.erlangs), 1e-8)
    near(queue.meanWaitSeconds, queue.abandonment * t.patienceSeconds, 1e-8)
    near(queue.occupancy * n, t.erlangs * (1 - queue.abandonment), 1e-8)
    expect(queue.abandonment).toBeLessThanOrEqual(queue.waitProbability)
    expect(queue.occupancy).toBeLessThanOrEqual(1 + 1e-9)
  })

  test.prop([impatient.filter(([t, n]) => n > t.erlangs)])('STAFF-06 is Erlang C where patience has no end, and comes to it', ([t, n]) => {
    const wanted = steady(erlangC(t, n))
    expect(erlangA({ ...t, patienceSeconds: Infinity }, n)).toEqual(erlangC(t, n))
    const long = steady(erlangA({ ...t, patienceSeconds: (t.handlingSeconds / t.erlangs) * 5e7 }, n))
    expect(long.waitProbability).toBeLessThanOrEqual(wanted.waitProbability * (1 + 1e-9))
    if (n > t.erlangs * 1.05) near(long.waitProbability, wanted.waitProbability, 1e-3)
  })

  test.prop([impatient])('STAFF-06 is Erlang B where there is no patience, and comes to it', ([t, n]) => {
    const lost = answered(erlangB({ erlangs: t.erlangs, servers: n }))
    const none = steady(erlangA({ ...t, patienceSeconds: 0 }, n))
    near(none.abandonment, lost)
    expect([none.meanWaitSeconds, none.meanQueue]).toEqual([0, 0])
    near(steady(erlangA({ ...t, patienceSeconds: (t.handlingSeconds / t.erlangs) * 1e-9 }, n)).abandonment, lost, 1e-6)
  })

  test.prop([impatient, fc.double({ min: 0, max: 300, noNaN: true })])('with one agent more everything is better, and patience makes waits longer', ([t, n], within) => {
    const [fewer, more, patient] = [steady(erlangA(t, n)), steady(erlangA(t, n + 1)), steady(erlangA({ ...t, patienceSeconds: t.patienceSeconds * 1.5 }, n))]
    for (const figure of ['waitProbability', 'meanWaitSeconds', 'abandonment'] as const) expect(more[figure]).toBeLessThanOrEqual(fewer[figure] * (1 + 1e-12))
    expect(answered(answeredWithin(more, within))).toBeGreaterThanOrEqual(answered(answeredWithin(fewer, within)) - 1e-9)
    expect(patient.meanWaitSeconds).toBeGreaterThanOrEqual(fewer.meanWaitSeconds * (1 - 1e-9))
  })
})

/** Of those who find nobody free and had patience without end, how many would wait longer; or, of all those, how many are then answered. Added up from the density exp(λ/θ·(1−e^(−θt)) − nμt). */
const lastingLonger = ({ erlangs: a, handlingSeconds: aht, patienceSeconds: p, agents }: SteadyQueue, seconds: number, served: boolean): number => {
  const log = (t: number) => ((a * p) / aht) * (1 - Math.exp(-t / p)) - (agents / aht) * t
  const peak = Math.max(0, p * Math.log(a / agents))
  let end = peak + aht / agents
  while (log(end) > log(peak) - 45) end += aht / agents
  const steps = 40_000
  const density = Array.from({ length: steps }, (_, i) => ((i + 0.5) / steps) * end).map((t) => [t, Math.exp(log(t) - log(peak))] as const)
  return total(density.map(([t, weight]) => (t > seconds ? weight * (served ? Math.exp(-t / p) : 1) : 0))) / total(density.map(([, weight]) => weight))
}

describe('the waits of a steady queue', () => {
  const queue: fc.Arbitrary<SteadyQueue> = fc.oneof(
    impatient.map(([t, n]) => steady(erlangA(t, n))),
    impatient.map(([t, n]) => answered(erlangC(t, n))).filter((q: SteadyQueue | GrowsWithoutBound): q is SteadyQueue => q._tag === 'SteadyQueue')
  )

  test.prop([queue])('STAFF-07 at once are answered those who find somebody free; in the end all who do not give up', (q) => {
    near(answered(answeredWithin(q, 0)), 1 - q.waitProbability, 1e-7)
    near(answered(answeredWithin(q, 1e30)), 1 - q.abandonment, 1e-7)
  })

  test.prop([queue, fc.double({ min: 0, max: 600, noNaN: true }), fc.double({ min: 0, max: 600, noNaN: true })])('STAFF-07 more time answers more callers', (q, a, b) => {
    const [least, most] = [Math.min(a, b), Math.max(a, b)]
    expect(answered(answeredWithin(q, most))).toBeGreaterThanOrEqual(answered(answeredWithin(q, least)) - 1e-7)
  })

  test.prop([queue, share, share])('STAFF-08 a higher percentile is a longer wait, and none is longer than patience allows', (q, a, b) => {
    const [lower, higher] = [answered(waitPercentile(q, Math.min(a, b))), answered(waitPercentile(q, Math.max(a, b)))]
    expect(higher).toBeGreaterThanOrEqual(lower)
    expect(lower).toBeGreaterThanOrEqual(0)
    if (1 - q.waitProbability >= Math.max(a, b)) expect(higher).toBe(0)
    if (q.patienceSeconds < Infinity) expect(higher).toBeLessThanOrEqual(-q.patienceSeconds * Math.log(1 - Math.max(a, b)))
  })

  test.prop([queue.filter((q) => q.patienceSeconds === Infinity), share])('STAFF-08 where nobody gives up, so many are answered within the percentile', (q, p) => {
    near(answered(answeredWithin(q, answered(waitPercentile(q, p)))), Math.max(p, 1 - q.waitProbability), 1e-7)
  })

  test.prop([smaller, fc.double({ min: 0, max: 600, noNaN: true }), share], { numRuns: 30 })('STAFF-07 STAFF-08 are what the density of the wait says', ([t, n], within, p) => {
    const q = steady(erlangA(t, n))
    near(answered(answeredWithin(q, within)), 1 - q.abandonment - q.waitProbability * lastingLonger(q, within, true), 1e-4)
    const wait = answered(waitPercentile(q, p))
    if (wait > 0) near(q.waitProbability * lastingLonger(q, wait, false) * Math.exp(-wait / t.patienceSeconds), 1 - p, 1e-4)
  })
})

describe('sizing', () => {
  const target = fc.record(
    { answered: fc.record({ share, withinSeconds: fc.double({ min: 0, max: 300, noNaN: true }) }), meanWaitSeconds: fc.double({ min: 0.1, max: 300, noNaN: true }), abandonment: share, occupancy: share },
    { requiredKeys: [] }
  )
  const asked = fc.record({ erlangs, handlingSeconds, patienceSeconds }, { requiredKeys: ['erlangs', 'handlingSeconds'] })

  test.prop([asked, target], { numRuns: 60 })('STAFF-09 so many agents meet the target, and one less does not', (t, wanted) => {
    const meets = (agents: number): boolean => {
      const queue = answered(erlangA({ patienceSeconds: Infinity, ...t }, agents))
      return queue._tag === 'SteadyQueue' &&
        (wanted.answered === undefined || answered(answeredWithin(queue, wanted.answered.withinSeconds)) >= wanted.answered.share) &&
        (wanted.meanWaitSeconds === undefined || queue.meanWaitSeconds <= wanted.meanWaitSeconds) &&
        (wanted.abandonment === undefined || queue.abandonment <= wanted.abandonment) &&
        (wanted.occupancy === undefined || queue.occupancy <= wanted.occupancy)
    }
    // So few calls for each of ten million agents, no target may ask for.
    fc.pre(wanted.occupancy === undefined || t.erlangs / 1e7 <= wanted.occupancy)
    const agents = answered(agentsFor(t, wanted))
    expect(meets(agents)).toBe(true)
    if (agents > 0) expect(meets(agents - 1)).toBe(false)
  })

  test.prop([asked, target], { numRuns: 60 })('STAFF-09 impatient callers need no more agents than patient ones', (t, wanted) => {
    const { patienceSeconds: _, ...patient } = t
    const { abandonment: __, answered: ___, ...rest } = wanted
    fc.pre(rest.occupancy === undefined || t.erlangs / 1e7 <= rest.occupancy)
    expect(answered(agentsFor(t, rest))).toBeLessThanOrEqual(answered(agentsFor(patient, rest)))
  })
})
