import { later, minutes, plus, seconds, type AttendantId, type Instant, type ShiftId, type TopicId } from '@disque/core'
import { attendantNamed, shiftOf, topicNamed } from '../calls/names.js'
import type { ScheduledCall } from '../calls/schedule.js'
import { wallTimeOf } from '../figures/intervals.js'
import type { WallClock } from '../figures/wall-clock.js'

export interface Span {
  readonly from: Instant
  readonly until: Instant
}

/** One attendant's day, as the log shows it. */
export interface Presence extends Span {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  readonly breaks: readonly Span[]
}

/** A longer time without a service is a break. */
const breakFrom = minutes(30)

interface Service extends Span {
  readonly attendant: AttendantId
}

/** Services of named attendants, also those which the log lets overlap. */
export const servicesOf = (calls: readonly ScheduledCall[]): readonly Service[] =>
  calls.flatMap(({ end, row: { server }, waitEnded, served }) =>
    end === 'answered' && server !== undefined ? [{ attendant: attendantNamed(server), from: waitEnded, until: served }] : []
  )

/** What is covered by at least one of them, in order. */
export const unionOf = (spans: readonly Span[]): readonly Span[] => {
  const all: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last === undefined || span.from > last.until) all.push(span)
    else all[all.length - 1] = { from: last.from, until: later(last.until, span.until) }
  }
  return all
}

const breaksIn = (busy: readonly Span[]): readonly Span[] =>
  busy.flatMap(({ from }, i) => {
    const before = busy[i - 1]
    return before !== undefined && from - before.until > breakFrom ? [{ from: before.until, until: from }] : []
  })

const grouped = <A>(all: readonly A[], keyOf: (a: A) => string): ReadonlyMap<string, readonly [A, ...A[]]> => {
  const groups = new Map<string, [A, ...A[]]>()
  for (const a of all) {
    const group = groups.get(keyOf(a))
    if (group === undefined) groups.set(keyOf(a), [a])
    else group.push(a)
  }
  return groups
}

/**
 * Who is there and when: on each date from the first service that begins on it to the end of the last one; gaps of more than 30 minutes are breaks.
 * A presence lasts a second at least, so that a single service without a length is one too.
 */
export const presencesOf = (calls: readonly ScheduledCall[], clock: WallClock): readonly Presence[] => {
  const wall = wallTimeOf(clock)
  const days = grouped(servicesOf(calls), ({ attendant, from }) => shiftOf(attendant, wall(from).date))
  return [...days].map(([, services]): Presence => {
    const [{ attendant }] = services
    const busy = unionOf(services)
    const from = busy[0]?.from ?? services[0].from
    const until = later(busy.at(-1)?.until ?? from, plus(from, seconds(1)))
    return { attendant, shift: shiftOf(attendant, wall(from).date), from, until, breaks: breaksIn(busy) }
  }).sort((a, b) => a.from - b.from || (a.attendant < b.attendant ? -1 : 1))
}

/** What attendants are trained in: the types of which the log shows them serving calls, and those that no named attendant ever served. */
export const trainingOf = (calls: readonly ScheduledCall[]): ReadonlyMap<AttendantId, readonly TopicId[]> => {
  const topics = new Set<TopicId>()
  const served = new Map<AttendantId, Set<TopicId>>()
  for (const { end, row: { server, type } } of calls) {
    topics.add(topicNamed(type))
    if (end !== 'answered' || server === undefined) continue
    const attendant = attendantNamed(server)
    served.set(attendant, (served.get(attendant) ?? new Set()).add(topicNamed(type)))
  }
  const shown = new Set([...served.values()].flatMap((own) => [...own]))
  const inOrder = [...topics].sort()
  return new Map([...served].sort(([a], [b]) => (a < b ? -1 : 1)).map(([attendant, own]) => [attendant, inOrder.filter((topic) => own.has(topic) || !shown.has(topic))]))
}
