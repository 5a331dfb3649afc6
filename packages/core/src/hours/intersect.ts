import type { Instant } from '../shared/instant.js'
import type { Calendar, Intersection, Timetable } from './calendar.js'
import { addDay, addPeriod, daysInHalf, halfYearOf, last, newDraft, type HalfYear } from './half-year.js'
import type { Period } from './resolve.js'
import { halfAt, shiftAt, type Source, type Timeline } from './timeline.js'
import { forwards } from './walk.js'

export const calendarsOf = (timetable: Timetable): readonly [Calendar, ...Calendar[]] => ('all' in timetable ? timetable.all : [timetable])

/**
 * HOURS-18 An intersection is open exactly when all of its calendars are, each with its own zone, holidays, breaks and exceptions.
 * Its dates and business days are those of the first calendar's zone. Where one calendar's period ends, so does the intersection's.
 *
 * @example
 * const both = intersection([centre, technicalArea])
 * isOpen(both, at) // isOpen(centre, at) && isOpen(technicalArea, at)
 */
export const intersection = ([first, ...others]: readonly [Timetable, ...Timetable[]]): Intersection => {
  const [leading, ...rest] = calendarsOf(first)
  return { all: [leading, ...rest, ...others.flatMap(calendarsOf)] }
}

const common = (a: readonly Period[], b: readonly Period[]): readonly Period[] => {
  const found: Period[] = []
  for (let [i, j] = [0, 0]; ; ) {
    const [p, q] = [a[i], b[j]]
    if (p === undefined || q === undefined) return found
    const from = Math.max(p.from, q.from) as Instant
    const until = Math.min(p.until, q.until) as Instant
    if (from < until) found.push({ from, until })
    if (p.until < q.until) i++
    else j++
  }
}

const within = (t: Timeline, from: number, until: number): readonly Period[] => {
  const found: Period[] = []
  for (const p of forwards(t, from)) {
    if (p.from >= until) break
    found.push(p)
  }
  return found
}

const resolve = ([first, ...others]: readonly [Timeline, ...Timeline[]], n: number): HalfYear => {
  const draft = newDraft()
  const starts = halfAt(first, n).dayStarts.map((start) => start + shiftAt(first, n))
  const [from, until] = [starts[0] ?? 0, last(starts)]
  const open = others.reduce((left, t) => common(left, within(t, from, until)), within(first, from, until))
  let i = 0
  for (const [day, start] of starts.subarray(0, daysInHalf).entries()) {
    addDay(draft, start)
    for (let p = open[i]; p !== undefined && p.from < (starts[day + 1] ?? 0); p = open[++i]) addPeriod(draft, p.from, p.until)
  }
  return halfYearOf(draft, until)
}

/** What the timelines have in common. Days of two zones may lie two dates apart, so a half-year of one meets up to three of another. */
export const commonSource = (all: readonly [Timeline, ...Timeline[]]): Source => ({
  zone: all[0].zone,
  firstDated: Math.min(...all.map((t) => t.firstDated)) - 2,
  lastDated: Math.max(...all.map((t) => t.lastDated)) + 2,
  mayOpen: (n) => all.every((t) => t.mayOpen(n - 1) || t.mayOpen(n) || t.mayOpen(n + 1)),
  resolve: (n) => resolve(all, n),
})
