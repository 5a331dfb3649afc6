/** Does something again and again, with so many milliseconds between; gives the way to stop. */
export type Every = (milliseconds: number, task: () => void) => () => void

export const seconds = (count: number): number => count * 1000

/** The machine's timer; it does not keep a process alive. */
export const everyByTimer: Every = (milliseconds, task) => {
  const timer = setInterval(task, milliseconds)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
