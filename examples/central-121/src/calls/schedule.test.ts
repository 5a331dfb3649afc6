import { test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { toIso } from '@disque/core'
import { logLines } from './log.arbitrary.js'
import { clockOf, line, logText, parsed, unqueued, unserved } from './log.test-kit.js'
import { unidentified } from './names.js'
import { scheduleOf } from './schedule.js'
import { timelineOf } from './timeline.js'

const clock = clockOf('UTC')
const scheduled = (...lines: readonly string[]) => scheduleOf(parsed(logText(...lines)).calls, clock)
const timesOf = (text: string) => {
  const [call] = scheduled(text).calls
  const time = (at: Parameters<typeof toIso>[0] | undefined) => (at === undefined ? undefined : toIso(at).slice(8, 19))
  return [call?.end, time(call?.received), time(call?.queued), time(call?.waitEnded), ...(call?.end === 'answered' ? [time(call.served)] : [])]
}
const contradictions = (...lines: readonly string[]) => scheduled(...lines).anomalies.map((a) => [a.line, a.contradiction])

describe('the times of a recorded call', () => {
  it('are the start of its queue, and from there the durations', () => {
    expect(timesOf(line({ q_exit: '8:00:29', ser_start: '8:00:29', ser_exit: '8:01:27' }))).toEqual(['answered', '01T08:00:00', '01T08:00:10', '01T08:00:30', '01T08:01:30'])
  })

  it('without a queue are the menu’s end: it is answered there at once', () => {
    expect(timesOf(line({ ...unqueued, ser_start: '8:00:09' }))).toEqual(['answered', '01T08:00:00', '01T08:00:10', '01T08:00:10', '01T08:01:10'])
  })

  it('end with the wait when the caller hangs up in the queue, and in the menu when there was none', () => {
    expect(timesOf(line({ ...unserved, outcome: 'HANG' }))).toEqual(['abandoned', '01T08:00:00', '01T08:00:10', '01T08:00:30'])
    expect(timesOf(line({ ...unqueued, ...unserved, outcome: 'HANG' }))).toEqual(['leftInMenu', '01T08:00:00', '01T08:00:10', '01T08:00:10'])
  })

  it('are of the next day when they lie more than twelve hours before the first', () => {
    const late = { vru_entry: '23:59:50', vru_exit: '23:59:58', q_start: '0:00:01', q_exit: '0:00:21', ser_start: '0:00:21', ser_exit: '0:01:21' }
    expect(timesOf(line(late))).toEqual(['answered', '01T23:59:50', '02T00:00:01', '02T00:00:21', '02T00:01:21'])
    expect(timesOf(line({ vru_entry: '20:00:00', vru_exit: '8:00:00', ...unqueued, ...unserved, outcome: 'HANG' }))).toEqual(['leftInMenu', '01T20:00:00', '01T20:00:00', '01T20:00:00'])
    expect(timesOf(line({ vru_entry: '20:00:01', vru_exit: '8:00:00', ...unqueued, ...unserved, outcome: 'HANG' }))).toEqual(['leftInMenu', '01T20:00:01', '02T08:00:00', '02T08:00:00'])
  })

  it('are never before the call came in, and its wait keeps its length', () => {
    expect(timesOf(line({ vru_exit: '7:59:24', vru_time: '-36', q_start: '7:59:24', q_exit: '7:59:44' }))).toEqual(['answered', '01T08:00:00', '01T08:00:00', '01T08:00:20', '01T08:01:20'])
  })
})

describe('what contradicts a rule', () => {
  it('is an attendant who is still on a call: the first keeps him', () => {
    const second = line({ call_id: '2', vru_entry: '8:00:30', vru_exit: '8:00:40', q_start: '8:00:40', q_exit: '8:01:00', ser_start: '8:01:00' })
    const third = line({ call_id: '3', vru_entry: '8:01:00', vru_exit: '8:01:10', q_start: '8:01:10', q_exit: '8:01:30', ser_start: '8:01:30' })
    const { calls, anomalies, anomalous } = scheduled(third, second, line())
    expect(anomalies).toEqual([{ line: 3, contradiction: 'attendantBusy', reason: 'agent-01 is still on the call of line 4: served by unidentified' }])
    expect(calls.map((c) => c.attendant)).toEqual(['agent-01', unidentified, 'agent-01'])
    expect(anomalous).toBe(1)
  })

  it('is that nobody is named', () => {
    expect(contradictions(line({ server: 'NO_SERVER' }), line({ call_id: '2', server: '' }))).toEqual([[2, 'attendantUnnamed'], [3, 'attendantUnnamed']])
    expect(scheduled(line({ server: 'NO_SERVER' })).calls[0]?.attendant).toBe(unidentified)
  })

  it('is not the word that stands for nobody, when an attendant bears it', () => {
    expect(scheduled(line({ server: 'unidentified' })).calls[0]?.attendant).not.toBe(unidentified)
  })

  it('is a clock that runs backwards, on a caller who hangs up too', () => {
    for (const cells of [{ vru_exit: '7:59:24', vru_time: '-36' }, { q_start: '7:59:24' }, { q_exit: '8:00:09' }, { ser_exit: '8:00:29' }, { q_time: '-1' }, { ser_time: '-1' }])
      expect(contradictions(line(cells))).toContainEqual([2, 'clockBackwards'])
    expect(contradictions(line({ ...unqueued, ...unserved, outcome: 'HANG', vru_exit: '7:59:59', vru_time: '-1' }))).toEqual([[2, 'clockBackwards']])
  })

  it('is a service that starts more than 5 s before its queue ends; 5 s are none', () => {
    expect(contradictions(line({ ser_start: '8:00:25' }))).toEqual([])
    expect(contradictions(line({ ser_start: '8:00:24' }))).toEqual([[2, 'serviceEarly']])
    expect(contradictions(line({ ...unqueued, ser_start: '8:00:04' }))).toEqual([[2, 'serviceEarly']])
  })

  it('is a key that stands there twice: both are calls', () => {
    const { calls, anomalies } = scheduled(line(), line({ server: 'agent-02' }), line({ server: 'agent-03' }))
    expect(anomalies.map((a) => [a.line, a.contradiction])).toEqual([[3, 'keyTwice'], [4, 'keyTwice']])
    expect(new Set(calls.map((c) => c.call)).size).toBe(3)
  })

  it('counts a call once, however often it contradicts', () => {
    const { anomalies, anomalous } = scheduled(line({ server: 'NO_SERVER', vru_exit: '7:59:24', vru_time: '-36', q_start: '7:59:24', q_exit: '7:59:44', ser_start: '7:59:44' }))
    expect([anomalies.length, anomalous]).toEqual([3, 1])
  })

  it('is not a service after hanging up, nor an answer without one: both are noted only', () => {
    const { anomalies, notes } = scheduled(line({ outcome: 'HANG' }), line({ call_id: '2', ser_start: '0:00:00', ser_exit: '0:00:00', ser_time: '0' }))
    expect([anomalies, notes.map((n) => n.line)]).toEqual([[], [2, 3]])
  })
})

describe('a schedule', () => {
  test.prop([logLines])('keeps every call, each under its own name', (lines) => {
    const { calls: rows } = parsed(logText(...lines))
    const { calls, anomalies } = scheduled(...lines)
    expect(calls.map((c) => c.row)).toEqual(rows)
    expect(new Set(calls.map((c) => c.call)).size).toBe(rows.length)
    for (const { received, queued, waitEnded, served } of calls) expect(received <= queued && queued <= waitEnded && waitEnded <= served).toBe(true)
    const standIn = calls.filter((c) => c.attendant === unidentified).map((c) => c.row.line).sort((a, b) => a - b)
    expect(standIn).toEqual(anomalies.filter((a) => a.contradiction === 'attendantBusy' || a.contradiction === 'attendantUnnamed').map((a) => a.line))
  })

  test.prop([logLines])('gives no attendant a call before the last one has ended', (lines) => {
    const free = new Map<string, number>()
    const answered = scheduled(...lines).calls.filter((c) => c.end === 'answered' && c.attendant !== unidentified)
    for (const c of answered.sort((a, b) => a.waitEnded - b.waitEnded || a.row.line - b.row.line)) {
      expect(c.waitEnded).toBeGreaterThanOrEqual(free.get(c.attendant ?? '') ?? 0)
      free.set(c.attendant ?? '', c.served)
    }
  })

  test.prop([logLines])('takes a call from its attendant only while he is on an earlier one', (lines) => {
    const { calls, anomalies } = scheduled(...lines)
    for (const { line: at } of anomalies.filter((a) => a.contradiction === 'attendantBusy')) {
      const refused = calls.find((c) => c.row.line === at)
      expect(calls.some((c) => c.attendant === refused?.row.server && c.waitEnded <= refused!.waitEnded && c.served > refused!.waitEnded)).toBe(true)
    }
  })

  test.prop([logLines])('unrolls into moments in the order of time, every shift opened once before its first call and closed once after its last', (lines) => {
    const { calls } = scheduled(...lines)
    const moments = timelineOf(calls, clock)
    expect(moments.flatMap((m) => m.what)).toHaveLength(calls.reduce((n, c) => n + (c.end === 'answered' ? 4 : c.end === 'abandoned' ? 3 : 2), 0))
    expect(moments.every((m, i) => i === 0 || moments[i - 1]!.at <= m.at)).toBe(true)
    for (const shift of new Set(moments.flatMap((m) => m.shift ?? []))) {
      const own = moments.filter((m) => m.shift === shift)
      expect(own.map((m) => m.opens === true)).toEqual(own.map((_, i) => i === 0))
      expect(own.map((m) => m.closes === true)).toEqual(own.map((_, i) => i === own.length - 1))
    }
    for (const attendant of new Set(calls.flatMap((c) => c.attendant ?? [])))
      expect(moments.filter((m) => m.registers && m.call.attendant === attendant)).toHaveLength(1)
  })
})
