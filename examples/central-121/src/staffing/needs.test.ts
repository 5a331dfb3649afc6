import { test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { logLines } from '../calls/log.arbitrary.js'
import { clockOf, line, logText, parsed, unqueued, unserved } from '../calls/log.test-kit.js'
import { scheduleOf } from '../calls/schedule.js'
import { halfHours, sumOf, type Weekday } from './half-hours.js'
import { attendantHours, needsOf, patienceOf } from './needs.js'
import type { Load } from './options.js'

const callsOf = (...lines: readonly string[]) => scheduleOf(parsed(logText(...lines)).calls, clockOf('UTC')).calls
const rowsOf = (lines: readonly string[], days?: readonly Weekday[]) => halfHours(callsOf(...lines), clockOf('UTC'), 20, days)
const target = { share: 0.8, withinSeconds: 20 }
const needs = (lines: readonly string[], load: Load = 'mean') => needsOf(rowsOf(lines).rows, { target, load, patienceSeconds: 300 })

/** Answered at once: a call of so many seconds. */
const call = (date: string, time: string, seconds: number, server = 'agent-01') =>
  line({ ...unqueued, date, vru_entry: time, vru_exit: time, vru_time: '0', ser_start: time, ser_exit: time, ser_time: String(seconds), server })
const times = (n: number, text: string) => Array.from({ length: n }, () => text)
const gaveUp = (date: string, start: string, seconds: number) => line({ ...unserved, date, vru_entry: start, vru_exit: start, q_start: start, q_time: String(seconds), outcome: 'HANG' })

describe('a half hour of a log', () => {
  it('counts the calls that came to wait in it, on each date of the log', () => {
    const { dates, rows } = rowsOf([call('990401', '9:00:00', 60), call('990401', '9:29:59', 60), call('990401', '9:30:00', 60), call('990402', '9:10:00', 60), gaveUp('990402', '9:10:00', 30)])
    expect(dates).toEqual(['1999-04-01', '1999-04-02'])
    expect(rows.map(({ time, dates: all }) => [time, all.map((date) => [date.offered, date.answered, date.abandoned])])).toEqual([['09:00', [[2, 2, 0], [2, 1, 1]]], ['09:30', [[1, 1, 0], [0, 0, 0]]]])
  })

  it('has the attendants who were there, each for his part of it', () => {
    const { rows } = rowsOf([call('990401', '9:00:00', 60), call('990401', '9:20:00', 1200), call('990401', '9:15:00', 900, 'agent-02')])
    expect(rows.map((row) => row.dates.map((date) => date.present))).toEqual([[1.5]])
    expect(rowsOf([call('990401', '9:20:00', 1200), call('990401', '9:50:00', 60)]).rows.map((row) => row.dates[0]?.present)).toEqual([1 / 3, 21 / 30])
  })

  it('is of the weekdays that are asked for: 1 April 1999 was a Thursday', () => {
    const lines = [call('990401', '9:00:00', 60), call('990402', '9:00:00', 60)]
    expect([rowsOf(lines, ['thu']).dates, rowsOf(lines, ['fri', 'sat']).dates, rowsOf(lines, ['sun']).rows]).toEqual([['1999-04-01'], ['1999-04-02'], []])
  })

  test.prop([logLines])('neither loses nor doubles a call', (lines) => {
    const calls = callsOf(...lines).filter((c) => c.end !== 'leftInMenu')
    const total = sumOf(halfHours(calls, clockOf('UTC'), 20).rows.flatMap((row) => row.dates))
    expect([total.offered, total.answered]).toEqual([calls.length, calls.filter((c) => c.end === 'answered').length])
    expect(total.answeredWithin + total.abandoned).toBeLessThanOrEqual(total.offered)
  })
})

describe('the attendants that a half hour needs', () => {
  it('are those of Erlang C, and of Erlang A with callers who give up', () => {
    expect(needs(times(100, call('990401', '9:00:00', 180)))).toMatchObject([{ time: '09:00', offered: 100, handlingSeconds: 180, erlangs: 10, agentsErlangC: 14, agentsErlangA: 13 }])
  })

  it('are planned for the mean of the dates, for nine of ten, or for the busiest', () => {
    const lines = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].flatMap((n, i) => times(n, call(`9904${String(i + 1).padStart(2, '0')}`, '9:00:00', 180)))
    expect((['mean', 'p90', 'peak'] as const).map((load) => needs(lines, load)[0]?.offered)).toEqual([6.5, 9, 20])
  })

  it('are reckoned with the handling time of all half hours where nobody was answered', () => {
    const rows = needs([...times(50, call('990401', '9:00:00', 180)), ...times(50, gaveUp('990401', '9:30:00', 60))])
    expect(rows[1]).toMatchObject({ time: '09:30', erlangs: 5, serviceLevel: 0, abandonment: 1, agentsErlangC: rows[0]?.agentsErlangC })
    expect(rows[1]).not.toHaveProperty('handlingSeconds')
  })

  it('are none where no call came, and unknown where nobody was ever answered', () => {
    const rows = needs([call('990401', '9:00:00', 180), call('990401', '10:00:00', 180)])
    expect(rows.map((row) => [row.time, row.agentsErlangC, row.serviceLevel])).toEqual([['09:00', 1, 1], ['09:30', 0, undefined], ['10:00', 1, 1]])
    const unknown = needs([gaveUp('990401', '9:00:00', 60)])
    expect(unknown[0]).not.toHaveProperty('agentsErlangC')
    expect([attendantHours(rows, 'agentsErlangC'), attendantHours(unknown, 'agentsErlangC')]).toEqual([1, 0])
  })
})

describe('the patience that a log shows', () => {
  it('is that of those who gave up, knowing that the answered had at least so much', () => {
    expect(patienceOf(callsOf(gaveUp('990401', '9:00:00', 10), gaveUp('990401', '9:00:00', 30)))).toEqual({ medianSeconds: 10, meanSeconds: 20 })
    const answeredAfter40 = line({ q_time: '40' })
    expect(patienceOf(callsOf(gaveUp('990401', '9:00:00', 10), gaveUp('990401', '9:00:00', 30), answeredAfter40, answeredAfter40))).toEqual({ medianSeconds: 30, meanSeconds: 10 + 20 * 0.75 + 10 * 0.5 })
  })

  it('is not known where nobody gave up', () => expect(patienceOf(callsOf(line()))).toEqual({}))
})
