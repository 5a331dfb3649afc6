import { Figures, Staffing, type QueueId } from '@disque/core'
import type { ScheduledCall } from '../calls/schedule.js'
import { totalOf, usualLimits } from '../figures/read.js'
import type { WallClock } from '../figures/wall-clock.js'
import { table } from '../report/table.js'
import { numbersOf, type Language } from '../report/words.js'
import { patienceCurve } from './callers.js'
import { presencesOf } from './presence.js'
import { countsByHour, countsOfQueue, type Side } from './side.js'
import { comparisonWords } from './words.js'

export interface Comparison {
  readonly recorded: Side
  readonly routed: Side
  readonly calls: readonly ScheduledCall[]
  readonly clock: WallClock
}

const hundredths = (language: Language) => {
  const format = new Intl.NumberFormat(language === 'pt' ? 'pt-BR' : 'en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (share: number): string => format.format(share * 100)
}

const signed = (difference: number, text: (n: number) => string): string => `${difference < 0 ? '−' : '+'}${text(Math.abs(difference))}`

const totals = ({ recorded, routed }: Comparison, language: Language): string => {
  const [w, n, percent] = [comparisonWords(language), numbersOf(language), hundredths(language)]
  const [a, b] = [{ ...recorded, total: totalOf(recorded) }, { ...routed, total: totalOf(routed) }]
  type Of = (side: typeof a) => number | undefined
  const row = (name: string, of: Of, text: (x: number | undefined) => string, gap: (x: number) => string): readonly string[] => {
    const [x, y] = [of(a), of(b)]
    return [name, text(x), text(y), x === undefined || y === undefined ? '–' : x === y ? '=' : signed(y - x, gap)]
  }
  const count = (name: string, of: (side: typeof a) => number) => row(name, of, (x) => n.count(x ?? 0), n.count)
  const share = (name: string, of: Of) => row(name, of, (x) => (x === undefined ? '–' : `${percent(x)} %`), (x) => `${percent(x)} ${w.points}`)
  const time = (name: string, of: Of) => row(name, of, n.seconds, n.seconds)
  const turnedAway = b.turnedAway === 0 ? [] : [count(w.turnedAway, (s) => s.turnedAway)]
  return table([w.figure, w.recorded, w.routed, w.difference], [
    count(w.received, (s) => s.received),
    count(w.leftInMenu, (s) => s.leftInMenu),
    ...turnedAway,
    count(w.offered, (s) => s.total.offered),
    count(w.answered, (s) => s.total.answered),
    count(w.abandoned, (s) => s.total.abandoned),
    count(w.waiting, (s) => Figures.stillWaiting(s.total)),
    share(w.abandonment, (s) => Figures.abandonment(s.total)),
    time(w.wait, (s) => Figures.speedOfAnswer(s.total)),
    ...Object.entries(Figures.serviceLevels).map(([name, level]) => share(`${name} ${w.within(usualLimits.withinSeconds)}`, (s) => level(s.total))),
    time(w.handling, (s) => Figures.averageHandling(s.presence)),
    share(w.occupancy, (s) => Figures.occupancy(s.presence)),
  ])
}

type Pair = readonly [name: string, recorded: Figures.Counts, routed: Figures.Counts]

/** Both sides, figure by figure, for parts of the calls. */
const parts = (head: string, pairs: readonly Pair[], language: Language): string => {
  const [w, n] = [comparisonWords(language), numbersOf(language)]
  const figures: readonly (readonly [string, (c: Figures.Counts) => string])[] = [
    [w.aband, (c) => n.percent(Figures.abandonment(c))],
    [w.speed, (c) => n.seconds(Figures.speedOfAnswer(c))],
    ['SL-1', (c) => n.percent(Figures.serviceLevels['SL-1'](c))],
  ]
  const heads = figures.flatMap(([name]) => [w.of(name, w.recorded), w.of(name, w.routed)])
  return table([head, w.offered, ...heads], pairs.map(([name, a, b]) => [name, n.count(a.offered), ...figures.flatMap(([, text]) => [text(a), text(b)])]))
}

const queuesOf = ({ recorded, routed }: Comparison): readonly QueueId[] => [...new Set([...recorded.visits.keys(), ...routed.visits.keys()])].sort()

const byHour = ({ recorded, routed, clock }: Comparison): readonly Pair[] => {
  const [a, b] = [countsByHour(recorded, clock), countsByHour(routed, clock)]
  const hours = [...new Set([...a.keys(), ...b.keys()])].sort((x, y) => x - y)
  return hours.map((hour) => [`${String(hour).padStart(2, '0')}:00`, a.get(hour) ?? Figures.noCounts, b.get(hour) ?? Figures.noCounts])
}

/** What the routed side was made from. */
const assumptions = ({ calls, clock }: Comparison, language: Language): string => {
  const [w, n] = [comparisonWords(language), numbersOf(language)]
  const curve = patienceCurve(calls)
  const presences = presencesOf(calls, clock)
  const [answered, abandoned] = [calls.filter((c) => c.end === 'answered'), calls.filter((c) => c.end === 'abandoned')]
  const unnamed = answered.filter((c) => c.row.server === undefined).length
  const median = Staffing.medianSurvival(curve)
  const inSeconds = (s: number) => n.seconds(s * 1000)
  return [
    w.patience(n.count(answered.length + abandoned.length), n.count(abandoned.length), median === undefined ? '–' : inSeconds(median), inSeconds(curve.longest)),
    w.staff(n.count(new Set(presences.map((p) => p.attendant)).size), n.count(presences.length), n.count(presences.reduce((sum, p) => sum + p.breaks.length, 0))),
    ...(unnamed === 0 ? [] : [w.unnamed(n.count(unnamed))]),
  ].join('\n')
}

/** The record and what the router made of it, side by side, for a terminal. */
export const renderComparison = (c: Comparison, language: Language): string => {
  const w = comparisonWords(language)
  if (c.calls.length === 0) return w.nothing
  const queues = queuesOf(c).map((queue): Pair => [queue, countsOfQueue(c.recorded, queue), countsOfQueue(c.routed, queue)])
  return [totals(c, language), parts(w.queue, queues, language), parts(w.hour, byHour(c), language), assumptions(c, language)].join('\n\n')
}

/** `null`: no data. */
const orNull = (n: number | undefined): number | null => n ?? null
const inSeconds = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1000)

const jsonCounts = (c: Figures.Counts) => ({
  offered: c.offered, answered: c.answered, abandoned: c.abandoned, stillWaiting: Figures.stillWaiting(c),
  abandonmentRate: orNull(Figures.abandonment(c)), asaSeconds: inSeconds(Figures.speedOfAnswer(c)), meanTalkSeconds: inSeconds(Figures.meanTalk(c)),
  answeredWithin20: c.answeredWithin, abandonedWithin20: c.abandonedWithin,
  ...Object.fromEntries(Object.entries(Figures.serviceLevels).map(([name, level]) => [name.replace('-', ''), orNull(level(c))])),
})

const jsonSide = (side: Side) => ({
  received: side.received, leftInMenu: side.leftInMenu, turnedAway: side.turnedAway, ...jsonCounts(totalOf(side)),
  handlingSeconds: inSeconds(Figures.averageHandling(side.presence)), occupancy: orNull(Figures.occupancy(side.presence)),
})

/** The same for programs. */
export const jsonComparison = (c: Comparison) => ({
  recorded: jsonSide(c.recorded),
  routed: jsonSide(c.routed),
  queues: Object.fromEntries(queuesOf(c).map((queue) => [queue, { recorded: jsonCounts(countsOfQueue(c.recorded, queue)), routed: jsonCounts(countsOfQueue(c.routed, queue)) }])),
})
