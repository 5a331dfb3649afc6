import { seconds, Staffing, type Milliseconds } from '@disque/core'
import type { ScheduledCall } from '../calls/schedule.js'
import { random } from '../traffic/random.js'

/** A recorded caller, and what the log does not say of him. */
export interface Caller {
  readonly recorded: ScheduledCall
  /** How long he waits in all queues together; Infinity: until he is answered. */
  readonly patience: Milliseconds
  /** How long he talks, once answered. */
  readonly handling: Milliseconds
}

/** Chance of a call's own, so that no draw depends on what happened before. */
const chanceOf = (seed: number, { call }: ScheduledCall, purpose: string): number => random(seed, `${purpose}/${call}`).next()

const waitOf = ({ queued, waitEnded }: ScheduledCall): Milliseconds => waitEnded - queued

/** Patience as the log shows it: whoever abandoned had no more, whoever was answered had at least as much as he waited. In seconds. */
export const patienceCurve = (calls: readonly ScheduledCall[]): Staffing.SurvivalCurve =>
  Staffing.kaplanMeier(calls.filter((c) => c.end !== 'leftInMenu').map((c) => ({ duration: waitOf(c) / 1000, event: c.end === 'abandoned' })))

/** The recorded wait of whoever abandoned; of the answered a draw on condition that it is longer than the recorded wait. */
export const patienceOf = (curve: Staffing.SurvivalCurve, seed: number) => (c: ScheduledCall): Milliseconds =>
  c.end === 'abandoned' ? waitOf(c) : seconds(Staffing.drawAbove(curve, waitOf(c) / 1000, chanceOf(seed, c, 'patience')))

const handlingIn = ({ waitEnded, served }: ScheduledCall): Milliseconds => served - waitEnded

/** An answer without service times tells nothing of how long calls take. */
const wasTimed = ({ end, row }: ScheduledCall): boolean => end === 'answered' && (row.serviceStart !== undefined || row.serviceTime !== 0)

/** The recorded handling time of the answered; of others one of those recorded for the same type, of any where there is none. */
export const handlingOf = (calls: readonly ScheduledCall[], seed: number) => {
  const all: Milliseconds[] = []
  const byType = new Map<string, Milliseconds[]>()
  for (const c of calls.filter(wasTimed)) {
    const own = byType.get(c.row.type) ?? []
    byType.set(c.row.type, own)
    own.push(handlingIn(c))
    all.push(handlingIn(c))
  }
  return (c: ScheduledCall): Milliseconds => {
    if (c.end === 'answered') return handlingIn(c)
    const pool = byType.get(c.row.type) ?? all
    return pool[Math.floor(chanceOf(seed, c, 'handling') * pool.length)] ?? 0
  }
}

export const callersOf = (calls: readonly ScheduledCall[], seed: number): readonly Caller[] => {
  const [patience, handling] = [patienceOf(patienceCurve(calls), seed), handlingOf(calls, seed)]
  return calls.map((recorded) => ({ recorded, patience: patience(recorded), handling: handling(recorded) }))
}
