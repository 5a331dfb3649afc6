import { dayOf, orderOf, type Moment } from './moment.js'
import { momentsOf, type ReadEvent } from './event.js'
import { occurrencesOf } from './rule.js'
import type { Wall } from './zone.js'

/** One time that an event takes place, and the event that tells how: another one where that date was changed. */
export interface Occurrence {
  readonly start: Moment
  readonly event: ReadEvent
}

/** A set of moments that occurrences are looked up in: a date stands for all occurrences of its day, and is met by any time of it. */
const setOf = (moments: readonly Moment[]) => {
  const orders = new Set(moments.filter((m) => !m.isDate).map(orderOf))
  const dates = new Set(moments.filter((m) => m.isDate).map((m) => m.wall))
  const days = new Set(moments.map((m) => dayOf(m.wall)))
  return { has: (m: Moment) => (m.isDate ? days.has(m.wall) : orders.has(orderOf(m)) || dates.has(dayOf(m.wall))) }
}

const all = (event: ReadEvent, name: 'rdate' | 'exdate'): readonly Moment[] => event.component.getAllProperties(name).flatMap((p) => momentsOf(p, event.clocks, event.line))
const ruled = (event: ReadEvent, name: 'rrule' | 'exrule', end: Wall): readonly Moment[] =>
  event.component.getAllProperties(name).flatMap((p) => occurrencesOf(p, event.start, end, event.clocks, event.line))

const distinct = (moments: readonly Moment[]): readonly Moment[] => [...new Map(moments.map((m) => [orderOf(m), m])).values()]

/**
 * ICAL-08 An event takes place at its start, where its rules say and on its further dates, less the dates that it excepts;
 * what replaces an occurrence, or it and all later ones, is told by the replacing event.
 *
 * @param changes the events that replace occurrences of this one
 * @param end no occurrence after it is of use
 */
export const occurrences = (event: ReadEvent, changes: readonly ReadEvent[], end: Wall): readonly Occurrence[] => {
  const excepted = setOf([...all(event, 'exdate'), ...ruled(event, 'exrule', end)])
  const replacing = changes.flatMap((change) => (change.replaces === undefined ? [] : [{ ...change.replaces, change }]))
  const single = setOf(replacing.map(({ moment }) => moment))
  const ranges = replacing.filter(({ andLater }) => andLater).sort((a, b) => orderOf(b.moment) - orderOf(a.moment))
  const usual = distinct([event.start, ...ruled(event, 'rrule', end), ...all(event, 'rdate')])
    .filter((start) => !excepted.has(start) && !single.has(start))
    .map((start): Occurrence => {
      const range = ranges.find(({ moment }) => orderOf(moment) <= orderOf(start))
      if (range === undefined) return { start, event }
      const { change, moment } = range
      return { start: { ...change.start, wall: start.wall + change.start.wall - moment.wall }, event: change }
    })
  return [...usual, ...changes.map((change) => ({ start: change.start, event: change }))]
}
