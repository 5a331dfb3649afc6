import { readFileSync } from 'node:fs'
import { isRight, type Either } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { add, dateAt, dayBounds, type Calendar, type LocalDate } from '../hours/hours.js'
import { instant, minutes, toIso, type Instant } from '../shared/instant.js'
import {
  brazil, evolve, explain, extend, falaBr, lei9784, openTime, pause, plainDays, resume, type CountOfDays, type Counting, type Fact, type Rule, type Term,
} from './deadline.js'
import { begin, known, office, right } from './term.test-kit.js'

type Pairs = readonly (readonly [string, string])[]
const read = <A>(name: string): A => JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8')) as A

const and = (term: Term, found: Either<unknown, Fact | undefined>): Term => evolve(term, right(found))

describe('legal terms agree with deadlines.json', () => {
  interface Case {
    readonly id: string
    readonly rule: string
    readonly input: Readonly<Record<string, string | number>>
    readonly expected: Readonly<Record<string, string | number>>
  }
  const { form, cases, policyChoices } = read<{ form: string; cases: readonly Case[]; policyChoices: readonly { readonly id: string; readonly [kind: string]: unknown }[] }>('deadlines')
  const countings: Readonly<Record<string, Counting>> = {
    L9784: lei9784, 'L9784+SUSPEND': lei9784, LAI_FALABR: falaBr, SAC_7D: plainDays, RETENTION_DAYS: plainDays, YEARS_CIVIL: plainDays,
    YEARS_L9784: { ...lei9784, roll: 'none' },
  }
  const starts = ['startDate', 'registeredAt', 'registeredAtLocal', 'registered', 'callDate', 'resolvedOn', 'start', 'producedOn', 'complementRequested']
  const keys = [...starts, 'days', 'minDays', 'years', 'extensionDays', 'complementAnswered', 'secondRequest', 'secondAnswer', 'zone']

  const moment = (text: string | number): Instant => {
    const written = String(text)
    if (/^\d{4}-\d{2}-\d{2}$/.test(written)) return dayBounds(office, written)!.from
    return instant(written.endsWith('Z') ? written : `${written}-03:00`)
  }
  const ruleOf = ({ rule, input }: Case): Rule => {
    const amount = Number(input['days'] ?? input['minDays'] ?? input['years'])
    const unit: CountOfDays['unit'] = input['years'] === undefined ? 'days' : 'years'
    return {
      ...brazil.forwarding, pauses: rule.endsWith('+SUSPEND') ? 'first' : 'none', count: { unit, amount, counting: countings[rule]! },
      ...(input['extensionDays'] === undefined ? {} : { extension: { amount: Number(input['extensionDays']), from: 'start', norm: 'extension' } }),
    }
  }
  const toldOf = (asked: Case): Readonly<Record<string, string | number | undefined>> => {
    const { input } = asked
    const at = moment(input[starts.find((key) => input[key] !== undefined)!]!)
    let term = begin(ruleOf(asked), at)
    const first = term.target.due
    if (input['extensionDays'] !== undefined) term = and(term, extend(term, at, known()))
    const waits = starts.slice(0, -1).some((key) => input[key] !== undefined)
    for (const [from, until] of [['complementRequested', 'complementAnswered'], ['secondRequest', 'secondAnswer']] as const) {
      if (!waits || input[from] === undefined) continue
      term = and(term, pause(term, moment(input[from])))
      if (term.pausedAt !== undefined) term = and(term, resume(term, moment(input[until]!), known()))
    }
    const lines = right(explain(term, known()))
    const line = (tag: string) => lines.find((l) => l.tag === tag)
    const resumed = line('resumed')
    const { due, nominal, until } = term.target
    return {
      due: input['extensionDays'] === undefined ? due : first, extendedDue: due, keepThrough: due, restrictedUntil: due, complementDue: due, nominal, officialNotice: line('noticed')?.date,
      firstCountedDay: line('firstDay')?.date, localDate: dateAt(office, at), local: `${toIso((at - 10_800_000) as Instant).slice(0, 19)}-0300`,
      suspendedDays: resumed?.tag === 'resumed' ? resumed.values.stood : 0, archiveFrom: dateAt(office, until), outcome: 'Arquivada, no conclusive answer',
    }
  }

  test('the form is the one that this goes by', () => expect(form).toBe('deadline/1'))

  test.each(cases)('$rule $id: $type', (asked) => {
    expect(Object.keys(asked.input).filter((key) => !keys.includes(key))).toEqual([])
    expect(toldOf(asked)).toMatchObject(asked.expected)
  })

  const choice = (id: string) => policyChoices.find((c) => c.id === id)! as unknown as { readonly [kind: string]: string } & { readonly input: { readonly startDate: LocalDate } }
  const dueBy = (counting: Counting, { input }: { readonly input: { readonly startDate: LocalDate } }) =>
    begin({ ...brazil.forwarding, count: { unit: 'days', amount: 30, counting } }, moment(input.startDate)).target

  test('what the norms leave open is policy: a short day as the last one', () => {
    const asked = choice('P01')
    expect(dueBy(lei9784, asked)).toMatchObject({ nominal: asked['nominal'], due: asked['strictL9784'] })
    expect(dueBy({ ...lei9784, roll: 'reduced' }, asked).due).toBe(asked['fullDayOnly'])
  })

  test.each([['start', 'fromStart'], ['due', 'fromRolledDue']] as const)('what the norms leave open is policy: an extension from the %s', (from, expected) => {
    const asked = choice('P03')
    const term = begin({ ...brazil.manifestationAnswer, extension: { amount: 30, from, norm: 'extension' } }, moment(asked.input.startDate))
    expect(and(term, extend(term, term.startedAt, known())).target.due).toBe(asked[expected])
  })
})

interface SlaCase {
  readonly id: string
  readonly op?: string
  readonly calendar?: string | null
  readonly input?: { readonly start?: string; readonly minutes?: number; readonly from?: string; readonly to?: string; readonly pauses?: Pairs }
  readonly start?: string
  readonly thresholdMinutes?: number
  readonly expected: unknown
}
interface SlaFile {
  readonly form: string
  readonly calendars: Readonly<Record<string, { readonly timeZone: string; readonly hours: Readonly<Record<string, Pairs>>; readonly holidays: readonly string[] }>>
  readonly cases: readonly SlaCase[]
  readonly specials?: readonly SlaCase[]
}

describe.each([['zammad-sla', 'sla/1'], ['chatwoot-sla', 'sla/2']])('service terms agree with %s.json', (name, wanted) => {
  const { form, calendars, cases, specials = [] } = read<SlaFile>(name)
  const always: Calendar = {
    timeZone: 'Etc/UTC', breaks: [], holidays: [], exceptions: [],
    weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from: '00:00', until: '24:00' }]])),
  }
  const calendarOf = (id: string | null | undefined): Calendar => {
    if (id === null || id === undefined) return always
    const { timeZone, hours, holidays } = calendars[id]!
    const weekly = Object.fromEntries(Object.entries(hours).map(([day, pairs]) => [day, pairs.map(([from, until]) => ({ from, until }))]))
    return { timeZone, weekly, holidays, breaks: [], exceptions: [] }
  }
  const ruleOf = (asked: SlaCase): Rule => ({
    id: 'sla', norm: name, count: { unit: 'openTime', amount: minutes(asked.input?.minutes ?? asked.thresholdMinutes ?? 0), norm: name }, pauses: 'all', warnings: [],
  })
  const pausesOf = (asked: SlaCase) => (asked.input?.pauses ?? []).map(([from, until]) => ({ from: instant(from), until: instant(until) }))
  /** A calendar that never opens has no due: a recorded decision, where the source goes on by the wall clock. */
  const opens = ({ calendar }: SlaCase) => isRight(add(calendarOf(calendar), 0 as Instant, 1))

  const all = [...cases, ...specials]
  const dues = all.filter(({ op }) => op === 'slaDue')
  test('the form is the one that this goes by', () => expect(form).toBe(wanted))

  test.each(dues.filter(opens))('$op $id', (asked) => {
    const calendar = calendarOf(asked.calendar)
    const paused = pausesOf(asked).reduce((term, { from, until }) => {
      const stopped = and(term, pause(term, from))
      return and(stopped, resume(stopped, until, known(calendar)))
    }, begin(ruleOf(asked), instant(asked.input?.start ?? asked.start!), known(calendar)))
    expect(paused.target.until).toBe(instant(asked.expected as string))
  })

  test('hardly any case is set aside', () => expect(dues.filter((asked) => !opens(asked)).length * 10).toBeLessThanOrEqual(all.length))

  const lengths = all.filter(({ op }) => op === 'slaElapsedMinutes')
  for (const asked of lengths)
    test(`slaElapsedMinutes ${asked.id}`, () => {
      const { from, to } = asked.input!
      expect(Math.floor(openTime(calendarOf(asked.calendar), instant(from!), instant(to!), pausesOf(asked)) / 60_000)).toBe(asked.expected)
    })
})
