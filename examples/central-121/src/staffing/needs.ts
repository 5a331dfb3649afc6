import * as E from 'fp-ts/lib/Either.js'
import { Staffing } from '@disque/core'
import type { ScheduledCall } from '../calls/schedule.js'
import { given } from './given.js'
import { sumOf, type Counted, type HalfHour } from './half-hours.js'
import type { Load, Target } from './options.js'

export interface Patience {
  /** What half the callers do not outlast; absent where more than half would have waited longer than anybody did. */
  readonly medianSeconds?: number
  /** Up to the longest wait of the log; absent where nobody gave up. */
  readonly meanSeconds?: number
}

/** What a log shows of its callers' patience: who gave up shows it, who was answered only that it was not shorter. */
export const patienceOf = (calls: readonly ScheduledCall[]): Patience => {
  const curve = Staffing.kaplanMeier(
    calls.filter((call) => call.end !== 'leftInMenu').map(({ end, queued, waitEnded }) => ({ duration: (waitEnded - queued) / 1000, event: end === 'abandoned' }))
  )
  const median = Staffing.medianSurvival(curve)
  return { ...(median === undefined ? {} : { medianSeconds: median }), ...(curve.steps.length === 0 ? {} : { meanSeconds: Staffing.restrictedMean(curve) }) }
}

/** What a half hour asks for, and what the log shows of it. Absent: nothing to tell it by. */
export interface Need {
  readonly time: string
  /** Calls of the planned day. */
  readonly offered: number
  readonly handlingSeconds?: number
  readonly erlangs?: number
  readonly agentsErlangC?: number
  readonly agentsErlangA?: number
  /** Attendants who were there, on average over the dates. */
  readonly present: number
  /** Of the calls of all dates. */
  readonly serviceLevel?: number
  readonly abandonment?: number
}

const ratio = (part: number, of: number): number | undefined => (of > 0 ? part / of : undefined)

const offeredOn = (dates: readonly Counted[], load: Load): number => {
  const sorted = dates.map((date) => date.offered).sort((a, b) => a - b)
  switch (load) {
    case 'mean':
      return ratio(sumOf(dates).offered, dates.length) ?? 0
    case 'p90':
      return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0
    case 'peak':
      return sorted.at(-1) ?? 0
  }
}

/** A mean of zero is no handling time: the log holds answers without a service. */
const handlingOf = ({ handlingSeconds, answered }: Counted): number | undefined => ratio(handlingSeconds, answered) || undefined

export interface Planned {
  readonly target: Target
  readonly load: Load
  /** What Erlang A reckons with; absent: nobody gives up. */
  readonly patienceSeconds: number | undefined
}

/**
 * Half hours are planned each for itself, with the handling time that the log shows for it, or with the usual one where nobody was answered in it.
 * Without a call nobody is needed; where nobody is known to give up, Erlang A is Erlang C.
 */
const needOf = ({ time, dates }: HalfHour, usualHandling: number | undefined, { target, load, patienceSeconds }: Planned): Need => {
  const total = sumOf(dates)
  const offered = offeredOn(dates, load)
  const handling = handlingOf(total)
  const seen = {
    time, offered, present: ratio(total.present, dates.length) ?? 0,
    ...given('handlingSeconds', handling), ...given('serviceLevel', ratio(total.answeredWithin, total.offered)), ...given('abandonment', ratio(total.abandoned, total.offered)),
  }
  const handlingSeconds = handling ?? usualHandling
  if (handlingSeconds === undefined) return offered === 0 ? { ...seen, erlangs: 0, agentsErlangC: 0, agentsErlangA: 0 } : seen
  const traffic: Staffing.Traffic = { erlangs: (offered * handlingSeconds) / 1800, handlingSeconds }
  const agents = (patience: number) => {
    const found = Staffing.agentsFor({ ...traffic, patienceSeconds: patience }, { answered: target })
    return E.isRight(found) ? found.right : undefined
  }
  return { ...seen, erlangs: traffic.erlangs, ...given('agentsErlangC', agents(Infinity)), ...given('agentsErlangA', agents(patienceSeconds ?? Infinity)) }
}

export const needsOf = (halfHours: readonly HalfHour[], planned: Planned): readonly Need[] => {
  const usual = handlingOf(sumOf(halfHours.flatMap((row) => row.dates)))
  return halfHours.map((row) => needOf(row, usual, planned))
}

/** Attendants times hours, of a whole day. */
export const attendantHours = (needs: readonly Need[], which: 'agentsErlangC' | 'agentsErlangA' | 'present'): number => needs.reduce((sum, need) => sum + (need[which] ?? 0) / 2, 0)
