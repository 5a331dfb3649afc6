import type { Log } from '../log/model.js'
import type { Outlet } from './outlet.js'

/** Waits for whatever is appended next. Nothing is missed by a reader that asks again right after it found nothing. */
export interface Waiting {
  /** False when the call is over. */
  readonly forAppend: () => Promise<boolean>
  readonly stop: () => void
}

export const waiting = (log: Pick<Log, 'onAppended'>, outlet: Outlet): Waiting => {
  let wake: (() => void) | undefined
  const woken = () => {
    const waiter = wake
    wake = undefined
    waiter?.()
  }
  const stop = log.onAppended(woken)
  outlet.onOver(woken)
  return {
    stop,
    forAppend: async () => {
      if (!outlet.over()) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return !outlet.over()
    },
  }
}
