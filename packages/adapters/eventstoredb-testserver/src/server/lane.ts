import type { FaultState } from './faults.js'

/** Does the steps in their order: at once, or when a delay is over and traffic is not paused. True if the step must wait or asks for more. */
export type Lane = (step: () => boolean) => boolean

interface Waiting {
  readonly since: number
  readonly step: () => boolean
}

/** TESTSERVER-54 A delay or a pause that ends lets go on what waits; a server that stops or restarts gives it up, and leaves no timer. */
export const lane = (faults: Pick<FaultState, 'delay' | 'paused' | 'onChange'>): Lane => {
  const waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let stopListening: (() => void) | undefined
  const rest = (): void => {
    stopListening?.()
    stopListening = undefined
  }
  const giveUp = (): void => {
    waiting.length = 0
    clearTimeout(timer)
    rest()
  }
  const goOn = (): void => {
    clearTimeout(timer)
    for (let [next] = waiting; next !== undefined && !faults.paused(); [next] = waiting) {
      const left = next.since + faults.delay() - performance.now()
      if (left > 0) {
        timer = setTimeout(goOn, left).unref()
        return
      }
      waiting.shift()
      next.step()
    }
    if (waiting.length === 0) rest()
  }
  return (step) => {
    if (waiting.length === 0 && !faults.paused() && faults.delay() === 0) return step()
    stopListening ??= faults.onChange({ goOn, giveUp })
    waiting.push({ since: performance.now(), step })
    goOn()
    return true
  }
}
