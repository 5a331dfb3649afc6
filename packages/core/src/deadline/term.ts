import { map, type Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { asKnown, type Calendar, type CalendarEdition, type EditionFault, LocalDate, type Timetable } from '../hours/hours.js'
import { CalendarId } from '../shared/ids.js'
import { Instant } from '../shared/instant.js'
import { Rule } from './rule.js'

/** Which calendar a due was counted with, and since when that state of the calendar was known: look it up by both to see it again. */
export const CalendarAsKnown = t.type({ calendar: CalendarId, knownAt: Instant }, 'CalendarAsKnown')
export type CalendarAsKnown = t.TypeOf<typeof CalendarAsKnown>

/** A calendar under its name, as it was known at `knownAt` (see `Hours.asKnown`): what counting asks. */
export interface KnownCalendar {
  readonly id: CalendarId
  readonly knownAt: Instant
  readonly calendar: Timetable
}

/**
 * A calendar from its editions, as it was known at `knownAt`: for a term that begins, what is known now; to explain one, what was known
 * when its due was counted, `term.target.counted.knownAt`.
 *
 * @example
 * knownCalendar(id, editions, term.target.counted.knownAt)
 */
export const knownCalendar = (id: CalendarId, editions: readonly CalendarEdition[], knownAt: Instant): Either<EditionFault, KnownCalendar> =>
  map((calendar: Calendar): KnownCalendar => ({ id, knownAt, calendar }))(asKnown(editions, knownAt))

/** What a term aims at. Counted when the fact that holds it was recorded: whoever waits for it needs no calendar. */
export const Target = t.intersection(
  [
    t.type({
      counted: CalendarAsKnown,
      /** In time before it; breached from it on. The end of the due day, or the due instant itself. */
      until: Instant,
      /** When to warn, in order: after the fact that set the target, before `until`. */
      warnings: t.readonlyArray(Instant),
    }),
    t.partial({
      /** The last local day in time, where days are counted. */
      due: LocalDate,
      /** The day that the count led to, before it rolled. */
      nominal: LocalDate,
    }),
  ],
  'TermTarget'
)
export type Target = t.TypeOf<typeof Target>

const fact = <T extends string, P extends t.Props>(type: T, props: P) => t.type({ type: t.literal(type, type), at: Instant, ...props }, type)

/** What happened to a term: for a room to keep in its events. */
export const Fact = t.union(
  [
    /** The term began to run. */
    fact('TermStarted', { rule: Rule, target: Target }),
    /** Somebody is waited for; `suspends`: whether this stops the clock. */
    fact('TermPaused', { suspends: t.boolean }),
    /** The clock that had stopped runs again. */
    fact('TermResumed', { target: Target }),
    /** The one extension was taken. */
    fact('TermExtended', { target: Target }),
    /** Another state of the calendar moved the due. */
    fact('TermRetargeted', { target: Target }),
    /** A warning was given; `warning`: the instant at which it was due. */
    fact('TermWarned', { warning: Instant }),
    /** What the term is for was done. */
    fact('TermMet', {}),
    /** The term ran out. */
    fact('TermBreached', {}),
  ],
  'TermFact'
)
export type Fact = t.TypeOf<typeof Fact>
export type FactOf<T extends Fact['type']> = Extract<Fact, { readonly type: T }>

/** A term as its facts say: plain data. */
export interface Term {
  readonly rule: Rule
  readonly startedAt: Instant
  /** The last one set. While paused it is the one that stood when the clock stopped, or that an extension set since. */
  readonly target: Target
  /** Since when the clock has stood still. */
  readonly pausedAt?: Instant
  /** How many pauses stopped the clock. */
  readonly pauses: number
  readonly extended: boolean
  /** Warnings of the target that were not given yet. */
  readonly warnings: readonly Instant[]
  readonly metAt?: Instant
  readonly breachedAt?: Instant
  /** All of them, in order: they explain the due. */
  readonly facts: readonly Fact[]
}

const aimed = (term: Term, target: Target): Term => ({ ...term, target, warnings: target.warnings })

const running = ({ pausedAt: _, ...term }: Term): Term => term

const changed = (term: Term, f: Fact): Term => {
  switch (f.type) {
    case 'TermStarted':
      return term
    case 'TermPaused':
      return f.suspends ? { ...term, pausedAt: term.pausedAt ?? f.at, pauses: term.pauses + 1 } : term
    case 'TermResumed':
      return aimed(running(term), f.target)
    case 'TermExtended':
      return { ...aimed(term, f.target), extended: true }
    case 'TermRetargeted':
      return aimed(term, f.target)
    case 'TermWarned':
      return { ...term, warnings: term.warnings.filter((w) => w > f.warning) }
    case 'TermMet':
      return { ...term, metAt: term.metAt ?? f.at }
    case 'TermBreached':
      return { ...term, breachedAt: term.breachedAt ?? f.at }
  }
}

/** The term that a start begins. */
export const begun = (started: FactOf<'TermStarted'>): Term => ({
  rule: started.rule, startedAt: started.at, target: started.target, pauses: 0, extended: false, warnings: started.target.warnings, facts: [started],
})

/** The term with one more fact. Total: facts are never rejected, and a second start changes nothing. */
export const evolve = (term: Term, f: Fact): Term => ({ ...changed(term, f), facts: [...term.facts, f] })

/** The term that these facts tell, in order; nothing where none starts it. */
export const termOf = (facts: readonly Fact[]): Term | undefined =>
  facts.reduce<Term | undefined>((term, f) => (term !== undefined ? evolve(term, f) : f.type === 'TermStarted' ? begun(f) : undefined), undefined)
