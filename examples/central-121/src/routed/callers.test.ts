import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Staffing } from '@disque/core'
import { logLines } from '../calls/log.arbitrary.js'
import { line, logText, unserved } from '../calls/log.test-kit.js'
import { callersOf, patienceCurve } from './callers.js'
import { callsIn } from './routed.test-kit.js'

const clockTime = (seconds: number) => `8:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`

let next = 0
const waiting = (seconds: number, cells: Parameters<typeof line>[0] = {}): string =>
  line({ call_id: String(++next), vru_entry: '8:00:00', vru_exit: '8:00:00', vru_time: '0', q_start: '8:00:00', q_exit: clockTime(seconds), q_time: String(seconds), ser_start: clockTime(seconds), ...cells })
const hungUp = { outcome: 'HANG', ...unserved }

const callersIn = (lines: readonly string[], seed = 1) => callersOf(callsIn(logText(...lines)), seed)

describe('patience', () => {
  it('of whoever abandoned is the recorded wait', () => {
    expect(callersIn([waiting(40, hungUp), waiting(0, hungUp)]).map((c) => c.patience)).toEqual([40_000, 0])
  })

  it('is without end for the answered once nobody was seen to give up after the recorded wait', () => {
    expect(callersIn([waiting(20, hungUp), waiting(30), waiting(20)]).map((c) => c.patience)).toEqual([20_000, Infinity, Infinity])
  })

  it('of the answered has the law of the estimate, on condition that it is longer than the recorded wait', () => {
    const gaveUp = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((s) => waiting(s, hungUp))
    const lines = [...gaveUp, ...Array.from({ length: 3000 }, () => waiting(25))]
    const curve = patienceCurve(callsIn(logText(...lines)))
    const drawn = callersIn(lines, 7).flatMap((c) => (c.recorded.end === 'answered' ? [c.patience / 1000] : []))
    for (const s of [30, 50, 70, 90]) {
      const expected = Staffing.survivalAt(curve, s) / Staffing.survivalAt(curve, 25)
      expect(drawn.filter((patience) => patience > s).length / drawn.length).toBeCloseTo(expected, 1)
    }
    expect(new Set(drawn)).toEqual(new Set([30, 40, 50, 60, 70, 80, 90, 100]))
  })

  test.prop([logLines, fc.nat()])('of the answered is a wait that somebody gave up after, longer than their own, or without end', (lines, seed) => {
    const callers = callersIn(lines, seed)
    const waits = callers.flatMap(({ recorded: r }) => (r.end === 'abandoned' ? [r.waitEnded - r.queued] : []))
    for (const { recorded: r, patience } of callers) {
      if (r.end !== 'answered') continue
      expect(patience).toBeGreaterThan(r.waitEnded - r.queued)
      expect(patience === Infinity || waits.includes(patience)).toBe(true)
    }
  })
})

describe('handling', () => {
  it('of whoever was answered is the recorded one', () => {
    expect(callersIn([waiting(1, { ser_time: '75' }), waiting(1, { ser_time: '0' })]).map((c) => c.handling)).toEqual([75_000, 0])
  })

  it('of whoever abandoned is drawn from the recorded ones of the same type, those without service times left out', () => {
    const lines = [
      ...[60, 70, 80].map((s) => waiting(1, { type: 'PS', ser_time: String(s) })), waiting(1, { type: 'PS', ser_start: '0:00:00', ser_exit: '0:00:00', ser_time: '0' }), waiting(1, { type: 'NW', ser_time: '500' }),
      ...Array.from({ length: 100 }, () => waiting(5, { type: 'PS', ...hungUp })),
    ]
    const drawn = callersIn(lines).flatMap((c) => (c.recorded.end === 'abandoned' ? [c.handling] : []))
    expect(new Set(drawn)).toEqual(new Set([60_000, 70_000, 80_000]))
  })

  it('is drawn from all types where the own one was never served', () => {
    expect(callersIn([waiting(1, { type: 'PS', ser_time: '60' }), waiting(5, { type: 'TT', ...hungUp })]).map((c) => c.handling)).toEqual([60_000, 60_000])
  })
})

describe('what a caller draws', () => {
  test.prop([logLines, fc.nat(), fc.infiniteStream(fc.nat())])('is the same in whatever order the calls are looked at', (lines, seed, places) => {
    const calls = callsIn(logText(...lines))
    const shuffled = calls.map((c) => [places.next().value, c] as const).sort(([a], [b]) => Number(a) - Number(b)).map(([, c]) => c)
    const patienceBy = (all: typeof calls) => new Map(callersOf(all, seed).map((c) => [c.recorded.call, c.patience]))
    expect(patienceBy(shuffled)).toEqual(new Map(patienceBy(calls)))
  })

  it('is the same for the same seed, and another for another one', () => {
    const lines = [...[10, 20, 30, 40, 50, 60].map((s) => waiting(s, hungUp)), ...Array.from({ length: 30 }, () => waiting(5))]
    const drawn = (seed: number) => callersIn(lines, seed).map((c) => [c.patience, c.handling])
    expect(drawn(1)).toEqual(drawn(1))
    expect(drawn(2)).not.toEqual(drawn(1))
  })
})
