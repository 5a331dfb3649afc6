import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { addBusinessDays, dateAt, dayBounds, type LocalDate, subtract, type Timetable } from '../hours/hours.js'
import type { Instant } from '../shared/instant.js'
import { countDays, type CountedDays, type Uncountable } from './count-days.js'
import { type CountedOpenTime, countOpenTime } from './count-open-time.js'
import { plusDays } from './days.js'
import type { Rule, Warning } from './rule.js'
import { stepsOf } from './steps.js'
import type { Fact, KnownCalendar, Target } from './term.js'

export type Counted = CountedDays | CountedOpenTime

/** The whole count, from the first day to the due, by one calendar. */
export const count = (rule: Rule, startedAt: Instant, facts: readonly Fact[], calendar: Timetable): Either<Uncountable, Counted> =>
  rule.count.unit === 'openTime'
    ? countOpenTime(rule.count, rule.extension, startedAt, stepsOf(facts), calendar)
    : countDays(rule.count, rule.extension, startedAt, stepsOf(facts), calendar)

const warnAt = (calendar: Timetable, until: Instant, due: LocalDate, { unit, amount }: Warning): Instant | undefined => {
  if (unit === 'openTime') {
    const at = subtract(calendar, until, amount)
    return E.isRight(at) ? at.right : undefined
  }
  const date = unit === 'days' ? E.right(plusDays(due, -amount)) : addBusinessDays(calendar, due, -amount)
  return E.isRight(date) ? dayBounds(calendar, date.right)?.from : undefined
}

/** TERM-15 Warnings come in order, before the due; one whose time has passed when the due is set is not given. */
const warningsOf = (rule: Rule, calendar: Timetable, counted: Counted, now: Instant): readonly Instant[] => {
  const due = counted.unit === 'days' ? counted.due : dateAt(calendar, counted.until)
  const all = rule.warnings.map((warning) => warnAt(calendar, counted.until, due, warning))
  const ahead = all.filter((at) => at !== undefined).filter((at) => now < at && at < counted.until)
  return [...new Set(ahead)].sort((a, b) => a - b)
}

/** What a fact recorded at `now` says of the due. */
export const targetOf = (rule: Rule, startedAt: Instant, facts: readonly Fact[], known: KnownCalendar, now: Instant): Either<Uncountable, Target> =>
  E.map((counted: Counted): Target => ({
    counted: { calendar: known.id, knownAt: known.knownAt },
    until: counted.until,
    warnings: warningsOf(rule, known.calendar, counted, now),
    ...(counted.unit === 'days' ? { due: counted.due, nominal: counted.nominal } : {}),
  }))(count(rule, startedAt, facts, known.calendar))
