import { Deadline, Hours, instant, minutes, toIso, type CalendarId, type Instant } from '@disque/core'
import { calendarOf, pairs, weekdays } from './calendar.js'
import { differing, eachOf, judged, number, record, text, Unreadable, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'
import { wallClock } from './wall-clock.js'

/** What each operation is asked with. */
const inputKeys: Readonly<Record<string, readonly string[]>> = {
  slaDue: ['start', 'minutes', 'thresholdMinutes', 'pauses'],
  slaElapsedMinutes: ['from', 'to', 'pauses'],
  splitPauseByLocalDay: ['from', 'to', 'timeZone'],
}
/** What a case says of itself: where it has no `input`, whatever else stands in it is input. */
const aside = ['id', 'op', 'calendar', 'expected', 'source', 'note', 'boundaryRule', 'bizAgrees', 'bizAnswer']
const always: Hours.Calendar = {
  timeZone: 'Etc/UTC', breaks: [], holidays: [], exceptions: [], weekly: Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', until: '24:00' }]])),
}

const only = (fields: Fields, known: readonly string[]): void => {
  const unknown = Object.keys(fields).filter((key) => !known.includes(key))
  if (unknown.length > 0) throw new Unreadable(`not known: ${unknown.join(', ')}`)
}

const at = (value: unknown, what: string): Instant => instant(text(value, what))
const pausesOf = (value: unknown): readonly Deadline.Pause[] =>
  pairs(value ?? [], 'pauses').map(({ from, until }) => ({ from: instant(from), until: instant(until) })).sort((a, b) => a.from - b.from)

/** The due of a term that was paused and resumed so; a pause that began before the term, or before the last one ended, begins there. */
const dueOf = (calendar: Hours.Calendar, start: Instant, amount: number, pauses: readonly Deadline.Pause[]): Instant | string => {
  const known = { id: 'vectors' as CalendarId, knownAt: start, calendar }
  const rule: Deadline.Rule = { id: 'sla', norm: 'sla', count: { unit: 'openTime', amount, norm: 'sla' }, pauses: 'all', warnings: [] }
  const started = Deadline.start(rule, start, known)
  if (started._tag === 'Left') return started.left._tag
  let term = Deadline.begun(started.right)
  let last = start
  for (const { from, until } of pauses) {
    for (const [step, claimed] of [[Deadline.pause, from], [Deadline.resume, until]] as const) {
      last = Math.max(last, claimed) as Instant
      const noted = step(term, last, known)
      if (noted._tag === 'Left') return noted.left._tag
      if (noted.right !== undefined) term = Deadline.evolve(term, noted.right)
    }
  }
  return term.target.until
}

const splitByLocalDay = (from: Instant, until: Instant, timeZone: string): Fields => {
  const zone = { ...always, timeZone }
  const days: Record<string, readonly (readonly [string, string])[]> = {}
  for (let begin = from; begin < until; ) {
    const date = Hours.dateAt(zone, begin)
    const end = Hours.dayBounds(zone, date)?.until ?? until
    days[date] = [[wallClock(timeZone, begin).time, until < end ? wallClock(timeZone, until).time : '24:00']]
    begin = end
  }
  return days
}

/** Recorded decisions by which a source answers otherwise. */
const decided = (calendar: Hours.Calendar, due: Instant | string, wanted: unknown): string | undefined => {
  if (due === 'NoOpenTime' && Object.keys(calendar.weekly).length + calendar.exceptions.length === 0) return 'a calendar that never opens has no due; the source goes on by the wall clock'
  if (typeof due === 'string' || Hours.isOpen(calendar, due)) return undefined
  const opening = Hours.nextOpening(calendar, due)
  return opening._tag === 'Right' && due !== wanted && opening.right === wanted ? 'time that runs out exactly at closing is due then; the source answers the next opening' : undefined
}

const answer = (id: string, op: string, input: Fields, calendar: Hours.Calendar, expected: unknown): Verdict => {
  if (op === 'slaDue') {
    const due = dueOf(calendar, at(input['start'], 'start'), minutes(number(input['minutes'] ?? input['thresholdMinutes'], 'minutes')), pausesOf(input['pauses']))
    const wanted = at(expected, 'expected')
    const why = decided(calendar, due, wanted)
    if (why !== undefined) return { id, verdict: 'skipped', why }
    return judged(id, () => differing('due', toIso(wanted), typeof due === 'string' ? due : toIso(due)))
  }
  const [from, to] = [at(input['from'], 'from'), at(input['to'], 'to')]
  if (op === 'splitPauseByLocalDay') return judged(id, () => differing('days', expected, splitByLocalDay(from, to, text(input['timeZone'], 'timeZone'))))
  if (from > to && number(expected, 'expected') < 0) return { id, verdict: 'skipped', why: 'the end lies before the start and the source answers a negative' }
  return judged(id, () => differing('minutes', expected, Math.floor(Deadline.openTime(calendar, from, to, pausesOf(input['pauses'])) / 60_000)))
}

const runCase = (given: unknown, what: string, calendars: Fields): Verdict => {
  const asked = record(given, what)
  const [id, op] = [text(asked['id'], `${what}.id`), text(asked['op'], `${what}.op`)]
  try {
    const known = Object.hasOwn(inputKeys, op) ? inputKeys[op] : undefined
    if (known === undefined) throw new Unreadable(`the operation ${op} is not known`)
    const input = asked['input'] === undefined ? Object.fromEntries(Object.entries(asked).filter(([key]) => !aside.includes(key))) : record(asked['input'], 'input')
    only(input, known)
    const named = asked['calendar']
    return answer(id, op, input, named === undefined || named === null ? always : calendarOf(calendars[text(named, 'calendar')], `the calendar ${text(named, 'calendar')}`), asked['expected'])
  } catch (error) {
    return { id, verdict: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}

/** Cases of the forms `sla/1` and `sla/2`: terms of open time with pauses. What stands under `specials` is run like the rest. */
export const runSla = (file: unknown): readonly Verdict[] => {
  const given = record(file, 'the file')
  const calendars = record(given['calendars'] ?? {}, 'calendars')
  const judge = (one: unknown, what: string) => runCase(one, what, calendars)
  return [...unknownParts(given, ['calendars', 'cases', 'specials']), ...eachOf(given['cases'], 'cases', judge), ...eachOf(given['specials'], 'specials', judge)]
}
