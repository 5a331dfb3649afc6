/** The time was over before the work was done. */
export const late = Symbol('late')

/** One span of time for all that is waited for, one thing after the other. */
export interface TimeLimit {
  /** What is done when the time is over, in place of what was to be done before; at once when it is over already. */
  readonly whenOver: (act: () => void) => void
  /** What the work gives, or `late`; the work itself goes on. */
  readonly within: <A>(work: Promise<A>) => Promise<A | typeof late>
  readonly stop: () => void
}

export const timeLimit = (milliseconds: number): TimeLimit => {
  let over = false
  let act: (() => void) | undefined
  const timer = setTimeout(() => {
    over = true
    act?.()
  }, milliseconds)
  const whenOver = (next: () => void) => {
    act = next
    if (over) next()
  }
  return {
    whenOver,
    within: <A>(work: Promise<A>) =>
      new Promise<A | typeof late>((resolve, reject) => {
        whenOver(() => resolve(late))
        work.then(resolve, reject)
      }),
    stop: () => clearTimeout(timer),
  }
}
