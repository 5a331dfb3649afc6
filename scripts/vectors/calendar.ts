import type { Hours } from '@disque/core'
import { list, record, text, Unreadable } from './reading.js'

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const configKeys = ['timeZone', 'hours', 'breaks', 'shifts', 'dateOverrides', 'holidays']

/** What a configuration means where it says nothing. */
export interface Usual {
  readonly timeZone: string
  readonly hours: object
}

export const pairs = (value: unknown, what: string): readonly Hours.Interval[] =>
  list(value, what).map((pair) => {
    const [from, until, ...more] = list(pair, what)
    if (more.length > 0) throw new Unreadable(`${what} has no pairs`)
    return { from: text(from, what), until: text(until, what) }
  })

const dated = (value: unknown, what: string): readonly Hours.Break[] =>
  Object.entries(record(value ?? {}, what)).map(([date, intervals]) => ({ date, intervals: pairs(intervals, `${what}.${date}`) }))

/** A configuration as a calendar. `shifts` and `dateOverrides` are two words for hours that replace those of their date; by none, it is closed. */
export const calendarOf = (value: unknown, what: string, usual?: Usual): Hours.Calendar => {
  const config = record(value, what)
  const hours = record(config['hours'] ?? usual?.hours, 'hours')
  const unknown = Object.keys(config).filter((key) => !configKeys.includes(key))
  // Not the configuration's fault, but of whoever reads it: no case that expects a fault may pass by it.
  if (unknown.length > 0) throw new Error(`the configuration has what is not known: ${unknown.join(', ')}`)
  const strangeDay = Object.keys(hours).find((day) => !weekdays.some((known) => known === day))
  if (strangeDay !== undefined) throw new Unreadable(`${strangeDay} is no day of the week`)
  return {
    timeZone: text(config['timeZone'] ?? usual?.timeZone, 'timeZone'),
    weekly: Object.fromEntries(Object.entries(hours).map(([day, intervals]) => [day, pairs(intervals, `hours.${day}`)])),
    breaks: dated(config['breaks'], 'breaks'),
    holidays: list(config['holidays'] ?? [], 'holidays').map((date) => text(date, 'holidays')),
    exceptions: [...dated(config['shifts'], 'shifts'), ...dated(config['dateOverrides'], 'dateOverrides')].map((d) => ({ ...d, change: d.intervals.length === 0 ? 'close' : 'replace' })),
  }
}
