import { Deadline, Hours, instant, type CalendarId, type Instant } from '@disque/core'
import { differing, eachOf, judged, number, record, text, Unreadable, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'
import { instantOf, wallClock } from './wall-clock.js'

const office = { from: '08:00', until: '18:00' }
const calendars = new Map<string, Hours.Calendar>()
/** The federal calendar, Monday to Friday. */
const calendarOf = (timeZone: string): Hours.Calendar => {
  const weekly = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [office]]))
  const calendar = calendars.get(timeZone) ?? { timeZone, weekly, exceptions: [], ...Hours.federalClosures() }
  calendars.set(timeZone, calendar)
  return calendar
}

/** How each rule counts. A date in years on which no act is due does not roll. */
const countings: Readonly<Record<string, Deadline.Counting>> = {
  L9784: Deadline.lei9784, LAI_FALABR: Deadline.falaBr, SAC_7D: Deadline.plainDays, RETENTION_DAYS: Deadline.plainDays, YEARS_CIVIL: Deadline.plainDays,
  YEARS_L9784: { ...Deadline.lei9784, roll: 'none' },
}

/** The start, under the name of what it is the date of: `startDate`, `resolvedOn`, `registeredAtLocal`. */
const startKey = /^(start|registered|[a-z]+(Date|On|At|AtLocal))$/
const units = { days: 'days', minDays: 'days', businessDays: 'businessDays', months: 'months', years: 'years' } as const
const isAmount = (key: string): key is keyof typeof units => Object.hasOwn(units, key)
const others = ['zone', 'rule', 'extensionDays', 'extension', 'complementRequested', 'complementAnswered', 'complementDays', 'secondRequest', 'secondAnswer']

/** A date, a local time or an instant. */
const moment = (value: unknown, what: string, timeZone: string): Instant => {
  const written = text(value, what)
  if (/^\d{4}-\d{2}-\d{2}$/.test(written)) return Hours.dayBounds(calendarOf(timeZone), written)?.from ?? instant(written)
  return /(Z|[+-]\d{2}:?\d{2})$/.test(written) ? instant(written) : instantOf(timeZone, written)
}

interface Paused {
  readonly from: Instant
  readonly until: Instant | undefined
}
interface Told {
  readonly target: Deadline.Target
  readonly lines: readonly Deadline.Line[]
}

/** A term, and what happened to it. */
const history = (rule: Deadline.Rule, at: Instant, calendar: Hours.Calendar, pauses: readonly Paused[]): Told => {
  const known = { id: 'federal' as CalendarId, knownAt: at, calendar }
  const started = Deadline.start(rule, at, known)
  if (started._tag === 'Left') throw new Unreadable(started.left._tag)
  let term = Deadline.begun(started.right)
  const happen = (step: typeof Deadline.pause | typeof Deadline.resume | typeof Deadline.extend, when: Instant) => {
    const noted = step(term, when, known)
    if (noted._tag === 'Left') throw new Unreadable(noted.left._tag)
    if (noted.right !== undefined) term = Deadline.evolve(term, noted.right)
  }
  if (rule.extension !== undefined) happen(Deadline.extend, at)
  for (const { from, until } of pauses) {
    happen(Deadline.pause, from)
    if (until !== undefined) happen(Deadline.resume, until)
  }
  const lines = Deadline.explain(term, known)
  if (lines._tag === 'Left') throw new Unreadable(lines.left._tag)
  return { target: term.target, lines: lines.right }
}

/** What a case asks: when what began, for how long, and what happened to it. */
const askedIn = (input: Fields) => {
  const unknown = Object.keys(input).filter((key) => !startKey.test(key) && !isAmount(key) && !others.includes(key))
  if (unknown.length > 0) throw new Unreadable(`not known: ${unknown.join(', ')}`)
  const zone = input['zone'] === undefined ? 'America/Sao_Paulo' : text(input['zone'], 'zone')
  const on = (key: string) => (input[key] === undefined || input[key] === null ? undefined : moment(input[key], key, zone))
  const amountOf = (key: string | undefined) => (key === undefined || input[key] === undefined ? undefined : number(input[key], key))
  const starts = Object.keys(input).filter((key) => startKey.test(key))
  const amounts = Object.keys(input).filter(isAmount)
  const [startedBy, counted] = [starts[0], amounts[0]]
  if (starts.length > 1 || amounts.length !== 1 || counted === undefined) throw new Unreadable('it has not one start and one amount')
  const requested = on('complementRequested')
  const start = startedBy === undefined ? requested : on(startedBy)
  if (start === undefined) throw new Unreadable('it has no start')
  const amount = amountOf(counted) ?? 0
  const pauses = [['complementRequested', 'complementAnswered'], ['secondRequest', 'secondAnswer']].flatMap(([from = '', until = '']): readonly Paused[] => {
    const begun = startedBy === undefined ? undefined : on(from)
    return begun === undefined ? [] : [{ from: begun, until: on(until) }]
  })
  // A request for a complement alone is a term by itself; beside another it has the 20 days of PN CGU 116/2024, art. 25.
  const complement = requested === undefined ? undefined : { at: requested, days: amountOf('complementDays') ?? (startedBy === undefined ? amount : 20), answered: on('complementAnswered') }
  return { zone, start, amount, unit: units[counted], extension: amountOf('extensionDays') ?? amountOf('extension'), pauses, complement }
}

const answers = (named: string, input: Fields, expected: Fields): Fields => {
  const { zone, start, amount, unit, extension, pauses, complement } = askedIn(input)
  const [base = '', ...more] = named.split('+')
  const counting = Object.hasOwn(countings, base) ? countings[base] : undefined
  if (counting === undefined || more.some((part) => part !== 'SUSPEND')) throw new Unreadable(`the rule ${named} is not known`)
  const ruleOf = (count: Deadline.CountOfDays): Deadline.Rule => ({ id: base, norm: base, pauses: more.length > 0 ? 'first' : 'none', warnings: [], count })
  // Where a case tells the nominal day apart, the other is the day on which an act is due.
  const rule = ruleOf({ unit, amount, counting: base === 'YEARS_L9784' && 'nominal' in expected ? Deadline.lei9784 : counting })
  const calendar = calendarOf(zone)
  const first = history(rule, start, calendar, pauses)
  const last = extension === undefined ? first : history({ ...rule, extension: { amount: extension, from: 'start', norm: base } }, start, calendar, pauses)
  const told = 'extendedDue' in expected ? first : last
  const asked = complement === undefined ? undefined : history(ruleOf({ unit: 'days', amount: complement.days, counting }), complement.at, calendar, []).target
  const dateOf = (tag: Deadline.Line['tag']) => told.lines.find((line) => line.tag === tag)?.date
  const resumed = told.lines.find((line) => line.tag === 'resumed')
  const wall = wallClock(zone, start)
  return {
    due: told.target.due, keepThrough: told.target.due, restrictedUntil: told.target.due, nominal: told.target.nominal, extendedDue: last.target.due,
    officialNotice: dateOf('noticed'), firstCountedDay: dateOf('firstDay'),
    localDate: wall.date, local: `${wall.date}T${wall.time}:${wall.second}${wall.offset}`,
    suspendedDays: resumed?.tag === 'resumed' ? resumed.values.stood : 0,
    complementDue: asked?.due,
    archiveFrom: asked === undefined ? undefined : Hours.dateAt(calendar, asked.until),
    outcome: asked !== undefined && (complement?.answered ?? asked.until) >= asked.until ? 'Arquivada, no conclusive answer' : undefined,
  }
}

/** Cases of the form `deadline/1`. What norms leave open (`policyChoices`) is no case. */
export const runDeadline = (file: unknown): readonly Verdict[] => {
  const given = record(file, 'the file')
  const judge = (one: unknown, what: string): Verdict => {
    const asked = record(one, what)
    return judged(text(asked['id'], `${what}.id`), () => {
      const [input, expected] = [record(asked['input'], 'input'), record(asked['expected'], 'expected')]
      const found = answers(text(asked['rule'] ?? input['rule'], 'rule'), input, expected)
      return Object.entries(expected).flatMap(([key, value]) => (Object.hasOwn(found, key) ? differing(key, value, found[key]) : [`${key} is not known`]))
    })
  }
  return [...unknownParts(given, ['rules', 'cases', 'policyChoices']), ...eachOf(given['cases'], 'cases', judge)]
}
