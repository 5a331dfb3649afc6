interface PalmSums {
  /** t₀: every attendant is taken and nobody waits. */
  readonly first: number
  /** Σ tⱼ: every attendant is taken. */
  readonly sum: number
  /** Σ j·tⱼ: of all states, the mean number who wait. */
  readonly waiting: number
  /** Σ tⱼ·(j+1)/(x+j+1): of all states, the share of callers who give up. */
  readonly leaving: number
  /** log Σ tⱼ with t₀ = 1, also where the sum itself is too large for a number. */
  readonly logSum: number
}

const large = 1e250
const negligible = 1e-17

/**
 * The states in which j = 0, 1, … callers wait, each from the one before: tⱼ = tⱼ₋₁ · y/(x+j), where x calls are completed and y calls come within
 * one mean patience. All terms are positive, so nothing cancels; where they outgrow what a number holds, all are scaled together.
 *
 * Source: C. Palm, "Research on telephone traffic carried by full availability groups" (1957); Mandelbaum and Zeltyn,
 * "Service engineering in action: the Palm/Erlang-A queue" (2007).
 */
export const palmSums = (x: number, y: number): PalmSums => {
  let [term, first, sum, waiting, leaving, scale] = [1, 1, 0, 0, 0, 0]
  for (let j = 0; ; j++) {
    sum += term
    waiting += j * term
    leaving += (term * (j + 1)) / (x + j + 1)
    const ratio = y / (x + j + 1)
    term *= ratio
    if (ratio < 1 && term <= sum * negligible * (1 - ratio)) return { first, sum, waiting, leaving, logSum: Math.log(sum) + scale }
    if (term > large) {
      scale += Math.log(term)
      first /= term
      sum /= term
      waiting /= term
      leaving /= term
      term = 1
    }
  }
}
