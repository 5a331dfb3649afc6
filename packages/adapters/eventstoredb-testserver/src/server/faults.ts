/** What goes wrong on purpose, and what services ask about it. */
export interface Faults {
  /**
   * Asked after an append was carried out and before it is answered: true means that the answer is lost.
   * The connection of that call is destroyed then, and the service answers nothing.
   * @param peer the call's `getPeer()`
   */
  readonly loseAppendAnswer: (peer: string) => boolean
  /** The pause before each answer, in milliseconds; the server keeps it, services need not. */
  readonly delay: () => number
}

/** What a test turns on and off, and what the front reads. */
export interface FaultState extends Faults {
  readonly setDelay: (milliseconds: number) => void
  readonly armLostAnswer: () => void
  readonly armRefusals: (calls: number) => void
  /** True if this call is to be refused; counts it. */
  readonly refusesCall: () => boolean
  readonly pause: () => void
  readonly resume: () => void
  readonly paused: () => boolean
  /** Tells when traffic goes on again. Returns the way to stop listening. */
  readonly onResume: (listener: () => void) => () => void
}

export const noFaults: Faults = { loseAppendAnswer: () => false, delay: () => 0 }

/** TESTSERVER-52 An append whose answer is lost was carried out, and the connection of its call is destroyed. */
export const faultState = (destroyPeer: (peer: string) => void): FaultState => {
  let milliseconds = 0
  let lost = 0
  let refusals = 0
  let held = false
  const listeners = new Set<() => void>()
  return {
    loseAppendAnswer: (peer) => {
      if (lost === 0) return false
      lost -= 1
      destroyPeer(peer)
      return true
    },
    delay: () => milliseconds,
    setDelay: (next) => {
      milliseconds = next
    },
    armLostAnswer: () => {
      lost += 1
    },
    armRefusals: (calls) => {
      refusals = calls
    },
    refusesCall: () => {
      if (refusals === 0) return false
      refusals -= 1
      return true
    },
    pause: () => {
      held = true
    },
    resume: () => {
      held = false
      for (const listener of [...listeners]) listener()
    },
    paused: () => held,
    onResume: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
