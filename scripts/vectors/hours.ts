import { Hours, instant, toIso, type Instant } from '@disque/core'
import { calendarOf, type Usual } from './calendar.js'
import { emptyAt, onWall, wallClockSeconds, wholeSeconds, type Otherwise } from './hours-sources.js'
import { differing, eachOf, judged, number, record, text, Unreadable, unknownKeys, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'
import { wallClock } from './wall-clock.js'

const officeHours = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '17:00']], thu: [['09:00', '17:00']], fri: [['09:00', '17:00']] }

/** The one source that leaves things out means this. */
const usual: Usual = { timeZone: 'Etc/UTC', hours: officeHours }

/** An instant of a source, to the nearest millisecond: one of them writes the end of a day as its last microsecond. */
const at = (written: string): Instant => {
  const fraction = /\.(\d{4,})(?=Z|[+-])/.exec(written)?.[1]
  if (fraction === undefined) return instant(written)
  return (instant(written.replace(`.${fraction}`, '')) + Math.round(Number(`0.${fraction}`) * 1000)) as Instant
}

const moment = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/
/** With every instant written in one way. */
const same = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(same)
  return typeof value === 'string' && moment.test(value) ? toIso(at(value)) : value
}

type Found<A> = { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left'; readonly left: { readonly _tag: string } }
const found = <A>(answer: Found<A>): A | string => (answer._tag === 'Right' ? answer.right : answer.left._tag)
const iso = (answer: Found<Instant>): string => (answer._tag === 'Right' ? toIso(answer.right) : answer.left._tag)
const written = (periods: readonly Hours.Period[]): readonly (readonly string[])[] => periods.map((p) => [toIso(p.from), toIso(p.until)])

const first = (count: number, periods: Iterable<Hours.Period>): readonly Hours.Period[] => {
  const taken: Hours.Period[] = []
  if (count > 0) for (const p of periods) if (taken.push(p) >= count) break
  return taken
}

/** What a case asks, read as it is needed. */
interface Input {
  readonly at: (key?: string) => Instant
  /** A date; of an instant, that of the calendar's zone. */
  readonly date: (key?: string) => Hours.LocalDate
  readonly count: (key: string) => number
  readonly ms: () => number
  readonly text: (key: string) => string
  readonly other: () => Hours.Calendar
}

const inputOf = (calendar: Hours.Calendar, fields: Fields): Input => {
  const textOf = (key: string) => text(fields[key], `input.${key}`)
  return {
    at: (key = 'at') => at(textOf(key)),
    date: (key = 'date') => (moment.test(textOf(key)) ? Hours.dateAt(calendar, at(textOf(key))) : textOf(key)),
    count: (key) => number(fields[key], `input.${key}`),
    ms: () => Math.round(number(fields['seconds'], 'input.seconds') * 1000),
    text: textOf,
    other: () => calendarOf(fields['other'], 'input.other', usual),
  }
}

interface Operation {
  readonly keys: readonly string[]
  readonly ask: (calendar: Hours.Calendar, input: Input) => unknown
  /** What sources answer by other rules than ours, and which; only where the rules part. */
  readonly otherwise?: (calendar: Hours.Calendar, input: Input) => readonly Otherwise[]
}

const datesAfter = (calendar: Hours.Calendar, date: Hours.LocalDate, take: number): readonly string[] =>
  Array.from({ length: take }, (_, i) => found(Hours.addBusinessDays(calendar, date, i + 1)))

/** The next n business days from a date that is none: a source first moves on to one. */
const fromNoBusinessDay = (date: Hours.LocalDate, calendar: Hours.Calendar, answer: () => unknown): readonly Otherwise[] =>
  Hours.isBusinessDay(calendar, date) ? [] : [{ answer: answer(), why: 'counting business days from a day that is none, the source counts from the next one that is' }]

const businessDaysAt = (sign: 1 | -1): Operation => ({
  keys: ['at', 'days'],
  // None backwards is the last open moment, as none forwards is the next.
  ask: (c, i) => iso(sign < 0 && i.count('days') === 0 ? Hours.previousOpen(c, i.at()) : Hours.addBusinessDaysAt(c, i.at(), sign * i.count('days'))),
  otherwise: (c, i) => {
    const [date, days] = [Hours.dateAt(c, i.at()), sign * i.count('days')]
    const reached = days === 0 ? date : found(Hours.addBusinessDays(c, date, days))
    const then = days === 0 ? i.at() : onWall(c, reached, wallClock(c.timeZone, i.at()))
    return [
      ...fromNoBusinessDay(date, c, () => iso(Hours.addBusinessDaysAt(c, i.at(), days + Math.sign(days)))),
      ...(then === undefined || Hours.isOpen(c, then) ? [] : [{ answer: toIso(then), why: 'the same wall clock is not open then: the source stays there' }]),
    ]
  },
})

const businessDay: Operation = { keys: ['date'], ask: (c, i) => Hours.isBusinessDay(c, i.date()) }

const operations: Readonly<Record<string, Operation>> = {
  isOpen: { keys: ['at'], ask: (c, i) => Hours.isOpen(c, i.at()) },
  isOnBreak: { keys: ['at'], ask: (c, i) => Hours.isOnBreak(c, i.at()) },
  isHoliday: { keys: ['at'], ask: (c, i) => Hours.isHoliday(c, i.at()) },
  isBusinessDay: businessDay,
  isWorkingDay: businessDay,
  addWorkingTime: {
    keys: ['at', 'seconds'],
    ask: (c, i) => iso(Hours.add(c, i.at(), i.ms())),
    otherwise: (c, i) => {
      const end = Hours.add(c, i.at(), i.ms())
      return end._tag === 'Left' || Hours.isOpen(c, end.right)
        ? []
        : [{ answer: iso(Hours.nextOpenAfter(c, i.at(), i.ms())), why: 'time that runs out at closing: the source answers the next opening' }]
    },
  },
  subtractWorkingTime: { keys: ['at', 'seconds'], ask: (c, i) => iso(Hours.subtract(c, i.at(), i.ms())) },
  workingSecondsBetween: {
    keys: ['from', 'to'],
    ask: (c, i) => Hours.between(c, i.at('from'), i.at('to')) / 1000,
    otherwise: (c, i) => [
      ...(i.at('from') > i.at('to') ? [{ answer: 0, why: 'backwards: the source answers 0' }] : []),
      ...wallClockSeconds(c, i.at('from'), i.at('to')),
    ],
  },
  addWorkingDays: businessDaysAt(1),
  subtractWorkingDays: businessDaysAt(-1),
  addWorkingDaysDate: {
    keys: ['date', 'days'],
    ask: (c, i) => found(Hours.addBusinessDays(c, i.date(), i.count('days'))),
    otherwise: (c, i) => fromNoBusinessDay(i.date(), c, () => found(Hours.addBusinessDays(c, i.date(), i.count('days') + Math.sign(i.count('days'))))),
  },
  workingDaysBetween: { keys: ['from', 'to'], ask: (c, i) => Hours.businessDaysBetween(c, i.date('from'), i.date('to')) },
  businessDatesAfter: { keys: ['date', 'take'], ask: (c, i) => datesAfter(c, i.date(), i.count('take')) },
  nextOpenInstant: { keys: ['at'], ask: (c, i) => iso(Hours.nextOpen(c, i.at())) },
  nextOpening: { keys: ['at'], ask: (c, i) => iso(Hours.nextOpening(c, i.at())) },
  nextCloseInstant: { keys: ['at'], ask: (c, i) => iso(Hours.nextClosing(c, i.at())) },
  previousOpenInstant: { keys: ['at'], ask: (c, i) => iso(Hours.previousOpen(c, i.at())) },
  periodsForward: { keys: ['from', 'take'], ask: (c, i) => written(first(i.count('take'), Hours.periodsFrom(c, i.at('from')))) },
  periodsBackward: { keys: ['from', 'take'], ask: (c, i) => written(first(i.count('take'), Hours.periodsBackward(c, i.at('from')))) },
  periodsForwardUntil: {
    keys: ['from', 'until'],
    ask: (c, i) => written(Hours.periods(c, i.at('from'), i.at('until'))),
    otherwise: (c, i) => {
      const [from, until] = [i.at('from'), i.at('until')]
      const begins = Hours.isOpen(c, until) && (from === until || Hours.periods(c, from, until).at(-1)?.until === until || !Hours.isOpen(c, (until - 1) as Instant))
      return from <= until && begins ? emptyAt(written(Hours.periods(c, from, until)), toIso(until)) : []
    },
  },
  periodsBackwardUntil: { keys: ['from', 'until'], ask: (c, i) => written(Hours.periods(c, i.at('until'), i.at('from'))).toReversed() },
  periodsForwardFor: {
    keys: ['from', 'seconds'],
    ask: (c, i) => {
      const until = Hours.add(c, i.at('from'), i.ms())
      return until._tag === 'Left' ? until.left._tag : written(Hours.periods(c, i.at('from'), until.right))
    },
    otherwise: (c, i) => {
      const [until, next] = [Hours.add(c, i.at('from'), i.ms()), Hours.nextOpenAfter(c, i.at('from'), i.ms())]
      const isEmpty = i.ms() === 0 || (until._tag === 'Right' && !Hours.isOpen(c, until.right))
      return until._tag === 'Right' && isEmpty ? emptyAt(written(Hours.periods(c, i.at('from'), until.right)), iso(next)) : []
    },
  },
  periodsBackwardFor: {
    keys: ['from', 'seconds'],
    ask: (c, i) => {
      const from = Hours.subtract(c, i.at('from'), i.ms())
      return from._tag === 'Left' ? from.left._tag : written(Hours.periods(c, from.right, i.at('from'))).toReversed()
    },
    otherwise: (c, i) => (i.ms() === 0 ? emptyAt([], iso(Hours.previousOpen(c, i.at('from')))) : []),
  },
  // The source reads the hours of both in the first one's zone.
  intersectPeriodsForward: {
    keys: ['other', 'from', 'take'],
    ask: (c, i) => written(first(i.count('take'), Hours.periodsFrom(Hours.intersection([c, { ...i.other(), timeZone: c.timeZone }]), i.at('from')))),
  },
  resolveWallClock: {
    keys: ['date', 'time'],
    ask: (c, i) => {
      const then = onWall(c, i.date(), { time: i.text('time').slice(0, 5), second: i.text('time').slice(6) })
      return then === undefined ? 'none' : toIso(then)
    },
  },
}

/** A configuration that is no calendar at all has faults, too. */
const validity = (config: unknown): string => {
  try {
    return Hours.validate(calendarOf(config, 'config', usual)).length === 0 ? 'ok' : 'error'
  } catch (error) {
    if (error instanceof Unreadable) return 'error'
    throw error
  }
}

/** Where a case's two sources disagree, either answer will do. */
const caseKeys = ['id', 'op', 'config', 'configName', 'input', 'expected', 'agreement', 'verified', 'otherOracle']

const judge = (configs: Fields) => (one: unknown, what: string): Verdict => {
  const fields = record(one, what)
  const id = text(fields['id'], `${what}.id`)
  let aside: string | undefined
  const verdict = judged(id, () => {
    const [op, input] = [text(fields['op'], 'op'), record(fields['input'] ?? {}, 'input')]
    const config = fields['config'] ?? configs[text(fields['configName'], 'configName')]
    const unknown = unknownKeys(fields, caseKeys)
    if (op === 'validate') return [...unknown, ...differing(op, fields['expected'], validity(config))]
    const operation = Object.hasOwn(operations, op) ? operations[op] : undefined
    if (operation === undefined) throw new Unreadable(`the operation ${op} is not known`)
    const strange = Object.keys(input).filter((key) => !operation.keys.includes(key))
    if (strange.length > 0) throw new Unreadable(`the input has what is not known: ${strange.join(', ')}`)
    const calendar = calendarOf(config, 'config', usual)
    const asked = inputOf(calendar, input)
    const answer = operation.ask(calendar, asked)
    const wanted = same(fields['expected'])
    const why = differing(op, wanted, answer)
    if (why.length === 0 || unknown.length > 0) return [...unknown, ...why]
    if (fields['agreement'] === false) {
      if (differing(op, same(fields['otherOracle']), answer).length === 0) return []
      aside = 'its two sources disagree'
    }
    const others = [...(operation.otherwise?.(calendar, asked) ?? []), ...wholeSeconds(answer)]
    aside = others.find((other) => differing(op, wanted, other.answer).length === 0)?.why ?? aside
    return why
  })
  return aside === undefined ? verdict : { id, verdict: 'skipped', why: aside }
}

/** Cases of the form `hours/1`: business hours, business time and business days. */
export const runHours = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  return [
    ...eachOf(fields['cases'], 'cases', judge(record(fields['configs'] ?? {}, 'configs'))),
    ...unknownParts(fields, ['conventions', 'configs', 'cases']),
  ]
}
