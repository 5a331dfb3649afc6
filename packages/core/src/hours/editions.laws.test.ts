import { fc, test } from '@fast-check/vitest'
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { instant, type Instant } from '../shared/instant.js'
import { calendar, date, moment, zones } from './calendar.arbitrary.js'
import { asKnown, dayBounds, isOpen, periods, validate, type Calendar, type CalendarEdition } from './hours.js'
import { dateOf, dayOf } from './wall.js'

const editions: fc.Arbitrary<readonly CalendarEdition[]> = fc.constantFrom(...zones).chain((timeZone) =>
  fc.array(fc.record({ knownAt: moment, validFrom: date, calendar: calendar.map((c) => ({ ...c, timeZone })) }), { minLength: 1, maxLength: 5 })
)

const known = (all: readonly CalendarEdition[], at: Instant) => all.filter((e) => e.knownAt <= at)
/** Looked up for one date. */
const inForce = (all: readonly CalendarEdition[], at: Instant, on: string): Calendar | undefined => {
  let found: CalendarEdition | undefined
  for (const e of known(all, at)) {
    if (e.validFrom > on) continue
    if (found === undefined || e.validFrom > found.validFrom || (e.validFrom === found.validFrom && e.knownAt >= found.knownAt)) found = e
  }
  return found?.calendar
}
const openOn = (c: Calendar, d: string) => {
  const bounds = dayBounds(c, d)
  return bounds === undefined ? [] : periods(c, bounds.from, bounds.until)
}

test.prop([editions, moment, fc.array(date, { minLength: 1, maxLength: 10 })])('HOURS-29 each date is that of the edition which counts on it, of those known by then', (all, at, dates) => {
  fc.pre(known(all, at).length > 0)
  const answer = asKnown(all, at)
  if (!isRight(answer)) throw new Error('editions of one zone make a calendar')
  const starts = all.flatMap((e) => [dateOf(dayOf(e.validFrom)! - 1), e.validFrom, dateOf(dayOf(e.validFrom)! + 1)])
  for (const d of [...dates, ...starts, '2016-01-01', '2020-07-01']) {
    const counts = inForce(all, at, d)
    expect(openOn(answer.right, d)).toEqual(counts === undefined ? [] : openOn(counts, d))
  }
})

test.prop([editions, moment])('HOURS-29 what is known later changes nothing', (all, at) => {
  expect(asKnown(all, at)).toEqual(asKnown(known(all, at), at))
})

test.prop([editions, moment])('HOURS-29 one calendar from faultless ones is faultless, unless it has no hours left', (all, at) => {
  fc.pre(known(all, at).length > 0)
  const answer = asKnown(all, at)
  if (!isRight(answer)) throw new Error('editions of one zone make a calendar')
  expect(validate(answer.right).filter((f) => f._tag !== 'NoHours')).toEqual([])
})

describe('the centre opens later, which is made known in July for August', () => {
  const hours = (from: string): Calendar => ({
    timeZone: 'America/Sao_Paulo', weekly: { mon: [{ from, until: '19:00' }] }, holidays: [], breaks: [], exceptions: [{ date: '2020-08-03', change: 'close', intervals: [] }],
  })
  const [june, july] = [instant('2020-06-01T12:00:00Z'), instant('2020-07-15T12:00:00Z')]
  const all: readonly CalendarEdition[] = [
    { knownAt: june, validFrom: '2020-06-01', calendar: hours('07:00') },
    { knownAt: july, validFrom: '2020-08-01', calendar: { ...hours('09:00'), exceptions: [] } },
  ]
  const at = (knownAt: Instant) => {
    const answer = asKnown(all, knownAt)
    if (!isRight(answer)) throw new Error('one was known')
    return ['2020-07-27', '2020-08-03', '2020-08-10'].map((d) => isOpen(answer.right, instant(`${d}T08:00:00-03:00`)))
  }

  it('HOURS-29 before July it is known as it was', () => expect(at(instant('2020-07-01T00:00:00Z'))).toEqual([true, false, true]))
  it('HOURS-29 and from then on as it will be', () => expect(at(july)).toEqual([true, false, false]))

  it('no edition, another zone and a bad date are said so', () => {
    expect(asKnown(all, instant('2020-05-01T00:00:00Z'))).toEqual({ _tag: 'Left', left: { _tag: 'NoEditionKnown', knownAt: instant('2020-05-01T00:00:00Z') } })
    const manaus = { ...all[1]!, calendar: { ...hours('09:00'), timeZone: 'America/Manaus' } }
    expect(asKnown([...all, manaus], july)).toEqual({ _tag: 'Left', left: { _tag: 'EditionZonesDiffer', timeZone: 'America/Sao_Paulo', other: 'America/Manaus' } })
    expect(asKnown([...all, { ...all[1]!, validFrom: '2020-02-30' }], july)).toEqual({ _tag: 'Left', left: { _tag: 'EditionDateInvalid', validFrom: '2020-02-30' } })
  })
})
