import type { Instant, Milliseconds } from '../shared/instant.js'

/** Calls a pause off; an `AbortSignal` is one. */
interface PauseSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export interface Clock {
  readonly now: () => Instant
  /** Resolves after the span, or at once when the signal says so. Leaves no listener on the signal. */
  readonly pause: (span: Milliseconds, signal?: PauseSignal) => Promise<void>
}
