import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toIso, type Instant } from '../shared/instant.js'
import { dayBounds, easter, federalDays, type FederalDay } from './hours.js'

/** Tables that others wrote. Their cases of business hours (`hours/1`) are run through the package's entry, by scripts/vectors. */
interface HolidaysFile {
  readonly form: 'holidays/1'
  readonly years: readonly { readonly year: number; readonly easter: string; readonly days: readonly { readonly date: string; readonly kind: string; readonly partial?: object }[] }[]
}
interface ZoneFile { readonly form: 'zone/1'; readonly zone: string; readonly startOfLocalDay: readonly { readonly day: string; readonly utc: string }[] }

const folder = new URL('../../vectors/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, file: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as HolidaysFile | ZoneFile | { readonly form: 'another' } }))

/** As the vectors write instants: without empty milliseconds. */
const iso = (at: Instant) => toIso(at).replace('.000Z', 'Z')

for (const { name, file } of files) {
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
      const bounds = dayBounds({ timeZone: file.zone, weekly: {}, breaks: [], holidays: [], exceptions: [] }, day)
      expect(bounds === undefined ? 'never' : iso(bounds.from)).toBe(utc)
    })
}

test('tables of both forms are there', () => {
  for (const form of ['holidays/1', 'zone/1']) expect(files.some(({ file }) => file.form === form)).toBe(true)
})
