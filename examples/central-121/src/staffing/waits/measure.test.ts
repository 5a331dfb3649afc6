import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { plus, seconds } from '@disque/core'
import { logLines } from '../../calls/log.arbitrary.js'
import { clockOf, line, logText, parsed } from '../../calls/log.test-kit.js'
import { scheduleOf, type ScheduledCall } from '../../calls/schedule.js'
import { errorsOf } from './errors.js'
import { askingsOf, measureWaits } from './measure.js'
import { ownChoices, rules } from './rules.js'

const clock = clockOf('UTC')
const callsOf = (...lines: readonly string[]) => scheduleOf(parsed(logText(...lines)).calls, clock).calls

describe('an estimate of the past', () => {
  /** What comes after an instant, told otherwise: who joins later never does, what ends later ends later still. */
  const otherwise = (calls: readonly ScheduledCall[], now: number, later: number): readonly ScheduledCall[] =>
    calls
      .filter((call) => call.queued <= now)
      .map((call) => ({
        ...call,
        waitEnded: call.waitEnded > now ? plus(call.waitEnded, seconds(later)) : call.waitEnded,
        served: call.served > now ? plus(call.served, seconds(later)) : call.served,
      }))

  test.prop([logLines, fc.nat(200), fc.integer({ min: 0, max: 500 }), fc.boolean()])('hears of nothing that comes after it', (lines, place, later, types) => {
    const calls = callsOf(...lines)
    const now = calls[place % Math.max(1, calls.length)]?.queued ?? 0
    const said = (all: readonly ScheduledCall[]) => askingsOf(all, clock, types).filter((asking) => asking.queued <= now).map(({ estimates, own }) => ({ estimates, own }))
    expect(said(otherwise(calls, now, later))).toEqual(said(calls))
  })

  test.prop([logLines, fc.boolean()])('is asked once for each call that waited and was answered', (lines, types) => {
    const calls = callsOf(...lines).filter((call) => call.end === 'answered' && call.waitEnded > call.queued)
    const askings = askingsOf(callsOf(...lines), clock, types)
    expect(askings.map((asking) => asking.waitSeconds).sort((a, b) => a - b)).toEqual(calls.map((call) => (call.waitEnded - call.queued) / 1000).sort((a, b) => a - b))
    for (const { estimates, own } of askings) {
      expect(Object.keys(estimates)).toEqual(Object.keys(rules))
      for (const estimate of [...Object.values(estimates), ...own]) if (estimate !== undefined) expect(estimate).toBeGreaterThanOrEqual(0)
    }
  })

  const answered = (id: string, start: string, wait: number, talk: number, server: string, more: object = {}) =>
    line({ call_id: id, vru_entry: start, vru_exit: start, vru_time: '0', q_start: start, q_time: String(wait), ser_time: String(talk), server, ...more })

  it('is what each rule says of the queue as it then stood', () => {
    // At 8:10:00: two attendants were seen, their talks took 100 and 200 s, the last answered waited 30 s, one has waited for 60 s.
    const calls = callsOf(
      answered('1', '8:00:00', 10, 100, 'agent-01'), answered('2', '8:00:10', 30, 200, 'agent-02'), answered('3', '8:09:00', 90, 60, 'agent-01'), answered('4', '8:10:00', 45, 60, 'agent-02')
    )
    const last = askingsOf(calls, clock, false).find((asking) => asking.waitSeconds === 45)
    expect(last?.estimates).toEqual({
      'Genesys Stat Server': 150, 'Mitel MiContact': 40, 'Google CCAI': 85, 'OpenSIPS call_center': 150, 'Asterisk app_queue': 0, VICIdial: 41, lastAnswered: 30, longestWait: 60,
    })
    const choice = ownChoices.findIndex((own) => own.minutes === 20 && own.longestShare === 0.25)
    expect(last?.own[choice]).toBe(0.75 * 150 + 0.25 * 60)
  })

  it('counts a higher priority before those who came earlier', () => {
    const calls = callsOf(
      answered('1', '8:00:00', 10, 100, 'agent-01'), answered('2', '8:09:00', 90, 60, 'agent-01', { priority: '0' }), answered('3', '8:10:00', 45, 60, 'agent-01', { priority: '2' })
    )
    const last = askingsOf(calls, clock, false).find((asking) => asking.waitSeconds === 45)
    expect([last?.estimates['Google CCAI'], last?.estimates['OpenSIPS call_center']]).toEqual([10, 200])
  })
})

describe('the errors of estimates', () => {
  it('are too long when positive; who hears nothing is counted apart', () => {
    expect(errorsOf([[50, 20], [undefined, 30], [10, 60], [40, 40]])).toEqual({ calls: 3, none: 1, meanSeconds: -20 / 3, meanAbsoluteSeconds: 80 / 3, medianAbsoluteSeconds: 30, close: 2 / 3 })
    expect(errorsOf([[undefined, 30]])).toEqual({ calls: 0, none: 1 })
  })

  test.prop([logLines])('are of the later half of the dates, our rule being chosen on the earlier', (lines) => {
    const measured = measureWaits(callsOf(...lines), clock)
    expect(measured.chosenOn).toBe(Math.floor(measured.days / 2))
    expect(ownChoices).toContainEqual(measured.chosen)
    const counted = new Set([...Object.values(measured.oneQueue), ...Object.values(measured.typeQueues)].map((errors) => errors.calls + errors.none))
    expect(counted.size).toBe(1)
  })
})
