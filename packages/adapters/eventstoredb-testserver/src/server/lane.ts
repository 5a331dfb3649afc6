import type { FaultState } from './faults.js'

/** Does the steps in their order: at once, or when a delay is over and traffic is not paused. True if the step must wait or asks for more. */
export type Lane = (step: () => boolean) => boolean

interface Waiting {
  readonly due: number
  readonly step: () => boolean
}

export const lane = (faults: Pick<FaultState, 'delay' | 'paused' | 'onResume'>): Lane => {
  const waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let stopListening: (() => void) | undefined
  const goOn = (): void => {
    if (faults.paused()) {
      stopListening ??= faults.onResume(() => {
        stopListening?.()
        stopListening = undefined
        goOn()
      })
      return
    }
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      const left = next.due - performance.now()
      if (left > 0) {
        timer ??= setTimeout(() => {
          timer = undefined
          goOn()
        }, left).unref()
        return
      }
      waiting.shift()
      next.step()
    }
  }
  return (step) => {
    if (waiting.length === 0 && !faults.paused() && faults.delay() === 0) return step()
    waiting.push({ due: performance.now() + faults.delay(), step })
    goOn()
    return true
  }
}
