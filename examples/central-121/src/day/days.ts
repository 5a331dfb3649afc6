import { Hours, plus, minutes, type Instant, type Plan } from '@disque/core'
import { midnight, officeHours } from '../plan/names.js'
import { expectedOn, type DayAhead } from '../traffic/arrivals.js'

/** A day to simulate. `crowd`: how many more call than on a mean day of its kind. */
export interface DaySpec {
  readonly date: string
  readonly crowd: number
  readonly mobileShare: number
}

/** Corpus Christi, when the centre is closed; the last day without mobile phones; the first with them, which the news had told of. */
export const threeDays: readonly DaySpec[] = [
  { date: '2020-06-11', crowd: 0.9, mobileShare: 0.46 },
  { date: '2020-06-30', crowd: 1, mobileShare: 0.46 },
  { date: '2020-07-01', crowd: 1.25, mobileShare: 0.6 },
]

export interface Opening {
  readonly from: Instant
  readonly until: Instant
}

export interface Day extends DayAhead {
  /** From when until when attendants serve; absent when the centre is closed all day. */
  readonly opening?: Opening
}

export const dayOf = ({ date, crowd, mobileShare }: DaySpec, plan: Plan.Plan, callsOfAMeanDay: number): Day => {
  const from = midnight(date)
  const calendar = plan.calendars[officeHours]
  const [first, ...more] = calendar === undefined ? [] : Hours.periods(calendar, from, plus(from, minutes(24 * 60)))
  const day = { date, from, expected: expectedOn(date, callsOfAMeanDay) * crowd, mobileShare, holiday: first === undefined }
  return first === undefined ? day : { ...day, opening: { from: first.from, until: more.at(-1)?.until ?? first.until } }
}
