import ICAL from 'ical.js'
import { Faulty } from './faults.js'
import { instantAt, isZone, wallAt, type Wall } from './zone.js'

/** Whose clock a time is told by: the calendar's own (a floating time, or a date), UTC, a zone of IANA, or one that the file defines. */
type Clock = 'floating' | 'UTC' | { readonly zone: string } | { readonly defined: ICAL.Timezone }

/** A date or a time of an event, as its own clock shows it. */
export interface Moment {
  readonly wall: Wall
  readonly isDate: boolean
  readonly clock: Clock
}

export const dayLength = 86_400_000
const minute = 60_000

export const dateText = (wall: Wall): string => new Date(wall).toISOString().slice(0, 10)
export const dayOf = (wall: Wall): Wall => Math.floor(wall / dayLength) * dayLength

/** As ical.js hands dates on: 2020-01-31 or 2020-01-31T10:00:00, with Z for UTC. It does not check them. */
const written = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z?))?$/

/** ICAL-01 A date or time that no calendar has is a fault, never another date. */
export const momentOf = (text: string, tzid: string | undefined, clocks: Clocks, fault: () => Faulty): Moment => {
  const [whole, year, month, day, hour, minutes, second, utc] = written.exec(text) ?? []
  if (whole === undefined) throw fault()
  const isDate = hour === undefined
  // A leap second is the last one of its minute.
  const iso = `${year}-${month}-${day}T${hour ?? '00'}:${minutes ?? '00'}:${second === '60' ? '59' : (second ?? '00')}.000Z`
  const wall = Date.parse(iso)
  if (Number.isNaN(wall) || new Date(wall).toISOString() !== iso) throw fault()
  return { wall, isDate, clock: isDate ? 'floating' : utc === 'Z' ? 'UTC' : tzid === undefined ? 'floating' : clocks.of(tzid) }
}

/** The zones that one event may name. */
export interface Clocks {
  readonly of: (tzid: string) => Clock
}

/** ICAL-02 A zone is IANA's where IANA knows the name, else the file's own definition: files keep old rules. */
export const clocksOf = (component: ICAL.Component, line: number): Clocks => ({
  of: (tzid) => {
    // Some programs put a path before IANA's name: /freeassociation.sourceforge.net/America/Sao_Paulo
    const zone = [tzid, ...[3, 2].map((parts) => tzid.split('/').slice(-parts).join('/'))].find(isZone)
    if (zone !== undefined) return { zone }
    const defined = component.getTimeZoneByID(tzid) as ICAL.Timezone | null
    if (defined === null) throw new Faulty({ _tag: 'EventZoneUnknown', line, timeZone: tzid })
    return { defined }
  },
})

export const timeOf = (wall: Wall, isDate: boolean): ICAL.Time => {
  const at = new Date(wall)
  const time = { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() }
  return new ICAL.Time({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), isDate, ...(isDate ? {} : time) }, ICAL.Timezone.localTimezone)
}

export const wallOf = (time: ICAL.Time): Wall => Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)

/** Comparable among moments of one clock or of several: the instant, or the wall clock where no zone is said. */
export const orderOf = ({ wall, clock }: Moment): number => {
  if (clock === 'floating' || clock === 'UTC') return wall
  return 'zone' in clock ? instantAt(clock.zone, wall) : wall - clock.defined.utcOffset(timeOf(wall, false)) * 1000
}

/** ICAL-03 A floating time is told by the calendar's clock, any other is moved to it. */
export const startIn = (timeZone: string, moment: Moment): Wall => {
  if (moment.clock === 'floating' || (typeof moment.clock === 'object' && 'zone' in moment.clock && moment.clock.zone === timeZone)) return moment.wall
  return wallAt(timeZone, orderOf(moment))
}

/** ICAL-04 An end that falls in an hour which comes twice is moved on to where the calendar's clock is past it, so that nothing stays open. */
export const endIn = (timeZone: string, moment: Moment): Wall => {
  const wall = startIn(timeZone, moment)
  if (moment.clock === 'floating') return wall
  let found = wall
  while (instantAt(timeZone, found) < orderOf(moment)) found = (Math.floor(found / minute) + 1) * minute
  return found
}
