import type { Effect } from '../ports/outbound.js'
import type { Instant } from './instant.js'

type Judged = Pick<Effect, 'id' | 'key' | 'order' | 'notAfter'>

/** What a receiver asks before it does anything to a device. */
export interface EffectGate {
  /** Answers whether to do it, and takes it as done. */
  readonly judge: (effect: Judged, now: Instant) => 'carry' | 'drop'
  /** It could not be done after all: the next repeat of it is carried, unless something newer has come by then. */
  readonly failed: (effect: Judged) => void
}

interface Seen {
  /** The highest order of the key. */
  readonly order: number
  /** What was carried at that order: anything lower is dropped by its order. */
  readonly ids: ReadonlySet<string>
}

/**
 * Keeps a receiver from acting twice, late or out of order on what is carried at least once.
 *
 * @param keys how many keys are remembered: far more than are in use at once, or an old effect finds its key forgotten
 */
export const effectGate = (keys = 100_000): EffectGate => {
  const seen = new Map<string, Seen>()

  const remember = (key: string, what: Seen) => {
    seen.delete(key)
    seen.set(key, what)
    if (seen.size <= keys) return
    const oldest = seen.keys().next()
    if (oldest.done !== true) seen.delete(oldest.value)
  }

  return {
    judge: ({ id, key, order, notAfter }, now) => {
      const before = seen.get(key)
      // EFFECT-01 What lies below the highest order seen for its key is dropped, also when that one was itself too late.
      if (before !== undefined && order < before.order) return 'drop'
      const ids = before?.order === order ? before.ids : new Set<string>()
      // EFFECT-02 An effect is carried once, however often it comes.
      if (ids.has(id)) return 'drop'
      // EFFECT-03 What comes after its time is dropped.
      const late = notAfter !== undefined && now > notAfter
      remember(key, { order, ids: late ? ids : new Set([...ids, id]) })
      return late ? 'drop' : 'carry'
    },
    failed: ({ id, key, order }) => {
      const before = seen.get(key)
      if (before?.order === order) seen.set(key, { order, ids: new Set([...before.ids].filter((other) => other !== id)) })
    },
  }
}
