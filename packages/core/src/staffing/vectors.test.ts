import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answered, steady } from './staffing.arbitrary.js'
import { agentsFor, answeredWithin, erlangA, erlangB, erlangC, loadFor, serversFor, waitPercentile } from './staffing.js'

type Numbers = Readonly<Record<string, number>>

interface Case {
  readonly id: string
  readonly model: string
  readonly input: Numbers
  readonly expected: Numbers
  readonly tolerance: number | Numbers
}

interface Row {
  readonly servers: number
  readonly blocking: number
  readonly erlangs1dp?: number
  readonly erlangs3dp?: number
}

const file = JSON.parse(readFileSync(new URL('../../vectors/erlang.json', import.meta.url), 'utf8')) as {
  form: string
  cases: readonly Case[]
  erlangBTable1dp: { rows: readonly Row[] }
  erlangBClassic3dp: { rows: readonly Row[] }
}

const trafficOf = (input: Numbers) => {
  const handlingSeconds = input['ahtSeconds'] ?? (input['ahtMinutes'] ?? NaN) * 60
  const callsPerSecond = (input['callsPerMinute'] ?? NaN) / 60
  const seconds = input['intervalSeconds'] ?? (input['intervalMinutes'] ?? NaN) * 60
  return { erlangs: ('calls' in input ? (input['calls'] ?? NaN) / seconds : callsPerSecond) * handlingSeconds, handlingSeconds }
}

const found: Readonly<Record<string, (input: Numbers) => Numbers>> = {
  erlangB: ({ erlangs = NaN, servers = NaN }) => ({ pBlock: answered(erlangB({ erlangs, servers })) }),
  'erlangB-size': ({ erlangs = NaN, maxBlocking = NaN }) => ({ servers: answered(serversFor({ erlangs, maxBlocking })) }),
  'erlangC-size': ({ serviceLevel: share = NaN, thresholdSeconds: withinSeconds = NaN, ...input }) => ({ agents: answered(agentsFor(trafficOf(input), { answered: { share, withinSeconds } })) }),
  erlangC: ({ agents = NaN, thresholdSeconds = 0, ...input }) => {
    const queue = steady(erlangC(trafficOf(input), agents))
    return {
      pWait: queue.waitProbability, serviceLevel: answered(answeredWithin(queue, thresholdSeconds)), asaSeconds: queue.meanWaitSeconds,
      p90WaitSeconds: answered(waitPercentile(queue, 0.9)), meanQueue: queue.meanQueue, occupancy: queue.occupancy,
    }
  },
  erlangA: ({ agents = NaN, patienceMinutes = NaN, ...input }) => {
    const queue = steady(erlangA({ ...trafficOf(input), patienceSeconds: patienceMinutes * 60 }, agents))
    return { pWait: queue.waitProbability, pAbandon: queue.abandonment, occupancy: queue.occupancy, meanWait: queue.meanWaitSeconds / 60 }
  },
}

describe('published staffing figures', () => {
  it('are of the form that is known here', () => expect(file.form).toBe('staffing/1'))

  it.each(file.cases)('$id: $model', ({ model, input, expected, tolerance }) => {
    const answers = found[model]?.(input) ?? {}
    for (const [field, wanted] of Object.entries(expected))
      expect(Math.abs((answers[field] ?? NaN) - wanted), field).toBeLessThanOrEqual(typeof tolerance === 'number' ? tolerance : (tolerance[field] ?? NaN))
  })

  const rows = [...file.erlangBTable1dp.rows, ...file.erlangBClassic3dp.rows]
  it.each(rows)('$servers lines lose $blocking of the printed load', ({ servers, blocking, erlangs1dp, erlangs3dp }) => {
    expect(Math.abs(answered(loadFor({ servers, blocking })) - (erlangs1dp ?? erlangs3dp ?? NaN))).toBeLessThanOrEqual(erlangs1dp === undefined ? 0.0005 : 0.05)
  })
})
