import type { Break, Calendar, LocalDate, WallTime } from './calendar.js'
import { dateOf, dayOf, type Day } from './wall.js'

export type FederalDayKind = 'national' | 'optional'

/** A date on which service is closed: all day, or a part of it. */
export interface Closure {
  readonly date: LocalDate
  readonly name: string
  /** Service begins only then. */
  readonly closedUntil?: WallTime
  /** Service ends then. */
  readonly closedFrom?: WallTime
}

/** A holiday by federal law, or a day on which the federal executive need not work. */
export interface FederalDay extends Closure {
  readonly kind: FederalDayKind
  /** The law or order that it rests on; absent where the year's order is not out and the day is only expected. */
  readonly law?: string
}

/** HOURS-14 Easter Sunday by the Gregorian computus. Source: Meeus, Jones, Butcher. */
export const easter = (year: number): LocalDate => {
  const div = (a: number, b: number) => Math.floor(a / b)
  const a = year % 19
  const b = div(year, 100)
  const c = year % 100
  const h = (19 * a + b - div(b, 4) - div(b - div(b + 8, 25) + 1, 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * div(c, 4) - h - (c % 4)) % 7
  const m = div(a + 11 * h + 22 * l, 451)
  const days = h + l - 7 * m + 114
  return dated(year, `${String(div(days, 31)).padStart(2, '0')}-${String((days % 31) + 1).padStart(2, '0')}`)
}

const dated = (year: number, monthAndDay: string): LocalDate => `${String(year).padStart(4, '0')}-${monthAndDay}`

const fixed = 'Lei 662/1949, red. Lei 10.607/2002'
const nationalDays: readonly { readonly on: string; readonly name: string; readonly law: string; readonly since?: number }[] = [
  { on: '01-01', name: 'Confraternização Universal', law: fixed },
  { on: '04-21', name: 'Tiradentes', law: fixed },
  { on: '05-01', name: 'Dia Mundial do Trabalho', law: fixed },
  { on: '09-07', name: 'Independência do Brasil', law: fixed },
  { on: '10-12', name: 'Nossa Senhora Aparecida', law: 'Lei 6.802/1980' },
  { on: '11-02', name: 'Finados', law: fixed },
  { on: '11-15', name: 'Proclamação da República', law: fixed },
  { on: '11-20', name: 'Dia Nacional de Zumbi e da Consciência Negra', law: 'Lei 14.759/2023', since: 2024 },
  { on: '12-25', name: 'Natal', law: fixed },
]

/** What the order of each year adds to the days that follow from Easter, as first published. */
interface YearsOrder {
  readonly law: string
  /** The public servant's day, where it is kept. */
  readonly servant: string
  /** From when 24 and 31 December are free. */
  readonly evesFrom?: WallTime
  readonly bridges?: readonly { readonly on: string; readonly name: string }[]
}

const corpusChristiBridge = 'Ponto facultativo (emenda de Corpus Christi)'
const orders: Readonly<Record<number, YearsOrder>> = {
  2017: { law: 'Portaria do Ministério do Planejamento, novembro de 2016', servant: '10-28' },
  2018: { law: 'Portaria MP 468/2017', servant: '10-28' },
  2019: { law: 'Portaria MP 442/2018', servant: '10-28', evesFrom: '14:00' },
  2020: { law: 'Portaria ME 679/2019', servant: '10-28', evesFrom: '14:00' },
  2021: { law: 'Portaria ME 430/2020', servant: '11-01', evesFrom: '14:00' },
  2022: { law: 'Portaria do Ministério da Economia, dezembro de 2021', servant: '10-28' },
  2023: { law: 'Portaria ME 11.090/2022', servant: '10-28' },
  2024: { law: 'Portaria MGI 8.617/2023', servant: '10-28', evesFrom: '14:00', bridges: [{ on: '05-31', name: corpusChristiBridge }] },
  2025: { law: 'Portaria MGI 9.783/2024', servant: '10-27', evesFrom: '13:00', bridges: [{ on: '06-20', name: corpusChristiBridge }] },
  2026: {
    law: 'Portaria MGI 11.460/2025', servant: '10-28', evesFrom: '13:00',
    bridges: [{ on: '04-20', name: 'Ponto facultativo (emenda de Tiradentes)' }, { on: '06-05', name: corpusChristiBridge }],
  },
}

const orderedDays = (year: number, { law, servant, evesFrom, bridges = [] }: YearsOrder): readonly FederalDay[] => {
  const optional = (on: string, name: string): FederalDay => ({ date: dated(year, on), name, kind: 'optional', law })
  const eves = evesFrom === undefined ? [] : [optional('12-24', 'Véspera de Natal'), optional('12-31', 'Véspera de Ano-Novo')].map((d) => ({ ...d, closedFrom: evesFrom }))
  return [optional(servant, 'Dia do Servidor Público federal'), ...bridges.map((b) => optional(b.on, b.name)), ...eves]
}

/** HOURS-15 Carnival, Ash Wednesday until 14h, Good Friday and Corpus Christi follow from Easter. */
const movableDays = (year: number, law: string | undefined): readonly FederalDay[] => {
  const sunday: Day = dayOf(easter(year)) ?? 0
  const optional = (fromEaster: number, name: string): FederalDay => ({
    date: dateOf(sunday + fromEaster), name, kind: 'optional', ...(law === undefined ? {} : { law }),
  })
  return [
    optional(-48, 'Carnaval'),
    optional(-47, 'Carnaval'),
    { ...optional(-46, 'Quarta-feira de Cinzas'), closedUntil: '14:00' },
    { date: dateOf(sunday - 2), name: 'Paixão de Cristo', kind: 'national', law: 'Lei 9.093/1995, art. 2º' },
    optional(60, 'Corpus Christi'),
  ]
}

/**
 * The federal calendar of a year from 2017 on, in order. Past the last order that is known (2026) it holds
 * what the laws fix and what follows from Easter, the latter without a `law`: it is only expected.
 */
export const federalDays = (year: number): readonly FederalDay[] => {
  const order = orders[year]
  const national = nationalDays
    .filter(({ since = 0 }) => since <= year)
    .map(({ on, name, law }): FederalDay => ({ date: dated(year, on), name, kind: 'national', law }))
  const all = [...national, ...movableDays(year, order?.law), ...(order === undefined ? [] : orderedDays(year, order))]
  return all.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

const isPart = (d: Closure): boolean => d.closedUntil !== undefined || d.closedFrom !== undefined

const partOf = ({ date, closedUntil, closedFrom }: Closure): Break => ({
  date,
  intervals: [
    ...(closedUntil === undefined ? [] : [{ from: '00:00', until: closedUntil }]),
    ...(closedFrom === undefined ? [] : [{ from: closedFrom, until: '24:00' }]),
  ],
})

/** Whole days as holidays, parts of days as breaks. */
export const closuresOf = (days: readonly Closure[]): Pick<Calendar, 'holidays' | 'breaks'> => ({
  holidays: [...new Set(days.filter((d) => !isPart(d)).map((d) => d.date))],
  breaks: days.filter(isPart).map(partOf),
})

/**
 * HOURS-34 What the federal days of a range of years take out of a calendar: whole days as holidays, parts of days as breaks. Beyond the range every date is as its week says.
 *
 * From 2017 to 2027 where no years are named. Whoever counts terms that end later names later years: of these the laws and Easter are known, the orders are not.
 *
 * @example
 * const calendar = { timeZone: 'America/Sao_Paulo', weekly, exceptions: [], ...federalClosures() }
 */
export const federalClosures = (
  kinds: readonly FederalDayKind[] = ['national', 'optional'],
  years: { readonly first: number; readonly last: number } = { first: 2017, last: 2027 }
): Pick<Calendar, 'holidays' | 'breaks'> =>
  closuresOf(Array.from({ length: Math.max(0, years.last - years.first + 1) }, (_, i) => years.first + i).flatMap(federalDays).filter((d) => kinds.includes(d.kind)))
