import { Figures, Hours, type Instant } from '@disque/core'
import { wallTimeOf } from '../figures/intervals.js'
import { totalOf, type Facts } from '../figures/read.js'
import { renderDay } from '../report/render.js'
import { table } from '../report/table.js'
import { numbersOf } from '../report/words.js'
import type { Day } from './days.js'
import type { DayFigures } from './figures.js'

const { count, percent, seconds } = numbersOf('en')

/** Of all attendants of the day together. */
export const presenceOf = (facts: Facts): Figures.Presence => [...facts.attendants.values()].reduce<Figures.Presence>(Figures.addPresence, Figures.noPresence)

const nameOf = (date: string): string | undefined => Hours.federalDays(Number(date.slice(0, 4))).find((d) => d.date === date)?.name

const longDate = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`))

const title = ({ date, opening }: Day, clock: (at: Instant) => string): string => {
  const holiday = nameOf(date)
  const hours = opening === undefined ? 'closed all day' : `open ${clock(opening.from)} to ${clock(opening.until)}`
  const words = `${longDate(date)}${holiday === undefined ? '' : `, ${holiday}`}: ${hours}`
  return `${words}\n${'═'.repeat(words.length)}`
}

const levels = ({ within20, within60 }: DayFigures): string =>
  table(
    ['service level', ...Object.keys(Figures.serviceLevels)],
    [within20, within60].map((facts, i) => [`within ${i === 0 ? 20 : 60} s`, ...Object.values(Figures.serviceLevels).map((level) => percent(level(totalOf(facts))))])
  )

const means = ({ within20 }: DayFigures): string => {
  const [total, presence] = [totalOf(within20), presenceOf(within20)]
  return [
    `mean wait ${seconds(Figures.speedOfAnswer(total))}`, `handling time ${seconds(Figures.averageHandling(presence))}`,
    `abandonment ${percent(Figures.abandonment(total))} (without short ones ${percent(Figures.abandonmentWithoutShort(total))})`,
    `occupancy ${percent(Figures.occupancy(presence))}`,
  ].join(' · ')
}

const barWidth = 50

/** Where nobody was offered to an attendant: the calls that came, by half hour. */
const receivedChart = (received: ReadonlyMap<string, number>): string => {
  const most = Math.max(...received.values())
  const rows = [...received].sort(([a], [b]) => (a < b ? -1 : 1))
  const bars = ['', '', ...rows.map(([, n]) => '▒'.repeat(Math.round((n / most) * barWidth)))]
  const lines = table(['half hour', 'received'], rows.map(([time, n]) => [time, count(n)])).split('\n')
  return [...lines.map((text, i) => `${text}  ${bars[i] ?? ''}`.trimEnd()), '▒ received, and refused'].join('\n')
}

/** One day for a terminal. */
export const renderDayFigures = (figures: DayFigures): string => {
  const { day, within20, received } = figures
  const timeOf = (at: Instant) => wallTimeOf(within20.clock)(at).time
  const queued = within20.visits.size > 0
  return [title(day, timeOf), renderDay(within20), ...(queued ? [levels(figures), means(figures)] : received.size > 0 ? [receivedChart(received)] : [])].join('\n\n')
}

/** One day as JSON; `null` stands for no data. */
export const jsonDay = ({ day, within20, within60 }: DayFigures) => {
  const [total, presence] = [totalOf(within20), presenceOf(within20)]
  const inSeconds = (ms: number | undefined) => (ms === undefined ? null : ms / 1000)
  const attendant = (a: Figures.Presence) => ({ handled: a.handled, handlingSeconds: inSeconds(Figures.averageHandling(a)), occupancy: Figures.occupancy(a) ?? null })
  const serviceLevels = (facts: Facts) => Object.fromEntries(Object.entries(Figures.serviceLevels).map(([name, level]) => [name, level(totalOf(facts)) ?? null]))
  const { received, refused, leftInMenu, contained, unserved, transferred, events } = within20
  return {
    date: day.date,
    received, refused, leftInMenu, contained, unserved, transferred,
    offered: total.offered, answered: total.answered, abandoned: total.abandoned,
    serviceLevels: { 20: serviceLevels(within20), 60: serviceLevels(within60) },
    meanWaitSeconds: inSeconds(Figures.speedOfAnswer(total)),
    handlingSeconds: inSeconds(Figures.averageHandling(presence)),
    abandonment: Figures.abandonment(total) ?? null,
    occupancy: Figures.occupancy(presence) ?? null,
    attendants: Object.fromEntries([...within20.attendants].map(([id, a]) => [id, attendant(a)])),
    events,
  }
}
