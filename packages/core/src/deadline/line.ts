import type { LocalDate } from '../hours/hours.js'
import type { CalendarId } from '../shared/ids.js'
import type { Instant, Milliseconds } from '../shared/instant.js'
import type { Unfit } from './days.js'
import type { Counting, Extension, Rule } from './rule.js'

export type Unit = Rule['count']['unit']

/** What one line of an explanation says, and the values in it. */
export type Said =
  /** The start, and how much is counted. */
  | { readonly tag: 'started'; readonly values: { readonly amount: number; readonly unit: Unit } }
  /** The official notice, where it is another moment than the start. */
  | { readonly tag: 'noticed'; readonly values: { readonly before: string } }
  | { readonly tag: 'firstDay'; readonly values: { readonly firstDay: Counting['firstDay'] } }
  /** The first moment of open time that counts. */
  | { readonly tag: 'runs'; readonly values: {} }
  | { readonly tag: 'paused'; readonly values: {} }
  /** A pause that does not stop the clock. */
  | { readonly tag: 'pausedInVain'; readonly values: { readonly pauses: Rule['pauses'] } }
  /** How long the clock stood still, in days, business days or milliseconds of open time. */
  | { readonly tag: 'resumed'; readonly values: { readonly stood: number; readonly unit: Unit } }
  | { readonly tag: 'extended'; readonly values: { readonly amount: number; readonly unit: Unit; readonly from: Extension['from'] } }
  | { readonly tag: 'retargeted'; readonly values: { readonly calendar: CalendarId; readonly knownAt: Instant } }
  /** Where the count alone leads. */
  | { readonly tag: 'nominal'; readonly values: {} }
  /** Days on end, up to and with `until`, on which the term cannot end. */
  | { readonly tag: 'skipped'; readonly values: { readonly until: LocalDate; readonly why: Unfit } }
  /** The due, and the calendar that it was counted with. */
  | { readonly tag: 'due'; readonly values: { readonly calendar: CalendarId; readonly knownAt: Instant; readonly unit: 'days' | 'openTime' } }
  /** The clock stands still: no due until it runs again. */
  | { readonly tag: 'standsStill'; readonly values: {} }
  | { readonly tag: 'met'; readonly values: { readonly inTime: boolean } }
  | { readonly tag: 'breached'; readonly values: { readonly since: Instant } }

/** A dated line of an explanation, with the norm that it rests on. `at`: where the moment counts, not the day alone. */
export type Line = { readonly date: LocalDate; readonly at?: Instant; readonly norm: string } & Said

/** How a language writes what is not text yet. */
export interface Words {
  readonly day: (date: LocalDate) => string
  readonly when: (at: Instant) => string
  readonly span: (ms: Milliseconds) => string
}

/** One sentence for each tag. A missing tag does not compile. */
export type Sentences = { readonly [T in Said['tag']]: (line: Extract<Line, { readonly tag: T }>, words: Words) => string }
