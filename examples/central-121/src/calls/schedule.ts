import type { AttendantId, CallId, Instant } from '@disque/core'
import type { Row } from './form.js'
import { attendantNamed, callNamed, unidentified } from './names.js'
import type { Remark } from './parse.js'
import { clockRunsBackwards, servedTooEarly, timesOf, type Times } from './times.js'
import type { WallClock } from '../figures/wall-clock.js'

/** How a recorded call went, in the log's order of events. */
export interface ScheduledCall extends Times {
  readonly call: CallId
  readonly row: Row
  readonly end: 'leftInMenu' | 'abandoned' | 'answered'
  /** Of an answered call: the one whom the log names, if he was free. */
  readonly attendant?: AttendantId
}

export type Contradiction = 'attendantBusy' | 'attendantUnnamed' | 'clockBackwards' | 'serviceEarly' | 'keyTwice'

/** What contradicts a rule, on its line. */
export interface Anomaly extends Remark {
  readonly contradiction: Contradiction
}

export interface Schedule {
  /** In the order of the log. */
  readonly calls: readonly ScheduledCall[]
  readonly anomalies: readonly Anomaly[]
  /** How many calls have at least one. */
  readonly anomalous: number
  /** What is odd, but contradicts no rule. */
  readonly notes: readonly Remark[]
}

const endOf = (row: Row): ScheduledCall['end'] => (row.outcome === 'AGENT' ? 'answered' : row.queueStart === undefined ? 'leftInMenu' : 'abandoned')

const timed = (rows: readonly Row[], clock: WallClock, remark: (row: Row, contradiction: Contradiction, reason: string) => void): readonly ScheduledCall[] => {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const again = seen.get(row.key) ?? 0
    seen.set(row.key, again + 1)
    const times = timesOf(row, clock)
    if (again > 0) remark(row, 'keyTwice', 'date, vru+line and call_id stand on an earlier line too: it counts as another call')
    if (clockRunsBackwards(row)) remark(row, 'clockBackwards', 'its clocks run backwards: no time counts before the call’s first, and no duration below zero')
    if (servedTooEarly(row, times, clock)) remark(row, 'serviceEarly', 'its service starts more than 5 s before its queue ends: the end of the queue counts')
    return { ...times, call: callNamed(row.key, again), row, end: endOf(row) }
  })
}

const notesOn = (row: Row): readonly Remark[] => {
  const { line, outcome, serviceStart, serviceTime } = row
  if (outcome === 'HANG' && (serviceStart !== undefined || serviceTime !== 0)) return [{ line, reason: 'it hung up and has a service all the same: the outcome counts' }]
  if (outcome === 'AGENT' && serviceStart === undefined && serviceTime === 0) return [{ line, reason: 'it was answered and has no service times: it ends as it is answered' }]
  return []
}

const byAnswer = (a: ScheduledCall, b: ScheduledCall): number => a.waitEnded - b.waitEnded || a.row.line - b.row.line

/** Who serves which call. An attendant who is still on a call keeps it; the next one goes to the pseudo-attendant. */
const attended = (calls: readonly ScheduledCall[], remark: (row: Row, contradiction: Contradiction, reason: string) => void): ReadonlyMap<CallId, AttendantId> => {
  const serving = new Map<string, { readonly until: Instant; readonly line: number }>()
  const attendants = new Map<CallId, AttendantId>()
  for (const { call, row, waitEnded, served } of calls.filter((c) => c.end === 'answered').sort(byAnswer)) {
    const { server, line } = row
    const on = server === undefined ? undefined : serving.get(server)
    if (server === undefined) remark(row, 'attendantUnnamed', `it names no attendant: served by ${unidentified}`)
    else if (on !== undefined && waitEnded < on.until) remark(row, 'attendantBusy', `${server} is still on the call of line ${on.line}: served by ${unidentified}`)
    else {
      serving.set(server, { until: served, line })
      attendants.set(call, attendantNamed(server))
      continue
    }
    attendants.set(call, unidentified)
  }
  return attendants
}

export const scheduleOf = (rows: readonly Row[], clock: WallClock): Schedule => {
  const anomalies: Anomaly[] = []
  const remark = (row: Row, contradiction: Contradiction, reason: string) => anomalies.push({ line: row.line, contradiction, reason })
  const calls = timed(rows, clock, remark)
  const attendants = attended(calls, remark)
  return {
    calls: calls.map((c) => {
      const attendant = attendants.get(c.call)
      return attendant === undefined ? c : { ...c, attendant }
    }),
    anomalies: anomalies.sort((a, b) => a.line - b.line),
    anomalous: new Set(anomalies.map((a) => a.line)).size,
    notes: rows.flatMap(notesOn),
  }
}
