import { later, plus, seconds, type AttendantId, type ShiftId, type TopicId } from '@disque/core'
import { attendantNamed, shiftOf, topicNamed } from '../calls/names.js'
import type { ScheduledCall } from '../calls/schedule.js'
import { breakFrom, unionOf, workdaysOf, type Span } from '../calls/services.js'
import { wallTimeOf } from '../figures/intervals.js'
import type { WallClock } from '../figures/wall-clock.js'

/** One attendant's day, as the log shows it. */
export interface Presence extends Span {
  readonly attendant: AttendantId
  readonly shift: ShiftId
  readonly breaks: readonly Span[]
}

const breaksIn = (busy: readonly Span[]): readonly Span[] =>
  busy.flatMap(({ from }, i) => {
    const before = busy[i - 1]
    return before !== undefined && from - before.until > breakFrom ? [{ from: before.until, until: from }] : []
  })

/**
 * Who is there and when: on each date from the first service that begins on it to the end of the last one; gaps of more than 30 minutes are breaks.
 * A presence lasts a second at least, so that a single service without a length is one too.
 */
export const presencesOf = (calls: readonly ScheduledCall[], clock: WallClock): readonly Presence[] => {
  const wall = wallTimeOf(clock)
  return workdaysOf(calls, (at) => wall(at).date).map((services): Presence => {
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
