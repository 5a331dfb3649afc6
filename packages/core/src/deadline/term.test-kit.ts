import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import { federalClosures, type Calendar, type LocalDate } from '../hours/hours.js'
import type { CalendarId } from '../shared/ids.js'
import { instant, type Instant } from '../shared/instant.js'
import { begun, start, type KnownCalendar, type Rule, type Term } from './deadline.js'

/** Monday to Friday, 8h to 18h in São Paulo, less the federal days. */
export const office: Calendar = {
  timeZone: 'America/Sao_Paulo', exceptions: [], ...federalClosures(),
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '08:00', until: '18:00' }]])),
}

export const known = (calendar: Calendar = office, knownAt = instant('2026-01-01T00:00:00Z')): KnownCalendar => ({ id: 'federal' as CalendarId, knownAt, calendar })

/** A time in São Paulo, where the clock is not put forward. */
export const on = (date: LocalDate, time = '10:00'): Instant => instant(`${date}T${time}:00-03:00`)

/** What was found; a refusal, or nothing, is a bug of the test. */
export const right = <A>(found: Either<unknown, A | undefined>): A => {
  if (isLeft(found) || found.right === undefined) throw new Error(JSON.stringify(found))
  return found.right
}

export const begin = (rule: Rule, at: Instant, calendar = known()): Term => begun(right(start(rule, at, calendar)))
