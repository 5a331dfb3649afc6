import type { AttendantId, Instant, ShiftId } from '@disque/core'
import { shiftOf } from './names.js'
import type { ScheduledCall } from './schedule.js'
import type { WallClock } from '../figures/wall-clock.js'

type What = 'receive' | 'choose' | 'leaveMenu' | 'abandon' | 'serve' | 'end'

/** What happens to one call at one instant. */
export interface Moment {
  readonly at: Instant
  readonly call: ScheduledCall
  readonly what: readonly What[]
  readonly shift?: ShiftId
  /** The attendant is first heard of. */
  readonly registers?: true
  /** The attendant's first call of the shift: it begins here. */
  readonly opens?: true
  /** The last one has ended: it ends here. */
  readonly closes?: true
}

interface Step {
  readonly at: Instant
  readonly what: What
}

const stepsOf = (c: ScheduledCall): readonly Step[] => {
  const first: Step = { at: c.received, what: 'receive' }
  switch (c.end) {
    case 'leftInMenu':
      return [first, { at: c.queued, what: 'leaveMenu' }]
    case 'abandoned':
      return [first, { at: c.queued, what: 'choose' }, { at: c.waitEnded, what: 'abandon' }]
    case 'answered':
      return [first, { at: c.queued, what: 'choose' }, { at: c.waitEnded, what: 'serve' }, { at: c.served, what: 'end' }]
  }
}

/** There are few kinds of moments and many moments: those of one kind share their list. */
const kinds = new Map<string, readonly What[]>()
const shared = (what: readonly What[]): readonly What[] => {
  const kind = what.join()
  const known = kinds.get(kind) ?? what
  kinds.set(kind, known)
  return known
}

/** Steps of one instant are one moment. */
const momentsOf = (call: ScheduledCall, date: (at: Instant) => string): readonly Moment[] => {
  const shift = call.attendant === undefined ? undefined : shiftOf(call.attendant, date(call.waitEnded))
  const steps = stepsOf(call)
  return [...new Set(steps.map((step) => step.at))].map((at): Moment => {
    const what = shared(steps.flatMap((step) => (step.at === at ? [step.what] : [])))
    return shift !== undefined && (what.includes('serve') || what.includes('end')) ? { at, call, what, shift } : { at, call, what }
  })
}

/** Whoever is set free at an instant is free for the next call of that instant. */
const frees = (m: Moment): number => (m.what[0] === 'end' ? 0 : 1)

const inOrder = (a: Moment, b: Moment): number => a.at - b.at || frees(a) - frees(b) || a.call.row.line - b.call.row.line

/** All calls of a log, moment by moment: the same log always gives the same ones in the same order. */
export const timelineOf = (calls: readonly ScheduledCall[], clock: WallClock): readonly Moment[] => {
  const date = (at: Instant) => new Date(at + clock.offsetAt(at)).toISOString().slice(0, 10)
  const moments = calls.flatMap((call) => momentsOf(call, date)).sort(inOrder)
  const last = new Map<ShiftId, Moment>()
  for (const m of moments) if (m.shift !== undefined) last.set(m.shift, m)
  const open = new Set<ShiftId>()
  const registered = new Set<AttendantId>()
  return moments.map((m) => {
    const { shift, call: { attendant } } = m
    if (shift === undefined || attendant === undefined) return m
    const [opens, registers, closes] = [!open.has(shift), !registered.has(attendant), last.get(shift) === m]
    open.add(shift)
    registered.add(attendant)
    return opens || closes ? { ...m, ...(opens ? { opens } : {}), ...(registers ? { registers } : {}), ...(closes ? { closes } : {}) } : m
  })
}
