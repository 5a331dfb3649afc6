/** What was counted, by name. */
export const tally = () => {
  const counts = new Map<string, number>()
  return {
    add: (name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by),
    of: (name: string): number => counts.get(name) ?? 0,
    all: (): Readonly<Record<string, number>> => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

export interface Spread {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** Rounded to a hundredth. */
const rounded = (n: number): number => Math.round(n * 100) / 100

/** How milliseconds, or what else was measured, are spread. */
export const spreadOf = (measured: readonly number[]): Spread => {
  const sorted = Float64Array.from(measured).sort()
  const at = (share: number): number => rounded(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN)
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: rounded(sorted.at(-1) ?? NaN) }
}

/** The slope of a line through points, by least squares: what `y` gains while `x` gains one. */
export const slopeOf = (points: readonly (readonly [x: number, y: number])[]): number => {
  const mean = (pick: 0 | 1) => points.reduce((sum, point) => sum + point[pick], 0) / points.length
  const [mx, my] = [mean(0), mean(1)]
  const spread = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / spread
}
