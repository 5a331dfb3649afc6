import { table } from '../report/table.js'
import type { Language } from '../report/words.js'
import type { Counted } from './half-hours.js'
import { attendantHours, type Need, type Patience, type Planned } from './needs.js'
import { figuresOf, staffingWords } from './words.js'

export interface Needs extends Planned {
  readonly dates: readonly string[]
  /** Of all dates and half hours. */
  readonly total: Counted
  readonly patience: Patience
  readonly halfHours: readonly Need[]
}

/** The needs of a day for a terminal; half hours in which no call ever came are left out. */
export const renderNeeds = ({ dates, target, load, patience, patienceSeconds, halfHours }: Needs, language: Language): string => {
  const [w, f] = [staffingWords(language), figuresOf(language)]
  const [first, last] = [dates[0], dates.at(-1)]
  if (first === undefined || last === undefined || halfHours.length === 0) return w.nothing
  const rows = halfHours.filter((need) => need.serviceLevel !== undefined).map((need) => [
    need.time, f.tenths(need.offered), f.seconds(need.handlingSeconds), f.tenths(need.erlangs), f.whole(need.agentsErlangC), f.whole(need.agentsErlangA), f.tenths(need.present),
    f.percent(need.serviceLevel), f.percent(need.abandonment),
  ])
  const hours = (which: Parameters<typeof attendantHours>[1]) => f.tenths(attendantHours(halfHours, which))
  return [
    [
      w.title(dates.length, first, last),
      w.target(f.percent(target.share), target.withinSeconds, load),
      w.patience(f.seconds(patience.medianSeconds), f.seconds(patience.meanSeconds), f.seconds(patienceSeconds)),
    ].join('\n'),
    table([w.halfHour, w.offered, w.handling, w.erlangs, 'Erlang C', 'Erlang A', w.present, w.level, w.abandonment], rows),
    [w.hours(hours('agentsErlangC'), hours('agentsErlangA'), hours('present')), w.limits(target.withinSeconds)].join('\n'),
  ].join('\n\n')
}
