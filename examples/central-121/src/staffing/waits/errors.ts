import type { Estimates } from '@disque/core'

/** How far estimates lay from the waits; too long is positive. */
export interface Errors {
  /** With an estimate. */
  readonly calls: number
  readonly none: number
  readonly meanSeconds?: number
  readonly meanAbsoluteSeconds?: number
  /** Half the estimates are not further off. */
  readonly medianAbsoluteSeconds?: number
  /** Share within 30 seconds of the wait. */
  readonly close?: number
}

const closeSeconds = 30

export const median = (numbers: readonly number[]): number | undefined => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]

export const errorsOf = (pairs: readonly (readonly [estimate: Estimates.WaitEstimate, waitSeconds: number])[]): Errors => {
  const errors = pairs.flatMap(([estimate, wait]) => (estimate === undefined ? [] : [estimate - wait]))
  const calls = errors.length
  const none = pairs.length - calls
  if (calls === 0) return { calls, none }
  const mean = (of: (error: number) => number) => errors.reduce((sum, error) => sum + of(error), 0) / calls
  return {
    calls, none, meanSeconds: mean((e) => e), meanAbsoluteSeconds: mean(Math.abs), medianAbsoluteSeconds: median(errors.map(Math.abs)) ?? 0,
    close: mean((e) => (Math.abs(e) <= closeSeconds ? 1 : 0)),
  }
}
