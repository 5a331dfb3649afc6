import { Figures } from '@disque/core'
import { totalOf, type Facts } from '../figures/read.js'

/** `null`: no data. */
type Figure = number | null

const orNull = (n: number | undefined): Figure => n ?? null
const inSeconds = (ms: number | undefined): Figure => (ms === undefined ? null : ms / 1000)

/** The figures under the names of `--json`, of T = 20 s and short waits up to 5 s, as `factsOf` counts them where nothing else is said. */
export const jsonFigures = (facts: Facts, wallSeconds: number): Readonly<Record<string, Figure>> => {
  const total = totalOf(facts)
  const { log } = facts
  return {
    rows: orNull(log?.rows),
    malformed: orNull(log?.malformed),
    phantom: orNull(log?.phantom),
    received: facts.received,
    leftInMenu: facts.leftInMenu,
    offered: total.offered,
    answered: total.answered,
    abandoned: total.abandoned,
    asaSeconds: inSeconds(Figures.speedOfAnswer(total)),
    meanTalkSeconds: inSeconds(Figures.meanTalk(total)),
    abandonmentRate: orNull(Figures.abandonment(total)),
    answeredWithin20: total.answeredWithin,
    abandonedWithin20: total.abandonedWithin,
    ...Object.fromEntries(Object.entries(Figures.serviceLevels).map(([name, level]) => [name.replace('-', ''), orNull(level(total))])),
    attendants: [...facts.attendants.values()].filter((f) => !f.unbounded).length,
    anomalies: orNull(log?.anomalies),
    events: facts.events,
    wallSeconds,
  }
}
