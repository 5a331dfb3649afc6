import { Figures } from '@disque/core'
import { totalOf, usualLimits, type Facts } from '../figures/read.js'
import { bar } from './chart.js'
import { dates, halfHours } from './half-hours.js'
import { table } from './table.js'
import { numbersOf, wordsOf, type Language } from './words.js'

const barWidth = 50
const levels = Object.values(Figures.serviceLevels)
const levelNames = Object.keys(Figures.serviceLevels)

const callsLine = (facts: Facts, language: Language): string => {
  const [w, n] = [wordsOf(language), numbersOf(language)]
  const refusals = Object.entries(facts.refused)
  const refused = refusals.reduce((sum, [, count]) => sum + count, 0)
  const reasons = refusals.length === 0 ? '' : ` (${refusals.map(([rule, count]) => `${rule} ${n.count(count)}`).join(', ')})`
  const always = [`${w.received} ${n.count(facts.received)}`, `${w.refused} ${n.count(refused)}${reasons}`, `${w.leftInMenu} ${n.count(facts.leftInMenu)}`]
  const some = ([['contained', facts.contained], ['unserved', facts.unserved], ['transferred', facts.transferred]] as const).filter(([, count]) => count > 0)
  return [...always, ...some.map(([word, count]) => `${w[word]} ${n.count(count)}`)].join(' · ')
}

const countsOf = (c: Figures.Counts, language: Language): readonly string[] => {
  const n = numbersOf(language)
  return [
    n.count(c.offered), n.count(c.answered), n.count(c.abandoned), n.count(Figures.stillWaiting(c)),
    n.percent(Figures.abandonment(c)), n.seconds(Figures.speedOfAnswer(c)), n.seconds(Figures.meanTalk(c)), ...levels.map((level) => n.percent(level(c))),
  ]
}

const queueTable = (facts: Facts, language: Language): string => {
  const w = wordsOf(language)
  const queues = [...facts.visits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([queue, by]) => [queue, ...countsOf([...by.values()].reduce(Figures.addCounts, Figures.noCounts), language)])
  const heads = [w.queue, w.offered, w.answered, w.abandoned, w.waiting, w.abandonment, w.speed, w.talk, ...levelNames]
  return table(heads, [...queues, [w.all, ...countsOf(totalOf(facts), language)]])
}

/** Calls by half hour of the day, as a table with a bar for each. */
export const halfHourChart = (facts: Pick<Facts, 'visits' | 'clock'>, language: Language = 'en'): string => {
  const [w, n] = [wordsOf(language), numbersOf(language)]
  const rows = halfHours(facts)
  const most = Math.max(0, ...rows.map((row) => row.counts.offered))
  const figures = table(
    [w.halfHour, w.offered, w.answered, w.abandoned, w.speed, 'SL-3'],
    rows.map(({ time, counts: c }) => [time, n.count(c.offered), n.count(c.answered), n.count(c.abandoned), n.seconds(Figures.speedOfAnswer(c)), n.percent(Figures.serviceLevels['SL-3'](c))])
  )
  const bars = ['', '', ...rows.map((row) => bar(row.counts, most, barWidth))]
  return [...figures.split('\n').map((line, i) => `${line}  ${bars[i] ?? ''}`.trimEnd()), w.legend].join('\n')
}

const attendantTable = (facts: Facts, language: Language): string => {
  const [w, n] = [wordsOf(language), numbersOf(language)]
  const rows = [...facts.attendants].sort(([a], [b]) => (a < b ? -1 : 1)).map(([attendant, f]) => [
    attendant, n.count(f.handled), n.seconds(Figures.averageHandling(f)), f.unbounded ? `(${w.unbounded})` : n.percent(Figures.occupancy(f)),
  ])
  return table([w.attendant, w.calls, w.handling, w.occupancy], rows)
}

/** Everything about a day, or more of them, for a terminal. */
export const renderDay = (facts: Facts, language: Language = 'en', limits: Figures.Limits = usualLimits): string => {
  const w = wordsOf(language)
  const days = dates(facts)
  if (facts.received === 0) return w.nothing
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const title = days.length === 0 ? [] : [w.day(days.length, first, last)]
  const queued = facts.visits.size === 0 ? [] : [queueTable(facts, language), w.limits(limits.withinSeconds, limits.shortSeconds), halfHourChart(facts, language)]
  const staff = facts.attendants.size === 0 ? [] : [attendantTable(facts, language)]
  return [[...title, callsLine(facts, language)].join('\n'), ...queued, ...staff].join('\n\n')
}
