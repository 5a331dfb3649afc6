import type { Stored } from './model.js'

/** Which records of `$all` a reader wants. */
export type EventFilter = (stored: Stored) => boolean

const ofSubscriptionToAll = '$persistentsubscription-$all::'

/** What `$all` leaves out by itself: the server's epochs, and how far persistent subscriptions to `$all` have come and what they parked. */
export const shownInAll: EventFilter = ({ stream }) => {
  if (!stream.startsWith('$')) return true
  if (stream === '$epoch-information') return false
  return !(stream.startsWith(ofSubscriptionToAll) && (stream.endsWith('-checkpoint') || stream.endsWith('-parked')))
}

type FilteredBy = 'stream' | 'type'

const nameOf = (by: FilteredBy) => (by === 'stream' ? ({ stream }: Stored) => stream : ({ type }: Stored) => type)

export const prefixFilter = (by: FilteredBy, prefixes: readonly string[]): EventFilter => {
  const name = nameOf(by)
  return (stored) => prefixes.some((prefix) => name(stored).startsWith(prefix)) && shownInAll(stored)
}

const leadingFlags = /^\(\?([ims]+)\)/

/** Undefined if the expression makes no sense. Options at its beginning, such as `(?i)`, are understood. */
export const regexFilter = (by: FilteredBy, expression: string): EventFilter | undefined => {
  const name = nameOf(by)
  const flags = leadingFlags.exec(expression)?.[1] ?? ''
  try {
    const pattern = new RegExp(expression.replace(leadingFlags, ''), [...new Set(flags)].join(''))
    return (stored) => pattern.test(name(stored)) && shownInAll(stored)
  } catch {
    return undefined
  }
}
