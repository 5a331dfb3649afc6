import ICAL from 'ical.js'
import type { EventPart } from './components.js'
import { Faulty } from './faults.js'
import { clocksOf, dayLength, momentOf, orderOf, startIn, type Clocks, type Moment } from './moment.js'
import type { Wall } from './zone.js'

/** One VEVENT, read as far as closures need it. */
export interface ReadEvent {
  readonly line: number
  readonly uid: string
  readonly summary: string
  readonly categories: readonly string[]
  readonly cancelled: boolean
  readonly transparent: boolean
  readonly start: Moment
  /** From an occurrence's start to its end. */
  readonly endOf: (start: Moment) => Moment
  /** Which occurrence this event stands for, and whether for all later ones too. */
  readonly replaces: { readonly moment: Moment; readonly andLater: boolean } | undefined
  readonly clocks: Clocks
  readonly component: ICAL.Component
}

const textOf = (component: ICAL.Component, name: string): string => {
  const value: unknown = component.getFirstPropertyValue(name)
  return typeof value === 'string' ? value : ''
}

const tzidOf = (property: ICAL.Property): string | undefined => {
  const value: unknown = property.getParameter('tzid')
  return typeof value === 'string' ? value : undefined
}

/** All dates and times of a property, as its own clock shows them. */
export const momentsOf = (property: ICAL.Property, clocks: Clocks, line: number): readonly Moment[] =>
  property.jCal.slice(3).map((value: unknown) => {
    // A period is a start and an end; the event's own length counts.
    const text = String(Array.isArray(value) ? value[0] : value)
    return momentOf(text, tzidOf(property), clocks, () => new Faulty({ _tag: 'EventDateInvalid', line, property: property.name.toUpperCase(), text }))
  })

const momentIn = (component: ICAL.Component, name: string, clocks: Clocks, line: number): Moment | undefined => {
  const property = component.getFirstProperty(name)
  return property === null ? undefined : momentsOf(property, clocks, line)[0]
}

const durationOf = (component: ICAL.Component, line: number): number | undefined => {
  const property = component.getFirstProperty('duration')
  if (property === null) return undefined
  try {
    return (property.getFirstValue() as ICAL.Duration).toSeconds() * 1000
  } catch {
    throw new Faulty({ _tag: 'EventDateInvalid', line, property: 'DURATION', text: String(property.jCal[3]) })
  }
}

const sameClock = ({ clock: a }: Moment, { clock: b }: Moment): boolean => {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return 'zone' in a ? 'zone' in b && a.zone === b.zone : 'defined' in b && a.defined === b.defined
}
const later = (by: number) => (start: Moment): Moment => ({ ...start, wall: start.wall + by })

/** ICAL-07 An end is excluded. Without one, a date lasts its day and a time no time at all; a date that ends on itself lasts its day too. */
const lengthOf = (start: Moment, component: ICAL.Component, clocks: Clocks, line: number, timeZone: string): ((start: Moment) => Moment) => {
  const end = momentIn(component, 'dtend', clocks, line)
  const duration = durationOf(component, line)
  const inverted = new Faulty({ _tag: 'EventEndsBeforeStart', line })
  if (end !== undefined && end.isDate !== start.isDate) throw new Faulty({ _tag: 'EventDateInvalid', line, property: 'DTEND', text: end.isDate ? 'a date' : 'a time' })
  const own = end === undefined ? (duration ?? (start.isDate ? dayLength : 0)) : end.wall - start.wall
  if (start.isDate) {
    if (own < 0) throw inverted
    return later(Math.max(dayLength, Math.ceil(own / dayLength) * dayLength))
  }
  if (end === undefined || sameClock(start, end)) {
    if (own < 0) throw inverted
    return later(own)
  }
  // Told by two clocks: as long as the calendar's clock says that the first one is.
  const wall: Wall = startIn(timeZone, end) - startIn(timeZone, start)
  if (wall < 0 || (typeof start.clock === 'object' && typeof end.clock === 'object' && orderOf(end) < orderOf(start))) throw inverted
  return (at) => ({ wall: startIn(timeZone, at) + wall, isDate: false, clock: 'floating' })
}

export const readEvent = ({ component, line }: EventPart, timeZone: string): ReadEvent => {
  const clocks = clocksOf(component, line)
  const start = momentIn(component, 'dtstart', clocks, line)
  if (start === undefined) throw new Faulty({ _tag: 'EventWithoutStart', line })
  const replaced = component.getFirstProperty('recurrence-id')
  const moment = replaced === null ? undefined : momentsOf(replaced, clocks, line)[0]
  const range: unknown = replaced?.getParameter('range')
  return {
    line, clocks, component, start,
    uid: textOf(component, 'uid'),
    summary: textOf(component, 'summary'),
    categories: component.getAllProperties('categories').flatMap((p) => p.getValues().map(String)),
    cancelled: textOf(component, 'status').toUpperCase() === 'CANCELLED',
    transparent: textOf(component, 'transp').toUpperCase() === 'TRANSPARENT',
    endOf: lengthOf(start, component, clocks, line, timeZone),
    replaces: moment === undefined ? undefined : { moment, andLater: String(range).toUpperCase() === 'THISANDFUTURE' },
  }
}
