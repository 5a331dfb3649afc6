import { test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { toIso, type Instant } from '@disque/core'
import { logLines } from '../calls/log.arbitrary.js'
import { clockOf, line, logText, parsed, unqueued, unserved } from '../calls/log.test-kit.js'
import { scheduleOf } from '../calls/schedule.js'
import { presence } from './presence.js'

const dateOf = (at: Instant) => toIso(at).slice(0, 10)
const present = (...lines: readonly string[]) => presence(scheduleOf(parsed(logText(...lines)).calls, clockOf('UTC')).calls, dateOf)
const times = (...lines: readonly string[]) => present(...lines).map(({ from, until }) => [toIso(from).slice(11, 19), toIso(until).slice(11, 19)])
const served = (from: string, seconds: number, server = 'agent-01') => line({ ...unqueued, vru_entry: from, vru_exit: from, vru_time: '0', ser_start: from, ser_exit: from, ser_time: String(seconds), server })

describe('an attendant’s presence in a log', () => {
  it('lasts from the first service to the end of the last, pauses of half an hour included', () => {
    expect(times(served('9:00:00', 60), served('9:31:00', 60))).toEqual([['09:00:00', '09:32:00']])
  })

  it('is broken by a longer pause', () => {
    expect(times(served('9:00:00', 60), served('9:31:01', 60))).toEqual([['09:00:00', '09:01:00'], ['09:31:01', '09:32:01']])
  })

  it('is each attendant’s own, and of one date', () => {
    expect(times(served('9:00:00', 60), served('9:00:30', 60, 'agent-02'))).toHaveLength(2)
    expect(present(line({ ...unqueued, date: '990401', vru_entry: '23:59:00', vru_exit: '23:59:00', ser_time: '30' }), line({ ...unqueued, date: '990402', vru_entry: '0:01:00', vru_exit: '0:01:00', ser_time: '30' }))).toHaveLength(2)
  })

  it('holds a service within a longer one, which contradicts itself, once', () => {
    expect(times(served('9:00:00', 600), served('9:01:00', 60))).toEqual([['09:00:00', '09:10:00']])
  })

  it('is not seen of one whom the log does not name, nor by a caller who hung up', () => {
    expect(times(served('9:00:00', 60, 'NO_SERVER'), line({ ...unserved, outcome: 'HANG' }))).toEqual([])
  })

  test.prop([logLines])('covers every service that the log gives to somebody', (lines) => {
    const { calls } = scheduleOf(parsed(logText(...lines)).calls, clockOf('UTC'))
    const periods = presence(calls, dateOf)
    for (const { end, row, waitEnded, served: until } of calls)
      if (end === 'answered' && row.server !== undefined) expect(periods.some((p) => p.from <= waitEnded && until <= p.until)).toBe(true)
  })
})
