/** How long somebody or something was watched, and whether it ended with what is counted (`event`) or was cut off before that could be seen. */
export interface Observation {
  /** From 0 on. */
  readonly duration: number
  readonly event: boolean
}

/** A duration at which something happened, and the share that lasts longer. */
export interface SurvivalStep {
  readonly duration: number
  /** Watched at least so long. */
  readonly atRisk: number
  readonly events: number
  readonly survival: number
}

/** The share that lasts longer than each duration. Past `longest` nothing was seen. */
export interface SurvivalCurve {
  /** In the order of duration; before the first of them the share is 1. */
  readonly steps: readonly SurvivalStep[]
  /** The longest duration that was watched, 0 without an observation. */
  readonly longest: number
}

/**
 * STAFF-10 The Kaplan–Meier estimate of a survival curve: what was cut off counts as long as it was watched, and no longer.
 *
 * Patience is found by it from a call log: who gave up shows it, who was answered shows only that it was not shorter than the wait.
 * Source: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations" (1958). At the same duration events come before what was cut off.
 *
 * @throws RangeError when a duration is negative or no number.
 * @example
 * kaplanMeier([{ duration: 10, event: true }, { duration: 20, event: false }, { duration: 30, event: true }, { duration: 40, event: false }])
 * // steps: survival 0.75 from 10 on, 0.375 from 30 on; longest 40
 */
export const kaplanMeier = (observations: readonly Observation[]): SurvivalCurve => {
  for (const { duration } of observations) if (!(duration >= 0 && duration < Infinity)) throw new RangeError(`a duration is a number from 0 on, not ${duration}`)
  const sorted = [...observations].sort((a, b) => a.duration - b.duration)
  const steps: SurvivalStep[] = []
  let survival = 1
  for (let i = 0; i < sorted.length; ) {
    const duration = sorted[i]?.duration ?? 0
    const atRisk = sorted.length - i
    let events = 0
    for (; sorted[i]?.duration === duration; i++) if (sorted[i]?.event === true) events++
    if (events === 0) continue
    survival *= 1 - events / atRisk
    steps.push({ duration, atRisk, events, survival })
  }
  return { steps, longest: sorted.at(-1)?.duration ?? 0 }
}

/** The share that lasts longer than a duration. */
export const survivalAt = ({ steps }: SurvivalCurve, duration: number): number => steps.findLast((step) => step.duration <= duration)?.survival ?? 1

/** The duration that half does not outlast; `undefined` where more than half outlast everything that was seen. */
export const medianSurvival = ({ steps }: SurvivalCurve): number | undefined => steps.find((step) => step.survival <= 0.5)?.duration

/** The mean of durations of which none counts for more than `until`: the area below the curve up to there. Lower than the mean itself where the curve has not come down to 0. */
export const restrictedMean = ({ steps, longest }: SurvivalCurve, until: number = longest): number => {
  let [area, from, survival] = [0, 0, 1]
  for (const step of steps) {
    if (step.duration >= until) break
    area += survival * (step.duration - from)
    from = step.duration
    survival = step.survival
  }
  return area + survival * (until - from)
}

/**
 * STAFF-11 A draw from the curve on condition that it is longer than a duration. Past the last event nobody was seen to end: the draw is Infinity.
 *
 * @param chance uniform in [0, 1): the same chance gives the same draw
 * @example
 * drawAbove(patience, 35, random.next()) // how long one who waited 35 s and was answered would have waited
 */
export const drawAbove = (curve: SurvivalCurve, duration: number, chance: number): number => {
  const left = survivalAt(curve, duration) * (1 - chance)
  return curve.steps.find((step) => step.duration > duration && (step.survival < left || step.survival === 0))?.duration ?? Infinity
}
