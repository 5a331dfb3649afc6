import { readdirSync, readFileSync } from 'node:fs'
import { isRight, type Either } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { instant, toIso, type Instant } from '../shared/instant.js'
import {
  federalDays, easter, isHoliday, isOnBreak, isOpen, nextClosing, nextOpen, nextOpening, periods, periodsFrom, validate,
  type Calendar, type FederalDay, type NoOpenTime, type Period,
} from './hours.js'
import { dayOf } from './wall.js'
import { instantOf } from './zone.js'

type Pairs = readonly (readonly [string, string])[]
type Dated = Readonly<Record<string, Pairs>>
interface Config {
  readonly timeZone?: string
  readonly hours?: Dated
  readonly breaks?: Dated
  readonly shifts?: Dated
  readonly dateOverrides?: Dated
  readonly holidays?: readonly string[]
}
interface Case {
  readonly id: string
  readonly op: string
  readonly config?: Config
  readonly configName?: string
  readonly input: Readonly<Record<string, string | number>>
  readonly expected: unknown
  readonly agreement?: boolean
}
interface HoursFile { readonly form: 'hours/1'; readonly configs?: Readonly<Record<string, Config>>; readonly cases: readonly Case[] }
interface HolidaysFile {
  readonly form: 'holidays/1'
  readonly years: readonly { readonly year: number; readonly easter: string; readonly days: readonly { readonly date: string; readonly kind: string; readonly partial?: object }[] }[]
}
interface ZoneFile { readonly form: 'zone/1'; readonly zone: string; readonly startOfLocalDay: readonly { readonly day: string; readonly utc: string }[] }

const folder = new URL('../../vectors/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, file: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as HoursFile | HolidaysFile | ZoneFile | { readonly form: 'another' } }))

const intervals = (pairs: Pairs) => pairs.map(([from, until]) => ({ from, until }))
const keys = ['timeZone', 'hours', 'breaks', 'shifts', 'dateOverrides', 'holidays']
const officeHours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00'] as const]]))

const calendarOf = (config: Config): Calendar => {
  const unknown = Object.keys(config).filter((key) => !keys.includes(key))
  if (unknown.length > 0) throw new Error(`the configuration has a key that is not known: ${unknown.join(', ')}`)
  return {
    timeZone: config.timeZone ?? 'Etc/UTC',
    weekly: Object.fromEntries(Object.entries(config.hours ?? officeHours).map(([day, pairs]) => [day, intervals(pairs)])),
    breaks: Object.entries(config.breaks ?? {}).map(([date, pairs]) => ({ date, intervals: intervals(pairs) })),
    holidays: config.holidays ?? [],
    exceptions: Object.entries({ ...config.shifts, ...config.dateOverrides }).map(([date, pairs]) => ({ date, change: 'replace' as const, intervals: intervals(pairs) })),
  }
}

/** As the vectors write instants: without empty milliseconds. */
const iso = (at: Instant) => toIso(at).replace('.000Z', 'Z')
const written = (list: readonly Period[]) => list.map((p) => [iso(p.from), iso(p.until)])
const found = (answer: Either<NoOpenTime, Instant>) => (isRight(answer) ? iso(answer.right) : answer.left._tag)

const first = (count: number, all: Iterable<Period>): readonly Period[] => {
  const taken: Period[] = []
  for (const p of all) if (taken.push(p) >= count) break
  return taken
}

const operations: Readonly<Record<string, (calendar: Calendar, input: Case['input']) => unknown>> = {
  isOpen: (c, { at }) => isOpen(c, instant(String(at))),
  isOnBreak: (c, { at }) => isOnBreak(c, instant(String(at))),
  isHoliday: (c, { at }) => isHoliday(c, instant(String(at))),
  nextOpenInstant: (c, { at }) => found(nextOpen(c, instant(String(at)))),
  nextOpening: (c, { at }) => found(nextOpening(c, instant(String(at)))),
  nextCloseInstant: (c, { at }) => found(nextClosing(c, instant(String(at)))),
  periodsForward: (c, { from, take }) => written(first(Number(take), periodsFrom(c, instant(String(from))))),
  periodsForwardUntil: (c, { from, until }) => written(periods(c, instant(String(from)), instant(String(until)))),
  validate: (c) => (validate(c).length === 0 ? 'ok' : 'error'),
  resolveWallClock: ({ timeZone }, { date, time }) => {
    const at = instantOf(timeZone, dayOf(String(date))!, Date.parse(`1970-01-01T${time}Z`))
    return at === undefined ? 'none' : iso(at)
  },
}

/** Questions about lengths of open time, business days and common hours of two calendars: not asked of this room. */
const askedElsewhere = [
  'addWorkingTime', 'subtractWorkingTime', 'workingSecondsBetween', 'addWorkingDays', 'subtractWorkingDays', 'addWorkingDaysDate', 'workingDaysBetween', 'isBusinessDay',
  'isWorkingDay', 'businessDatesAfter', 'previousOpenInstant', 'periodsBackward', 'periodsBackwardUntil', 'periodsBackwardFor', 'periodsForwardFor', 'intersectPeriodsForward',
]

for (const { name, file } of files) {
  if (file.form === 'hours/1')
    describe(`hours agree with ${name}`, () => {
      const asked = file.cases.filter((c) => !askedElsewhere.includes(c.op))
      test.each(asked.filter((c) => c.agreement !== false))('$op $id', ({ op, config, configName, input, expected }) => {
        const given = config ?? file.configs?.[configName ?? '']
        expect(operations[op]?.(calendarOf(given!), input)).toEqual(expected)
      })
      test('hardly any case is set aside', () => expect(asked.filter((c) => c.agreement === false).length * 10).toBeLessThanOrEqual(asked.length))
    })

  if (file.form === 'holidays/1')
    describe(`federal days agree with ${name}`, () => {
      const kindOf = ({ kind, law }: FederalDay) => (law === undefined ? `${kind}-expected` : kind)
      const partOf = ({ closedUntil, closedFrom }: FederalDay) =>
        closedUntil === undefined ? (closedFrom === undefined ? {} : { partial: { closedFrom } }) : { partial: { closedUntil } }
      test.each(file.years)('HOURS-15 $year has its days, kinds and half days', ({ year, days }) => {
        const ours = federalDays(year).map((d) => ({ date: d.date, kind: kindOf(d), ...partOf(d) }))
        expect(ours).toEqual(days.map(({ date, kind, partial }) => ({ date, kind, ...(partial === undefined ? {} : { partial }) })))
      })
      test.each(file.years)('HOURS-14 Easter of $year is $easter', ({ year, easter: expected }) => expect(easter(year)).toBe(expected))
    })

  if (file.form === 'zone/1')
    test.each(file.startOfLocalDay)(`a local day begins as ${name} says: $day`, ({ day, utc }) => {
      expect(iso(instantOf(file.zone, dayOf(day)!, 0)!)).toBe(utc)
    })
}

test('vectors of all three forms are there', () => {
  for (const form of ['hours/1', 'holidays/1', 'zone/1']) expect(files.some(({ file }) => file.form === form)).toBe(true)
})
