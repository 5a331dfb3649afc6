import { readFileSync } from 'node:fs'
import { test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { minutes, seconds } from '@disque/core'
import { logLines } from '../calls/log.arbitrary.js'
import { brought, inMemory, line, logText, sample } from '../calls/log.test-kit.js'
import { factsOf, totalOf, type Facts } from '../figures/read.js'
import { callsIn, clock, routed } from './routed.test-kit.js'
import { countsByHour, countsOfQueue, recordedSide, routedSide, type Side } from './side.js'

/** What the record's own import counts from its events: the same figures come from elsewhere. */
const inStore = async (text: string): Promise<Facts> => (await brought(text, inMemory())).facts
const visitsOf = ({ visits }: Pick<Side, 'visits'>) => [...visits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([queue, by]) => [queue, [...by].sort(([a], [b]) => a - b)])

describe('the recorded side', () => {
  test.prop([logLines], { numRuns: 30 })('counts what the import of the record counts from its events, whatever the log says', async (lines) => {
    const text = logText(...lines)
    const [side, facts] = [recordedSide(callsIn(text), clock), await inStore(text)]
    expect(visitsOf(side)).toEqual(visitsOf(facts))
    expect([side.received, side.leftInMenu, side.turnedAway]).toEqual([facts.received, facts.leftInMenu, 0])
  })

  it('counts overlapping services once in the time spent serving, each in the handling times, and breaks in neither', () => {
    const at = (call_id: string, time: string, ser_time: string) => line({ call_id, vru_entry: time, vru_exit: time, vru_time: '0', q_start: time, q_exit: time, q_time: '0', ser_start: time, ser_time })
    const { presence } = recordedSide(callsIn(logText(at('1', '8:00:00', '600'), at('2', '8:05:00', '600'), at('3', '8:25:00', '60'), at('4', '9:00:00', '60'))), clock)
    expect(presence).toEqual({ handling: minutes(15) + minutes(2), idle: minutes(10), handled: 4, handledTime: minutes(20) + seconds(120) })
  })
})

describe('both sides', () => {
  it('add up by queue and by hour to the same totals', async () => {
    const text = readFileSync(sample, 'utf8')
    const { calls, store } = await routed(text, 121)
    const facts = await factsOf(store)()
    if (facts._tag === 'Left') throw new Error(facts.left._tag)
    for (const side of [recordedSide(calls, clock), routedSide(facts.right)]) {
      const { offered, answered, abandoned } = totalOf(side)
      const sum = (all: Iterable<{ readonly offered: number; readonly answered: number; readonly abandoned: number }>) =>
        [...all].reduce<readonly number[]>(([o = 0, a = 0, b = 0], c) => [o + c.offered, a + c.answered, b + c.abandoned], [0, 0, 0])
      expect(sum([...side.visits.keys()].map((queue) => countsOfQueue(side, queue)))).toEqual([offered, answered, abandoned])
      expect(sum(countsByHour(side, clock).values())).toEqual([offered, answered, abandoned])
      expect([...countsByHour(side, clock).keys()].every((hour) => hour >= 0 && hour < 24)).toBe(true)
      expect(offered + side.leftInMenu + side.turnedAway).toBe(side.received)
    }
  })
})
