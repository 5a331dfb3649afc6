import { fc, test } from '@fast-check/vitest'
import { isRight } from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import { moment } from '../hours/calendar.arbitrary.js'
import { between, businessDaysBetween, dateAt, isBusinessDay, isFullDay, periodsFrom } from '../hours/hours.js'
import { plus, type Instant } from '../shared/instant.js'
import { valuesOf } from '../testing/from-codec.js'
import { count } from './count.js'
import { daysLeft, elapsed, evolve, explain, extend, Fact, falaBr, openTime, pause, remaining, resume, retarget, statusAt, tell, termOf, tick, timers, type KnownCalendar, type Term } from './deadline.js'
import { acts, countOfDays, fresh, grown, knownCalendar, rule, ruleOfDays, ruleOfOpenTime } from './term.arbitrary.js'

const span = fc.integer({ min: 0, max: 3_000_000_000 })
const need = <A>(value: A | undefined): A => {
  if (value === undefined) fc.pre(false)
  return value!
}
const fact = <A>(found: { readonly _tag: 'Left' } | { readonly _tag: 'Right'; readonly right: A | undefined }): A => need(found._tag === 'Right' ? found.right : undefined)
const last = (term: Term): Instant => term.facts.at(-1)!.at
/** The term after a pause that stops the clock, from `wait` after its last fact, for `stood`. */
const paused = (term: Term, known: KnownCalendar, wait: number, stood: number): Term => {
  const stopped = fact(pause(term, plus(last(term), wait)))
  fc.pre(stopped.suspends)
  return evolve(evolve(term, stopped), fact(resume(evolve(term, stopped), plus(stopped.at, stood), known)))
}

test.prop([ruleOfDays, knownCalendar, moment, acts])('TERM-03 a due never lies before the nominal day, and is a day on which the rule lets a term end', (r, known, at, all) => {
  const { target, rule: { count: c } } = need(grown(r, at, known, all))
  expect(target.due! >= target.nominal!).toBe(true)
  const roll = c.unit === 'openTime' ? 'none' : c.counting.roll
  if (roll !== 'none') expect(isBusinessDay(known.calendar, target.due!)).toBe(true)
  if (roll === 'reduced') expect(isFullDay(known.calendar, target.due!)).toBe(true)
  if (roll === 'none') expect(target.due).toBe(target.nominal)
})

test.prop([rule, knownCalendar, moment, fc.integer({ min: 0, max: 20 }), acts])('a larger amount is never due earlier', (r, known, at, more, all) => {
  const steps = all.filter(({ act }) => act === 'extend')
  const amount = r.count.amount + (r.count.unit === 'openTime' ? more * 777_777 : more)
  const longer = need(grown({ ...r, count: { ...r.count, amount } }, at, known, steps))
  expect(need(grown(r, at, known, steps)).target.until).toBeLessThanOrEqual(longer.target.until)
})

test.prop([rule, knownCalendar, moment, acts, span, span, span])('TERM-10 a pause never brings the due forward, a longer one even less, and the due never lies before the resumption', (r, known, at, all, wait, stood, longer) => {
  const term = need(grown({ ...r, pauses: 'all' }, at, known, all))
  const once = paused(term, known, wait, stood)
  expect(once.target.until).toBeGreaterThanOrEqual(term.target.until)
  expect(once.target.until).toBeGreaterThanOrEqual(last(once))
  expect(paused(term, known, wait, stood + longer).target.until).toBeGreaterThanOrEqual(once.target.until)
})

test.prop([rule, knownCalendar, moment, acts, span])('a pause of no length changes nothing', (r, known, at, all, wait) => {
  const term = need(grown({ ...r, pauses: 'all' }, at, known, all))
  const { until, due } = paused(term, known, wait, 0).target
  expect({ until, due }).toEqual({ until: term.target.until, due: term.target.due })
})

test.prop([rule, knownCalendar, moment, acts])('TERM-09 at most one pause stops the clock where the rule says the first, none where it says none', (r, known, at, all) => {
  const { pauses, facts } = need(grown(r, at, known, all))
  if (r.pauses !== 'all') expect(pauses).toBeLessThanOrEqual(r.pauses === 'first' ? 1 : 0)
  expect(facts.filter((f) => f.type === 'TermPaused' && f.suspends).length).toBe(pauses)
})

test.prop([rule, knownCalendar, moment, acts, span])('TERM-14 the calendar that a due was counted with says nothing new', (r, known, at, all, later) => {
  const term = need(grown(r, at, known, all))
  expect(retarget(term, plus(last(term), later), known)).toMatchObject({ right: undefined })
})

test.prop([rule, knownCalendar, knownCalendar, moment, acts, span])('TERM-14 another calendar gives the due that it would have given from the start, in a fact of its own', (r, known, other, at, all, later) => {
  const term = need(grown(r, at, known, all))
  const told = fact(retarget(term, plus(last(term), later), other))
  const again = need(count(r, term.startedAt, term.facts, other.calendar))
  expect(isRight(again) && again.right.until).toBe(told.target.until)
  expect(told.target.until).not.toBe(term.target.until)
  expect(evolve(term, told).facts.slice(0, -1)).toEqual(term.facts)
})

test.prop([rule, knownCalendar, knownCalendar, moment, acts])('TERM-17 an explanation ends with the due, has a norm in every line and words in both languages', (r, known, other, at, all) => {
  const term = need(grown(r, at, known, all, other))
  const counted = term.target.counted.knownAt === known.knownAt ? known : other
  fc.pre(known.knownAt !== other.knownAt)
  const lines = explain(term, counted)
  if (!isRight(lines)) throw new Error(lines.left._tag)
  const end = lines.right.findLast(({ tag }) => tag === 'due')
  expect(term.pausedAt === undefined).toBe(end !== undefined)
  if (end !== undefined) expect([end.date, end.at]).toEqual([term.target.due ?? dateAt(counted.calendar, term.target.until), term.target.until])
  expect(['due', 'standsStill', 'met', 'breached']).toContain(lines.right.at(-1)?.tag)
  for (const line of lines.right) {
    expect(line.norm).not.toBe('')
    for (const language of ['en', 'pt'] as const) expect(tell(line, language)).toMatch(/^(?!.*(undefined|NaN)).+ \[.+\]$/)
    expect(tell(line, 'en')).not.toBe(tell(line, 'pt'))
  }
})

test.prop([rule, knownCalendar, moment, acts])('TERM-15 warnings come in order, after the fact that set them and before the due', (r, known, at, all) => {
  for (const f of need(grown(r, at, known, all)).facts) {
    if (!('target' in f)) continue
    const { warnings, until } = f.target
    const ordered = [f.at, ...warnings, ...(warnings.length > 0 ? [until] : [])]
    for (const [i, w] of ordered.entries()) if (i > 0) expect(w).toBeGreaterThan(ordered[i - 1]!)
  }
})

/** The open time, period by period, less the pauses: until it adds up. */
const modelDue = (known: KnownCalendar, from: Instant, amount: number, gap: readonly [number, number]): number | undefined => {
  let left = amount
  for (const p of periodsFrom(known.calendar, from)) {
    for (const [a, b] of [[p.from, Math.min(p.until, gap[0])], [Math.max(p.from, gap[1]), p.until]] as const) {
      if (a >= b) continue
      if (left <= b - a) return a + left
      left -= b - a
    }
  }
  return undefined
}

test.prop([ruleOfOpenTime, knownCalendar, moment, span, span])('TERM-07 open time is due when it has passed outside the pause', (r, known, at, wait, stood) => {
  fc.pre(r.count.amount > 0)
  const term = paused(need(fresh({ ...r, pauses: 'all' }, at, known)), known, wait, stood)
  expect(term.target.until).toBe(modelDue(known, at, r.count.amount, [at + wait, at + wait + stood]))
})

test.prop([knownCalendar, moment, span, fc.array(fc.tuple(span, span), { maxLength: 4 })])('open time outside pauses is what lies in none of them, however they overlap', (known, at, length, gaps) => {
  const until = plus(at, length)
  const pauses = gaps.map(([wait, stood]) => ({ from: plus(at, wait), until: plus(at, wait + stood) }))
  const cuts = [at, until, ...pauses.flatMap((p) => [p.from, p.until])].filter((cut) => cut <= until).sort((a, b) => a - b)
  const pieces = cuts.slice(1).map((end, i) => (pauses.some((p) => p.from <= cuts[i]! && cuts[i]! < p.until) ? 0 : between(known.calendar, cuts[i]!, end)))
  expect(openTime(known.calendar, at, until, pauses)).toBe(pieces.reduce((sum, piece) => sum + piece, 0))
})

test.prop([ruleOfOpenTime, knownCalendar, moment, acts, span])('what has passed and what remains of open time make up the whole', (r, known, at, all, later) => {
  const term = need(grown(r, at, known, all.filter(({ act }) => act !== 'meet')))
  const now = plus(last(term), later)
  const whole = r.count.amount + (term.extended ? r.extension!.amount : 0)
  expect(elapsed(term, known.calendar, now) + remaining(term, known.calendar, now)).toBe(whole)
})

test.prop([ruleOfDays, knownCalendar, moment, span])('days left are none on the due day, and fewer than none after it', (r, known, at, later) => {
  const term = need(fresh(r, at, known))
  const now = plus(at, later)
  expect(Math.sign(daysLeft(term, known.calendar, now))).toBe(Math.sign(Date.parse(term.target.due!) - Date.parse(dateAt(known.calendar, now))))
  expect(now >= term.target.until).toBe(daysLeft(term, known.calendar, now) < 0)
})

test.prop([rule, knownCalendar, knownCalendar, moment, acts, fc.array(span, { maxLength: 5 })])('TERM-13 what is breached or met stays so, and in time is before the due', (r, known, other, at, all, waits) => {
  const term = need(grown(r, at, known, all, other))
  let over: string | undefined
  for (const now of [...term.facts.map((f) => f.at), ...waits.map((w) => plus(at, w)), plus(term.target.until, -1), term.target.until].sort((a, b) => a - b)) {
    const status = statusAt(term, now)
    if (now < at) expect(status).toBeUndefined()
    if (over === 'met') expect(status?.state).toBe('met')
    if (over === 'breached') expect(['breached', 'met']).toContain(status?.state)
    if (status?.state === 'met' && over === 'breached') expect(status.inTime).toBe(false)
    if (status?.state === 'running') expect(now).toBeLessThan(status.until)
    over = status?.state
  }
})

test.prop([rule, knownCalendar, moment, acts, span])('TERM-16 once its timers were recorded none waits that has come', (r, known, at, all, later) => {
  const term = need(grown(r, at, known, all))
  const now = plus(last(term), later)
  const after = tick(term, now).reduce(evolve, term)
  expect(timers(after).filter((timer) => timer.at <= now)).toEqual([])
  expect(timers(after).length + tick(term, now).length).toBe(now >= term.target.until && timers(term).length > 0 ? tick(term, now).length : timers(term).length)
  if (statusAt(term, now)?.state === 'breached') expect(after.breachedAt !== undefined).toBe(true)
})

test.prop([ruleOfDays, knownCalendar, moment])('TERM-11 an extension from the start is due as a term that was so long from the first', (r, known, at) => {
  const amount = 7
  const extension = { amount, from: 'start' as const, norm: 'extension' }
  const term = need(fresh({ ...r, extension }, at, known))
  const long = need(fresh({ ...r, count: { ...r.count, amount: r.count.amount + amount } }, at, known))
  expect(fact(extend(term, at, known)).target).toEqual({ ...long.target, warnings: expect.any(Array) as unknown })
})

test.prop([rule, knownCalendar, moment, acts])('TERM-12 a term is extended once at most, and only by a rule with an extension', (r, known, at, all) => {
  const extensions = need(grown(r, at, known, all)).facts.filter((f) => f.type === 'TermExtended').length
  expect(extensions).toBeLessThanOrEqual(r.extension === undefined ? 0 : 1)
})

test.prop([countOfDays, knownCalendar, moment])('TERM-08 so many business days lie between the start and the nominal day as the rule counts', (c, known, at) => {
  const counting = { ...c.counting, firstDay: 'nextDay' as const, shortDays: 'business' as const }
  const { notice: _, ...plain } = counting
  const term = need(fresh({ id: 't', norm: 'n', count: { unit: 'businessDays', amount: c.amount, counting: plain }, pauses: 'none', warnings: [] }, at, known))
  expect(businessDaysBetween(known.calendar, dateAt(known.calendar, at), term.target.nominal!)).toBe(c.amount)
})

test.prop([fc.integer({ min: 0, max: 60 }), knownCalendar, moment])('TERM-05 TERM-06 by the rule of Fala.BR notice, first day and last day are business days, the last a full one', (amount, known, at) => {
  const term = need(fresh({ id: 't', norm: 'n', count: { unit: 'days', amount, counting: falaBr }, pauses: 'none', warnings: [] }, at, known))
  const lines = explain(term, known)
  const dates = isRight(lines) ? lines.right.filter(({ tag }) => tag === 'noticed' || tag === 'firstDay').map(({ date }) => date) : []
  expect(dates.map((date) => isBusinessDay(known.calendar, date))).toEqual([true, true])
  expect(dates[0]! < dates[1]!).toBe(true)
  expect(isFullDay(known.calendar, term.target.due!)).toBe(true)
})

test.prop([rule, knownCalendar, moment, acts])('facts survive their codec through JSON, and tell the same term', (r, known, at, all) => {
  const { facts } = need(grown(r, at, known, all))
  const read = (JSON.parse(JSON.stringify(facts)) as unknown[]).map((f) => Fact.decode(f))
  expect(read.every(isRight)).toBe(true)
  expect(termOf(read.flatMap((f) => (isRight(f) ? [f.right] : [])))).toEqual(termOf(facts))
})

test.prop([fc.array(valuesOf(Fact)), knownCalendar, moment])('whatever facts a store holds, folding and explaining them never throws', (facts, known, at) => {
  const term = termOf(facts)
  if (term === undefined) return
  const named = { ...known, id: term.target.counted.calendar, knownAt: term.target.counted.knownAt }
  explain(term, named)
  for (const query of [statusAt(term, at), timers(term), tick(term, at), elapsed(term, known.calendar, at), remaining(term, known.calendar, at), daysLeft(term, known.calendar, at)]) expect(query).not.toBeNaN()
  resume(term, at, known)
  retarget(term, at, known)
})

test.prop([rule, knownCalendar, moment, acts])('TERM-18 facts come in the order of time', (r, known, at, all) => {
  const times = need(grown(r, at, known, all)).facts.map((f) => f.at)
  expect(times).toEqual([...times].sort((a, b) => a - b))
})
