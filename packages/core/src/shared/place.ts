import type { Errors } from 'io-ts'

/** Where a codec found fault, and what it wanted there: `training.0.level: Whole`. Never the value. Steps of intersections and unions stay at the same value: they are left out. */
export const placeOf = ([first]: Errors): string => {
  const context = first?.context ?? []
  const keys = context.filter((step, i) => i > 0 && step.actual !== context[i - 1]?.actual).map((step) => step.key)
  return [keys.join('.'), context.at(-1)?.type.name].filter(Boolean).join(': ')
}
