import { ProtocolNumber } from './ids.js'
import type { Instant } from './instant.js'

/** Damm's quasigroup: finds every single wrong digit and every two neighbours that were swapped. */
const quasigroup: readonly (readonly number[])[] = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]

const checkDigit = (digits: string): number => [...digits].reduce((n, d) => quasigroup[n]?.[Number(d)] ?? 0, 0)

const calendars = new Map<string, Intl.DateTimeFormat>()
const calendarOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = calendars.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  calendars.set(timeZone, made)
  return made
}

const dateIn = (timeZone: string, at: Instant): string => {
  const parts = calendarOf(timeZone).formatToParts(at)
  const part = (type: 'year' | 'month' | 'day') => parts.find((p) => p.type === type)?.value ?? ''
  return part('year').padStart(4, '0') + part('month') + part('day')
}

const width = 12

/** How many numbers one day has: so many that two of a day's hundreds of thousands of calls practically never draw the same. */
export const protocolNumbersADay = 10 ** width

/**
 * PROTO-01 A service protocol number is the date in the centre's zone, twelve digits and a check digit over both.
 *
 * @param nth from 0 to {@link protocolNumbersADay} − 1: random, or the day's sequence in an order that tells nothing
 * @throws RangeError when the zone is unknown or `nth` is out of bounds
 */
export const protocolNumber = (at: Instant, timeZone: string, nth: number): ProtocolNumber => {
  if (!Number.isSafeInteger(nth) || nth < 0 || nth >= protocolNumbersADay) throw new RangeError(`${nth} is no whole number from 0 to ${protocolNumbersADay - 1}`)
  const date = dateIn(timeZone, at)
  const digits = String(nth).padStart(width, '0')
  return `${date}-${digits}-${checkDigit(date + digits)}` as ProtocolNumber
}

/** PROTO-02 A protocol number with one wrong digit, or two neighbours swapped, is found before it is looked up. */
export const isProtocolNumber = (text: string): text is ProtocolNumber => ProtocolNumber.is(text) && checkDigit(text.replaceAll('-', '')) === 0
