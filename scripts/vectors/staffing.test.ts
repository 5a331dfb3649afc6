import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runStaffing } from './staffing.js'

const file = JSON.parse(readFileSync(new URL('../../packages/core/vectors/erlang.json', import.meta.url), 'utf8')) as Record<string, unknown>

const half = { calls: 100, intervalSeconds: 1800, ahtSeconds: 180 }
const verdictOf = (model: string, input: object, expected: object, tolerance: unknown = 1e-3, more: object = {}) =>
  runStaffing({ form: 'staffing/1', cases: [{ id: 'x', model, input, expected, tolerance, ...more }] })[0]
const passes = { id: 'x', verdict: 'passed' }
const why = (model: string, input: object, expected: object, tolerance?: unknown, more?: object) => {
  const verdict = verdictOf(model, input, expected, tolerance, more)
  return verdict?.verdict === 'failed' ? verdict.why : verdict
}

describe('vectors of the form staffing/1', () => {
  it('pass, every case and every cell of the tables', () => {
    const verdicts = runStaffing(file)
    expect(verdicts.filter((v) => v.verdict !== 'passed')).toEqual([])
    expect(verdicts).toHaveLength(8 + 144 + 13)
    expect(new Set(verdicts.map((v) => v.id)).size).toBe(verdicts.length)
  })

  const published: readonly (readonly [string, object, object, unknown])[] = [
    ['erlangC', { ...half, thresholdSeconds: 20, agents: 11 }, { pWait: 0.6821, serviceLevel: 0.3896, asaSeconds: 122.8 }, { pWait: 5e-5, serviceLevel: 5e-5, asaSeconds: 0.05 }],
    ['erlangC', { calls: 360, intervalMinutes: 30, ahtMinutes: 4, thresholdSeconds: 15, servers: 55 }, { pWait: 0.239, asaSeconds: 8.2, serviceLevel: 0.846, occupancy: 0.873 }, { pWait: 5e-4, asaSeconds: 0.05, serviceLevel: 5e-4, occupancy: 5e-4 }],
    ['erlangC', { erlangs: 12_345, agents: 12_421 }, { pWait: 0.3812 }, 5e-5],
    ['erlangC', { callsPerHour: 2880, ahtSeconds: 60, agents: 50 }, { meanQueue: 16.667, p90WaitSeconds: 58.14, meanWaitSeconds: 20.83 }, 0.01],
    ['erlangA', { callsPerMinute: 48, ahtSeconds: 60, agents: 50, patienceMinutes: 2 }, { pAbandon: 0.031, asaSeconds: 3.7, meanQueue: 3, occupancy: 0.93 }, { pAbandon: 5e-4, asaSeconds: 0.05, meanQueue: 0.5, occupancy: 0.005 }],
    ['erlangA', { callsPerMinute: 48, ahtMinutes: 1, agents: 50, patienceMinutes: 2 }, { meanWait: 3.7095 / 60 }, 1e-6],
    ['erlangB', { servers: 15, blocking: 0.01 }, { erlangs: 8.108 }, 5e-4],
    ['erlangB-size', { erlangs: 33.333, maxBlocking: 0.01 }, { servers: 45 }, 0],
    ['erlangC-size', { ...half, maxAsaSeconds: 20 }, { agents: 13 }, 0],
    // pyworkforce, required positions: the level alone asks for 14, of whom 30 % are away; half their time at most for 20.
    ['erlangC-size', { ...half, thresholdSeconds: 20, serviceLevel: 0.8, maxOccupancy: 0.85, shrinkage: 0.3 }, { rawPositions: 14, positions: 20, serviceLevel: 0.888, occupancy: 0.714, pWait: 0.174 }, 5e-4],
    ['erlangC-size', { ...half, thresholdSeconds: 20, serviceLevel: 0.8, maxOccupancy: 0.5 }, { agents: 20, occupancy: 0.5 }, 0],
  ]
  it.each(published)('%s of %j gives %j', (model, input, expected, tolerance) => expect(verdictOf(model, input, expected, tolerance)).toEqual(passes))

  it('fail with the figure that disagrees', () => {
    expect(why('erlangC', { ...half, agents: 14 }, { pWait: 0.2 })).toMatch(/^pWait: expected 0.2, got 0.174/)
    expect(why('erlangC', { ...half, agents: 14 }, { pWait: 0.1741, occupancy: 0.5 }, { pWait: 1e-4, occupancy: 0.1 })).toMatch(/^occupancy: expected 0.5/)
    expect(why('erlangC', { ...half, agents: 14 }, { pWait: 0.17 }, {})).toMatch(/^pWait: expected 0.17/)
    expect(runStaffing({ erlangBTable1dp: { rows: [{ servers: 5, blocking: 0.01, erlangs1dp: 1.5 }] } })).toMatchObject([{ verdict: 'failed', id: 'erlangBTable1dp 5 @ 0.01' }])
  })

  it('fail where a model, a key or a field is not known, or a figure is missing or refused', () => {
    expect(why('erlangX', half, { pWait: 1 })).toBe('the model erlangX is not known')
    expect(why('constructor', half, { pWait: 1 })).toBe('the model constructor is not known')
    expect(why('erlangC', { ...half, agents: 14, skill: 2 }, { pWait: 0.1741 })).toBe('not known: skill')
    expect(why('erlangC', { ...half, agents: 14, patienceMinutes: 5 }, { pWait: 0.1741 })).toBe('not known: patienceMinutes')
    expect(why('erlangC', { ...half, agents: 14 }, { mood: 1 })).toBe('not known: mood')
    expect(why('erlangC', { ...half, agents: 14 }, { serviceLevel: 1 })).toBe('not known: serviceLevel')
    expect(why('erlangC', { ...half, agents: 14 }, {})).toBe('nothing is expected')
    expect(why('erlangC', { ...half, agents: 14 }, { pWait: 0.1741 }, 1e-3, { shift: 3 })).toBe('not known: shift')
    expect(why('erlangC', half, { pWait: 1 })).toBe('agents is missing')
    expect(why('erlangC', { ...half, agents: 14.5 }, { pWait: 1 })).toBe('agents = 14.5 is refused: whole is wanted')
    expect(why('erlangC', { ...half, agents: '14' }, { pWait: 1 })).toBe('agents is no number')
    expect(runStaffing({ erlangBTable1dp: { rows: [{ servers: 5, blocking: 0.01, erlangs1dp: 1.4, mood: 1 }] } })).toMatchObject([{ verdict: 'failed', why: 'not known: mood' }])
    expect(runStaffing({ erlangDTable: { rows: [] } })).toEqual([{ id: 'erlangDTable', verdict: 'failed', why: 'not known: erlangDTable' }])
  })

  it('know that a queue without bound has no mean wait', () => {
    expect(verdictOf('erlangC', { ...half, agents: 10 }, { pWait: 1, serviceLevel: 0, asaSeconds: null })).toEqual(passes)
    expect(why('erlangC', { ...half, agents: 10 }, { asaSeconds: 5 })).toMatch(/^asaSeconds: expected 5/)
  })
})
