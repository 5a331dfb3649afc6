import { describe, expect, it } from 'vitest'
import { answered, steady } from './staffing.arbitrary.js'
import { agentsFor, answeredWithin, erlangA, erlangB, erlangC, loadFor, serversFor, waitPercentile } from './staffing.js'

const traffic = { erlangs: 10, handlingSeconds: 180 }

describe('a figure that no formula can take', () => {
  const queue = steady(erlangC(traffic, 14))
  const refused: readonly (readonly [string, { readonly _tag: string }, string, number])[] = [
    ['a negative load', erlangB({ erlangs: -1, servers: 2 }), 'erlangs', -1],
    ['a load that is no number', erlangC({ ...traffic, erlangs: NaN }, 2), 'erlangs', NaN],
    ['a load without end', serversFor({ erlangs: Infinity, maxBlocking: 0.1 }), 'erlangs', Infinity],
    ['half a line', erlangB({ erlangs: 1, servers: 1.5 }), 'servers', 1.5],
    ['minus one line', loadFor({ servers: -1, blocking: 0.1 }), 'servers', -1],
    ['half an agent', erlangC(traffic, 14.5), 'agents', 14.5],
    ['minus one agent', erlangA({ ...traffic, patienceSeconds: 60 }, -1), 'agents', -1],
    ['calls that take no time', erlangC({ ...traffic, handlingSeconds: 0 }, 14), 'handlingSeconds', 0],
    ['a negative patience', erlangA({ ...traffic, patienceSeconds: -1 }, 14), 'patienceSeconds', -1],
    ['a patience in which too many call', erlangA({ ...traffic, patienceSeconds: 1e12 }, 14), 'patienceSeconds', 1e12],
    ['a blocking of nothing', serversFor({ erlangs: 1, maxBlocking: 0 }), 'maxBlocking', 0],
    ['a blocking of all', loadFor({ servers: 1, blocking: 1 }), 'blocking', 1],
    ['a service level of all', agentsFor(traffic, { answered: { share: 1, withinSeconds: 20 } }), 'share', 1],
    ['a negative threshold', agentsFor(traffic, { answered: { share: 0.8, withinSeconds: -1 } }), 'withinSeconds', -1],
    ['a mean wait of nothing', agentsFor(traffic, { meanWaitSeconds: 0 }), 'meanWaitSeconds', 0],
    ['an occupancy of more than all their time', agentsFor(traffic, { occupancy: 1.2 }), 'occupancy', 1.2],
    ['an occupancy that ten million agents exceed', agentsFor({ ...traffic, erlangs: 10_000.1 }, { occupancy: 0.001 }), 'occupancy', 0.001],
    ['an occupancy next to nothing', agentsFor(traffic, { occupancy: Number.MIN_VALUE }), 'occupancy', Number.MIN_VALUE],
    ['a share who give up that is no number', agentsFor({ ...traffic, patienceSeconds: 60 }, { abandonment: NaN }), 'abandonment', NaN],
    ['a negative time', answeredWithin(queue, -1), 'seconds', -1],
    ['the hundredth percentile', waitPercentile(queue, 1), 'share', 1],
  ]
  it.each(refused)('STAFF-01 %s is refused by its name', (_, answer, field, value) => {
    expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'StaffingInputInvalid', field, value } })
  })
})

describe('without a call', () => {
  const nothing = { erlangs: 0, handlingSeconds: 180 }

  it('nobody waits and nobody is needed', () => {
    for (const agents of [0, 3]) {
      for (const queue of [steady(erlangC(nothing, agents)), steady(erlangA({ ...nothing, patienceSeconds: 60 }, agents))])
        expect([queue.waitProbability, queue.meanWaitSeconds, queue.occupancy, answered(answeredWithin(queue, 0)), answered(waitPercentile(queue, 0.9))]).toEqual([0, 0, 0, 1, 0])
    }
    expect(agentsFor(nothing, { answered: { share: 0.8, withinSeconds: 20 } })).toEqual({ _tag: 'Right', right: 0 })
  })
})

describe('without an agent', () => {
  it('everybody waits until he gives up, or without end', () => {
    expect(steady(erlangA({ ...traffic, patienceSeconds: 60 }, 0))).toMatchObject({ waitProbability: 1, abandonment: 1, meanWaitSeconds: 60, occupancy: 0 })
    expect(answered(erlangC(traffic, 0))).toEqual({ _tag: 'GrowsWithoutBound', erlangs: 10, agents: 0 })
  })
})

describe('a national centre', () => {
  it('is as exact as a small one', () => {
    expect(steady(erlangC({ erlangs: 12_345, handlingSeconds: 1 }, 12_421)).waitProbability).toBeCloseTo(0.3812, 4)
    const size = answered(agentsFor({ erlangs: 1_000_000, handlingSeconds: 180 }, { answered: { share: 0.8, withinSeconds: 20 } }))
    expect(size).toBeGreaterThan(1_000_000)
    expect(size).toBeLessThan(1_000_500)
  })

  it('that is far too small for its calls still has figures', () => {
    const queue = steady(erlangA({ erlangs: 50_000, handlingSeconds: 180, patienceSeconds: 600 }, 100))
    expect(queue.waitProbability).toBe(1)
    expect(queue.abandonment).toBeCloseTo(1 - 100 / 50_000, 9)
    expect(answered(waitPercentile(queue, 0.5))).toBeGreaterThan(0)
  })
})
