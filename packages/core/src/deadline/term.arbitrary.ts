import { isRight, type Either } from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { calendar, moment } from '../hours/calendar.arbitrary.js'
import type { CalendarId } from '../shared/ids.js'
import { plus, type Instant } from '../shared/instant.js'
import { extend, meet, pause, resume, retarget, start } from './record.js'
import type { CountOfDays, CountOfOpenTime, Counting, Rule, Warning } from './rule.js'
import { tick } from './status.js'
import { begun, evolve, type Fact, type KnownCalendar, type Term } from './term.js'

export const counting: fc.Arbitrary<Counting> = fc
  .record({
    firstDay: fc.constantFrom('startDay', 'nextDay', 'nextBusinessDay'),
    roll: fc.constantFrom('none', 'closed', 'earlyEnd', 'reduced'),
    missingDay: fc.constantFrom('lastOfMonth', 'dayAfter'),
    shortDays: fc.constantFrom('business', 'notBusiness'),
    notice: fc.option(fc.constantFrom('00:00', '12:00', '19:00', '24:00').map((before) => ({ before, norm: 'notice' })), { nil: undefined }),
  })
  .map(({ notice, ...rest }): Counting => ({ norm: 'counting', ...rest, ...(notice === undefined ? {} : { notice }) }))

export const countOfDays: fc.Arbitrary<CountOfDays> = fc
  .constantFrom<readonly [CountOfDays['unit'], number]>(['days', 60], ['businessDays', 20], ['months', 4], ['years', 1])
  .chain(([unit, most]) => fc.record({ unit: fc.constant(unit), amount: fc.integer({ min: 0, max: most }), counting }))

/** Often a whole number of quarters, so that it runs out at closing. */
const openSpan = fc.oneof(fc.integer({ min: 0, max: 400 }).map((quarters) => quarters * 900_000), fc.integer({ min: 0, max: 200_000_000 }))

export const countOfOpenTime: fc.Arbitrary<CountOfOpenTime> = openSpan.map((amount) => ({ unit: 'openTime', amount, norm: 'open time' }))

const warning: fc.Arbitrary<Warning> = fc.oneof(
  fc.record({ unit: fc.constant('openTime' as const), amount: openSpan }),
  fc.record({ unit: fc.constantFrom('days' as const, 'businessDays' as const), amount: fc.integer({ min: 0, max: 20 }) })
)

const ruleOf = (count: fc.Arbitrary<Rule['count']>): fc.Arbitrary<Rule> =>
  count.chain((c) =>
    fc
      .record({
        pauses: fc.constantFrom<Rule['pauses']>('first', 'all', 'all', 'none'),
        warnings: fc.array(warning, { maxLength: 3 }),
        extension: fc.option(fc.record({ amount: fc.constant(c.amount), from: fc.constantFrom('start' as const, 'due' as const), norm: fc.constant('extension') }), { nil: undefined }),
      })
      .map(({ extension, ...rest }): Rule => ({ id: 'term', norm: 'norm', count: c, ...rest, ...(extension === undefined ? {} : { extension }) }))
  )

export const ruleOfDays = ruleOf(countOfDays)
export const ruleOfOpenTime = ruleOf(countOfOpenTime)
export const rule = fc.oneof(ruleOfDays, ruleOfOpenTime)

export const knownCalendar: fc.Arbitrary<KnownCalendar> = fc.record({ id: fc.constant('office' as CalendarId), knownAt: moment, calendar })

/** What somebody does to a term, `after` milliseconds from what was done before. */
export interface Act {
  readonly act: 'pause' | 'resume' | 'extend' | 'meet' | 'retarget' | 'tick'
  readonly after: number
}

export const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    act: fc.constantFrom<Act['act']>('pause', 'resume', 'pause', 'resume', 'extend', 'meet', 'retarget', 'tick'),
    after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 2_000 }).map((hours) => hours * 3_600_000)),
  }),
  { maxLength: 8 }
)

/** A term that has just begun; nothing where it could not. */
export const fresh = (of: Rule, at: Instant, known: KnownCalendar): Term | undefined => {
  const started = start(of, at, known)
  return isRight(started) ? begun(started.right) : undefined
}

/** The facts that an act leaves, by this calendar; none where it is refused. */
const factsOf = (term: Term, { act }: Act, at: Instant, known: KnownCalendar): readonly Fact[] => {
  const recorded = (found: Either<unknown, Fact | undefined>): readonly Fact[] => (isRight(found) && found.right !== undefined ? [found.right] : [])
  switch (act) {
    case 'pause':
      return recorded(pause(term, at))
    case 'resume':
      return recorded(resume(term, at, known))
    case 'extend':
      return recorded(extend(term, at, known))
    case 'meet':
      return recorded(meet(term, at))
    case 'retarget':
      return recorded(retarget(term, at, known))
    case 'tick':
      return tick(term, at)
  }
}

/** A term after these acts; only re-targeting looks at `other`. Nothing where it could not begin. */
export const grown = (of: Rule, at: Instant, known: KnownCalendar, all: readonly Act[], other: KnownCalendar = known): Term | undefined => {
  let term = fresh(of, at, known)
  let now = at
  for (const step of all) {
    if (term === undefined) return undefined
    now = plus(now, step.after)
    term = factsOf(term, step, now, step.act === 'retarget' ? other : known).reduce(evolve, term)
  }
  return term
}
