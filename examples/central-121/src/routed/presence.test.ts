import { test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { logLines } from '../calls/log.arbitrary.js'
import { line, logText, unserved } from '../calls/log.test-kit.js'
import { wallTimeOf } from '../figures/intervals.js'
import { servicesOf, type Span } from '../calls/services.js'
import { presencesOf, trainingOf } from './presence.js'
import { callsIn, clock } from './routed.test-kit.js'

const wall = wallTimeOf(clock)
const timeOf = ({ from, until }: Span): string => [from, until].map((at) => new Date(at + clock.offsetAt(at)).toISOString().slice(11, 19)).join('–')

let next = 0
/** Answered without waiting at a time of 1 April, and served so long. */
const service = (at: string, seconds: number, server = 'agent-01', date = '990401'): string =>
  line({ call_id: String(++next), date, vru_entry: at, vru_exit: at, vru_time: '0', q_start: at, q_exit: at, q_time: '0', ser_start: at, ser_exit: at, ser_time: String(seconds), server })

const daysOf = (...lines: readonly string[]) =>
  presencesOf(callsIn(logText(...lines)), clock).map((p) => [p.attendant, wall(p.from).date, timeOf(p), p.breaks.map(timeOf)])

describe('an attendant is present', () => {
  it('from the first service of a date to the end of the last one', () => {
    expect(daysOf(service('8:00:00', 60), service('8:20:00', 90), service('8:10:00', 30))).toEqual([['agent-01', '1999-04-01', '08:00:00–08:21:30', []]])
  })

  it('on each date anew, a date being that on which a service begins', () => {
    expect(daysOf(service('23:50:00', 900), service('8:00:00', 60, 'agent-01', '990402'))).toEqual([
      ['agent-01', '1999-04-01', '23:50:00–00:05:00', []],
      ['agent-01', '1999-04-02', '08:00:00–08:01:00', []],
    ])
  })

  it('but for gaps of more than 30 minutes, which are breaks', () => {
    expect(daysOf(service('8:00:00', 60), service('8:31:00', 60), service('9:02:01', 60))).toEqual([['agent-01', '1999-04-01', '08:00:00–09:03:01', ['08:32:00–09:02:01']]])
  })

  it('while services overlap: a short one within a long one leaves no gap behind it', () => {
    expect(daysOf(service('8:00:00', 3600), service('8:10:00', 60), service('9:20:00', 60))).toEqual([['agent-01', '1999-04-01', '08:00:00–09:21:00', []]])
  })

  it('for a second at least', () => {
    expect(daysOf(service('8:00:00', 0))).toEqual([['agent-01', '1999-04-01', '08:00:00–08:00:01', []]])
  })

  it('only if the log names him: neither unnamed services nor hang-ups make anybody present', () => {
    expect(daysOf(service('8:00:00', 60, 'NO_SERVER'), line({ outcome: 'HANG', ...unserved }))).toEqual([])
  })

  test.prop([logLines])('at every instant of each service that the log names him for, never on break during one, and once a date', (lines) => {
    const calls = callsIn(logText(...lines))
    const presences = presencesOf(calls, clock)
    expect(new Set(presences.map((p) => p.shift)).size).toBe(presences.length)
    for (const { attendant, from, until } of servicesOf(calls)) {
      const day = presences.find((p) => p.attendant === attendant && wall(p.from).date === wall(from).date)
      expect(day !== undefined && day.from <= from && until <= day.until).toBe(true)
      expect(day?.breaks.some((b) => b.from < until && from < b.until)).toBe(false)
    }
    for (const p of presences) {
      const own = servicesOf(calls).filter((s) => s.attendant === p.attendant && wall(s.from).date === wall(p.from).date)
      expect(p.from).toBe(Math.min(...own.map((s) => s.from)))
      expect(p.breaks.every((b) => b.until - b.from > 1_800_000 && own.some((s) => s.until === b.from) && own.some((s) => s.from === b.until))).toBe(true)
    }
  })
})

describe('an attendant is trained', () => {
  it('in what the log shows him serving, and in what no named attendant ever served', () => {
    const of = (type: string, server: string) => line({ type, server })
    const training = trainingOf(callsIn(logText(of('PS', 'agent-01'), of('NW', 'agent-02'), of('NE', 'NO_SERVER'), line({ type: 'TT', outcome: 'HANG', ...unserved }))))
    expect([...training]).toEqual([['agent-01', ['NE', 'PS', 'TT']], ['agent-02', ['NE', 'NW', 'TT']]])
  })
})
