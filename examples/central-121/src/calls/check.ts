import { totalOf, type Facts } from '../figures/read.js'
import type { ReadLog } from './read-log.js'
import type { Schedule } from './schedule.js'

/** Where the figures of the events differ from what the log's lines say: nowhere, or something is wrong. */
export const differences = (log: ReadLog, { calls, anomalous }: Schedule, facts: Facts): readonly string[] => {
  const total = totalOf(facts)
  const ended = (end: (typeof calls)[number]['end']) => calls.filter((c) => c.end === end).length
  const wanted: readonly (readonly [string, number, number])[] = [
    ['received', log.calls.length, facts.received],
    ['left in the menu', ended('leftInMenu'), facts.leftInMenu],
    ['answered', ended('answered'), total.answered],
    ['abandoned', ended('abandoned'), total.abandoned],
    ['offered', ended('answered') + ended('abandoned'), total.offered],
    ['talks', ended('answered'), total.talks],
    ['anomalies', anomalous, facts.log?.anomalies ?? 0],
  ]
  return wanted.filter(([, said, found]) => said !== found).map(([what, said, found]) => `${what} ${said} there, ${found} here`)
}
