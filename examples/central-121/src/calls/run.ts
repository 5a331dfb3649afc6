import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { jsonFigures } from '../report/json.js'
import { renderDay } from '../report/render.js'
import { runRouted } from '../routed/run.js'
import { bring } from './bring.js'
import { storeWords, type Failed } from './messages.js'
import { isCheckpointed, openStore } from './open-store.js'
import { callsOptions, usage } from './options.js'
import { readLog, type ReadLog } from './read-log.js'
import { scheduleOf, type Schedule } from './schedule.js'
import type { Terminal } from './terminal.js'

export type { Terminal } from './terminal.js'

/** Every line about which there is something to say: nothing is passed over in silence. */
const list = (log: ReadLog, { anomalies, anomalous, notes }: Schedule, file: string, { err }: Terminal): void => {
  for (const { line, reason } of log.malformed) err(`${file}, line ${line}: skipped, ${reason}`)
  for (const { line, reason } of anomalies) err(`${file}, line ${line}: ${reason}`)
  for (const { line, reason } of notes) err(`${file}, line ${line}: (no contradiction) ${reason}`)
  err(`${log.rows} rows: ${log.malformed.length} malformed, ${log.phantom} phantom, ${log.calls.length} calls; ${anomalous} of them contradict a rule.`)
}

const writtenWords = (file: string): string =>
  isCheckpointed(file)
    ? `Written in process durability: a full checkpoint has put all of it into ${file}.`
    : `Written in process durability: another program holds ${file}, so a part still lies in ${file}-wal; whoever closes the store last puts it in.`

/** Imports a recorded call log, or has it routed anew, and reports on it. Answers the exit code. */
export const runCalls = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  const { folder, vaultKey, out, err, wallSeconds } = terminal
  const failed = ({ words }: Failed): number => {
    err(words)
    return 1
  }
  if (args.includes('--help')) {
    out(usage)
    return 0
  }
  const asked = callsOptions(args)
  if (E.isLeft(asked)) return failed(asked.left)
  const { store, timeZone, clock, json, language, routed } = asked.right
  const file = path.resolve(folder, asked.right.file)
  const log = readLog(file)
  if (E.isLeft(log)) return failed(log.left)
  const schedule = scheduleOf(log.right.calls, clock)
  list(log.right, schedule, file, terminal)
  if (routed !== undefined) return runRouted({ ...asked.right, routed, log: log.right, calls: schedule.calls }, terminal)
  const opened = await openStore(store, { folder, mustExist: false })()
  if (E.isLeft(opened)) return failed({ words: storeWords(opened.left) })
  const brought = await bring({ file, log: log.right, schedule, timeZone, clock, vaultKey }, opened.right)
  await opened.right.close()
  if (E.isLeft(brought)) return failed(brought.left)
  const { facts, added } = brought.right
  const { path: stored } = opened.right
  if (!added) err(`${stored ?? store} holds this log already: nothing was added.`)
  else if (stored !== undefined) err(writtenWords(stored))
  out(json ? JSON.stringify(jsonFigures(facts, wallSeconds())) : renderDay(facts, language))
  return 0
}
