/** What people will do, in real time. */
export const timing = (onFailure: (error: unknown) => void) => {
  const pending = new Set<ReturnType<typeof setTimeout>>()
  return {
    /** Calls itself off when asked. */
    after: (ms: number, act: () => Promise<unknown>): (() => void) => {
      const timer = setTimeout(() => {
        pending.delete(timer)
        act().catch(onFailure)
      }, ms)
      pending.add(timer)
      return () => {
        clearTimeout(timer)
        pending.delete(timer)
      }
    },
    stop: (): void => {
      for (const timer of pending) clearTimeout(timer)
      pending.clear()
    },
  }
}
export type Timing = ReturnType<typeof timing>
