/** Sums of the values of consecutive whole numbers, each value asked for once. */
export type Sums = (n: number) => number

/**
 * What the values before `n` come to, less those before the first `n` that was ever asked for:
 * only differences between two answers mean something.
 */
export const sumsOf = (value: (n: number) => number): Sums => {
  let origin: number | undefined
  const onwards = [0]
  const backwards = [0]
  return (n) => {
    origin ??= n
    while (onwards.length <= n - origin) onwards.push((onwards.at(-1) ?? 0) + value(origin + onwards.length - 1))
    while (backwards.length <= origin - n) backwards.push((backwards.at(-1) ?? 0) - value(origin - backwards.length))
    return (n < origin ? backwards[origin - n] : onwards[n - origin]) ?? 0
  }
}

/** The first whole number of a range for which a condition holds, where it holds for all that follow; the search starts at a guess. */
export const firstWhere = (holds: (n: number) => boolean, guess: number, lowest: number, highest: number): number | undefined => {
  let low = lowest - 1
  let high = highest + 1
  let n = Math.max(lowest, Math.min(highest, guess))
  for (let step = 1; low + 1 < high; step *= 2) {
    if (holds(n)) high = n
    else low = n
    const next = high === n ? n - step : n + step
    if (next <= low || next >= high) break
    n = next
  }
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high > highest ? undefined : high
}
