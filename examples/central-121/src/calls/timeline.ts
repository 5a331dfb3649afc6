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

const momentsOf = (call: ScheduledCall, date: (at: Instant) => string): readonly Moment[] => {
  const at = new Map<Instant, What[]>()
  for (const step of stepsOf(call)) {
    const there = at.get(step.at)
    if (there === undefined) at.set(step.at, [step.what])
    else there.push(step.what)
  }
  const shift = call.attendant === undefined ? undefined : shiftOf(call.attendant, date(call.waitEnded))
  return [...at].map(([instant, what]) => ({ at: instant, call, what, ...(shift !== undefined && (what.includes('serve') || what.includes('end')) ? { shift } : {}) }))
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
    const [opens, registers] = [!open.has(shift), !registered.has(attendant)]
    open.add(shift)
    registered.add(attendant)
    return { ...m, ...(opens ? { opens } : {}), ...(registers ? { registers } : {}), ...(last.get(shift) === m ? { closes: true as const } : {}) }
  })
}
