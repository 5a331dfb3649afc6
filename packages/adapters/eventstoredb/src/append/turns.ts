/** At most so many at once; the others wait their turn. */
export interface Turns {
  /** Resolves when it is one's turn: `false` when there will be none. */
  readonly take: () => Promise<boolean> | boolean
  readonly give: () => void
  readonly close: () => void
}

/** ESDB-11 No more appends are in flight than the bound allows, so a slow server is not buried under them. */
export const turns = (atOnce: number): Turns => {
  const waiting: ((mine: boolean) => void)[] = []
  let [free, closed] = [atOnce, false]
  return {
    take: () => {
      if (closed) return false
      if (free > 0) {
        free--
        return true
      }
      return new Promise((resolve) => waiting.push(resolve))
    },
    give: () => {
      const next = waiting.shift()
      if (next === undefined) free++
      else next(true)
    },
    close: () => {
      closed = true
      for (const next of waiting.splice(0)) next(false)
    },
  }
}
