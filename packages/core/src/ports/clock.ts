import type { Instant, Milliseconds } from '../shared/instant.js'

export interface Clock {
  readonly now: () => Instant
  /** Resolves after the span, or at once when the signal says so. */
  readonly pause: (span: Milliseconds, signal?: { readonly aborted: boolean; addEventListener(type: 'abort', listener: () => void): void }) => Promise<void>
}
