import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { dateAt, type LocalDate, type Timetable } from '../hours/hours.js'
import { toIso, type Instant, type Milliseconds } from '../shared/instant.js'
import type { Uncountable } from './count-days.js'
import { count, type Counted } from './count.js'
import { english } from './explain.en.js'
import { portuguese } from './explain.pt.js'
import type { Line, Said, Sentences, Words } from './line.js'
import { statusAt } from './status.js'
import type { CalendarAsKnown, KnownCalendar, Term } from './term.js'

/** The due was counted with another calendar, or with another state of it: look up `wanted`. */
export interface AnotherCalendar {
  readonly _tag: 'AnotherCalendar'
  readonly wanted: CalendarAsKnown
}

const countNorm = ({ count: c }: Term['rule']): string => (c.unit === 'openTime' ? c.norm : c.counting.norm)
const pausesNorm = ({ pausesNorm: norm, norm: otherwise }: Term['rule']): string => norm ?? otherwise

const moment = (calendar: Timetable, at: Instant, norm: string, said: Said): Line => ({ date: dateAt(calendar, at), at, norm, ...said })

/** How the count begins. */
const opening = ({ rule, startedAt }: Term, counted: Counted, calendar: Timetable): readonly Line[] => {
  const { unit, amount } = rule.count
  const started = moment(calendar, startedAt, rule.norm, { tag: 'started', values: { amount, unit } })
  if (rule.count.unit === 'openTime' || counted.unit === 'openTime')
    return counted.unit === 'openTime' ? [started, moment(calendar, counted.runsFrom, countNorm(rule), { tag: 'runs', values: {} })] : [started]
  const { notice, firstDay, norm } = rule.count.counting
  const noticed: readonly Line[] =
    notice === undefined || counted.notice === undefined ? [] : [{ date: counted.notice, norm: notice.norm, tag: 'noticed', values: { before: notice.before } }]
  return [started, ...noticed, { date: counted.firstDay, norm, tag: 'firstDay', values: { firstDay } }]
}

/** What moved the due, in the order in which it happened. */
const movements = ({ rule, facts }: Term, counted: Counted, calendar: Timetable): readonly Line[] => {
  const { unit } = rule.count
  const stood = [...counted.pauses]
  return facts.flatMap((fact): readonly Line[] => {
    const line = (norm: string, said: Said) => [moment(calendar, fact.at, norm, said)]
    switch (fact.type) {
      case 'TermPaused':
        return line(pausesNorm(rule), fact.suspends ? { tag: 'paused', values: {} } : { tag: 'pausedInVain', values: { pauses: rule.pauses } })
      case 'TermResumed':
        return line(pausesNorm(rule), { tag: 'resumed', values: { stood: stood.shift() ?? 0, unit: unit === 'openTime' || unit === 'businessDays' ? unit : 'days' } })
      case 'TermExtended':
        return rule.extension === undefined ? [] : line(rule.extension.norm, { tag: 'extended', values: { amount: rule.extension.amount, unit, from: rule.extension.from } })
      case 'TermRetargeted':
        return line(countNorm(rule), { tag: 'retargeted', values: fact.target.counted })
      case 'TermStarted':
      case 'TermWarned':
      case 'TermMet':
      case 'TermBreached':
        return []
    }
  })
}

/** Where the count leads. */
const closing = ({ rule, target, pausedAt }: Term, counted: Counted, calendar: Timetable): readonly Line[] => {
  if (pausedAt !== undefined) return [moment(calendar, pausedAt, pausesNorm(rule), { tag: 'standsStill', values: {} })]
  const norm = countNorm(rule)
  const due: Said = { tag: 'due', values: { ...target.counted, unit: counted.unit } }
  if (counted.unit === 'openTime') return [moment(calendar, counted.until, norm, due)]
  return [
    { date: counted.nominal, norm, tag: 'nominal', values: {} },
    ...counted.skipped.map(({ from, until, why }): Line => ({ date: from, norm, tag: 'skipped', values: { until, why } })),
    { date: counted.due, at: counted.until, norm, ...due },
  ]
}

/** How it came out, as far as it was recorded. */
const outcome = (term: Term, calendar: Timetable): readonly Line[] =>
  term.facts.flatMap((fact): readonly Line[] => {
    const status = statusAt(term, fact.at)
    if (fact.type === 'TermMet' && status?.state === 'met') return [moment(calendar, fact.at, term.rule.norm, { tag: 'met', values: { inTime: status.inTime } })]
    if (fact.type === 'TermBreached' && status?.state === 'breached') return [moment(calendar, fact.at, term.rule.norm, { tag: 'breached', values: { since: status.since } })]
    return []
  })

/**
 * TERM-17 A due is explained by counting it again with the calendar as it was known then: the lines are what the count did, each with its norm, and the last of the count is the due.
 *
 * @example
 * const lines = explain(term, known)
 * if (lines._tag === 'Right') for (const line of lines.right) print(tell(line, 'pt'))
 */
export const explain = (term: Term, known: KnownCalendar): Either<Uncountable | AnotherCalendar, readonly Line[]> => {
  const wanted = term.target.counted
  if (known.id !== wanted.calendar || known.knownAt !== wanted.knownAt) return E.left({ _tag: 'AnotherCalendar', wanted })
  const counted = count(term.rule, term.startedAt, term.facts, known.calendar)
  if (E.isLeft(counted)) return counted
  return E.right([
    ...opening(term, counted.right, known.calendar),
    ...movements(term, counted.right, known.calendar),
    ...closing(term, counted.right, known.calendar),
    ...outcome(term, known.calendar),
  ])
}

const tables: Readonly<Record<'en' | 'pt', Sentences>> = { en: english, pt: portuguese }
const days: Readonly<Record<'en' | 'pt', (date: LocalDate) => string>> = { en: (date) => date, pt: (date) => date.split('-').reverse().join('/') }

const span = (ms: Milliseconds): string => {
  const parts = [[Math.floor(ms / 3_600_000), 'h'], [Math.floor(ms / 60_000) % 60, 'min'], [(ms / 1000) % 60, 's']] as const
  return parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`).join(' ') || '0 min'
}

/**
 * A line as a sentence with its norm. `when` says how an instant reads, such as in the centre's zone.
 *
 * @example
 * tell({ tag: 'nominal', date: '2026-07-11', norm: 'Lei 9.784/1999, art. 66', values: {} }, 'pt')
 * // A contagem termina em 11/07/2026. [Lei 9.784/1999, art. 66]
 */
export const tell = (line: Line, language: 'en' | 'pt', when: (at: Instant) => string = toIso): string => {
  const sentence = tables[language][line.tag] as (line: Line, words: Words) => string
  return `${sentence(line, { day: days[language], when, span })} [${line.norm}]`
}
