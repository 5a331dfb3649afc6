import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Instant } from '../shared/instant.js'
import type { ContactId } from '../shared/ids.js'
import type { Revision } from './event-store.js'

export type EffectKind = 'ring' | 'stop-ringing' | 'announce' | 'dial' | 'bridge' | 'hang-up' | 'send' | 'notify'

/** Something to be done outside. At least once: the receiver drops an id it has seen, an order below the highest seen for the key, and what comes after `notAfter`. */
export interface Effect {
  readonly id: string
  readonly kind: EffectKind
  /** Contact and device: order counts within it. */
  readonly key: string
  /** Revision of the event that caused it. */
  readonly order: Revision
  readonly notAfter?: Instant
  readonly contact: ContactId
  readonly device: string
  readonly detail: Readonly<Record<string, unknown>>
}

export interface Outbound {
  readonly carry: (effect: Effect) => TaskEither<{ readonly _tag: 'OutboundUnavailable'; readonly reason: string }, void>
}
