import { Hours, instant, toIso, type Instant } from '@disque/core'
import { differing, eachOf, judged, record, text, unknownKeys, Unreadable, unknownParts } from './reading.js'
import type { Verdict } from './verdict.js'

const minute = 60_000

const calendarIn = (timeZone: string): Hours.Calendar => ({ timeZone, weekly: {}, breaks: [], holidays: [], exceptions: [] })

/** When a wall clock of the zone shows a local time, as opening hours resolve it. */
const shownAt = (timeZone: string, local: number): Instant | undefined => {
  const [date = '', time = ''] = new Date(local).toISOString().split('T')
  const found = Hours.instantOn(calendarIn(timeZone), date, time.slice(0, 5))
  return found === undefined ? undefined : ((found + (local % minute)) as Instant)
}

/** `+hh:mm` or `+hh:mm:ss` in milliseconds. */
const offset = (value: unknown, what: string): number => {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(text(value, what)) ?? []
  if (sign === undefined) throw new Unreadable(`${what} is no offset`)
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 * minute + Number(minutes) * minute + Number(seconds) * 1000)
}

const at = (value: unknown, what: string): Instant => instant(text(value, what))

/** Whether the zone's clock is so far from UTC at an instant. Where its wall time comes twice, the second time is known by what follows it. */
const keeps = (timeZone: string, when: number, ahead: number): boolean => {
  const local = when + ahead
  const first = shownAt(timeZone, local)
  if (first === undefined || first === when) return first === when
  const twice = when - first
  return twice > 0 && shownAt(timeZone, local + twice) === when + twice
}

const offsetWords = (timeZone: string, when: number, ahead: number, says: string): readonly string[] =>
  keeps(timeZone, when, ahead) ? [] : [`${toIso(when as Instant)}: ${timeZone} does not keep ${says}`]

const ofTransition = (timeZone: string) => (one: unknown, id: string): Verdict =>
  judged(id, () => {
    const fields = record(one, id)
    const [utc, from, to] = [at(fields['utc'], 'utc'), offset(fields['from'], 'from'), offset(fields['to'], 'to')]
    return [
      ...unknownKeys(fields, []),
      ...(fields['kind'] === undefined ? [] : differing('kind', fields['kind'], to > from ? 'start' : 'end')),
      ...offsetWords(timeZone, utc - minute, from, `${String(fields['from'])} before`),
      ...offsetWords(timeZone, utc, to, `${String(fields['to'])} from then on`),
    ]
  })

const ofDay = (timeZone: string) => (one: unknown, id: string): Verdict =>
  judged(id, () => {
    const fields = record(one, id)
    const day = text(fields['day'], 'day')
    const begins = Hours.dayBounds(calendarIn(timeZone), day)?.from
    return [...unknownKeys(fields, []), ...differing(`${day} begins`, toIso(at(fields['utc'], 'utc')), begins === undefined ? 'never' : toIso(begins))]
  })

const ofCheck = (timeZone: string) => (one: unknown, id: string): Verdict =>
  judged(id, () => {
    const fields = record(one, id)
    const [utc, local, ahead] = [at(fields['utc'], 'utc'), at(`${text(fields['local'], 'local')}Z`, 'local'), offset(fields['offset'], 'offset')]
    return [
      ...unknownKeys(fields, []),
      ...differing('local', toIso(local), toIso((utc + ahead) as Instant)),
      ...offsetWords(timeZone, utc, ahead, String(fields['offset'])),
      ...differing('local date', text(fields['local'], 'local').slice(0, 10), Hours.dateAt(calendarIn(timeZone), utc)),
    ]
  })

/** Cases of the form `zone/1`: when the clocks of a zone change, when its days begin, and what its clocks show. */
export const runZone = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  const zone = text(fields['zone'], 'zone')
  if (!Hours.isZone(zone)) throw new Unreadable(`${zone} is no zone`)
  return [
    ...eachOf(fields['transitions'], 'transitions', ofTransition(zone)),
    ...eachOf(fields['startOfLocalDay'], 'startOfLocalDay', ofDay(zone)),
    ...eachOf(fields['checks'], 'checks', ofCheck(zone)),
    ...unknownParts(fields, ['transitions', 'startOfLocalDay', 'checks']),
  ]
}
