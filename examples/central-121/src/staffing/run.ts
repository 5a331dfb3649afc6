import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { readLog } from '../calls/read-log.js'
import type { Terminal } from '../calls/run.js'
import { scheduleOf, type ScheduledCall } from '../calls/schedule.js'
import { halfHours, sumOf } from './half-hours.js'
import { jsonNeeds } from './json.js'
import { needsOf, patienceOf, type Planned } from './needs.js'
import { staffingOptions, usage, type StaffingOptions } from './options.js'
import { renderNeeds, type Needs } from './render.js'
import { measureWaits } from './waits/measure.js'
import { jsonWaits, renderWaits } from './waits/render.js'

const planOf = (calls: readonly ScheduledCall[], { clock }: StaffingOptions, { target, load, days, patienceSeconds }: Extract<StaffingOptions['ask'], { what: 'needs' }>): Needs => {
  const { dates, rows } = halfHours(calls, clock, target.withinSeconds, days)
  const patience = patienceOf(calls)
  const planned: Planned = { target, load, patienceSeconds: patienceSeconds ?? patience.meanSeconds }
  return { ...planned, dates, total: sumOf(rows.flatMap((row) => row.dates)), patience, halfHours: needsOf(rows, planned) }
}

/** Plans attendants for a recorded call log, or measures estimates of its waits. Answers the exit code. */
export const runStaffing = (args: readonly string[], { folder, out, err }: Pick<Terminal, 'folder' | 'out' | 'err'>): number => {
  if (args.includes('--help')) {
    out(usage)
    return 0
  }
  const asked = staffingOptions(args)
  if (E.isLeft(asked)) {
    err(asked.left.words)
    return 1
  }
  const { ask, json, clock, language } = asked.right
  const file = path.resolve(folder, asked.right.file)
  const log = readLog(file)
  if (E.isLeft(log)) {
    err(log.left.words)
    return 1
  }
  for (const { line, reason } of log.right.malformed) err(`${file}, line ${line}: skipped, ${reason}`)
  const { calls } = scheduleOf(log.right.calls, clock)
  if (ask.what === 'waits') {
    const measured = measureWaits(calls, clock)
    out(json ? JSON.stringify(jsonWaits(measured)) : renderWaits(measured, language))
    return 0
  }
  const needs = planOf(calls, asked.right, ask)
  out(json ? JSON.stringify(jsonNeeds(needs)) : renderNeeds(needs, language))
  return 0
}
