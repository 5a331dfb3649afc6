import { right } from 'fp-ts/lib/Either.js'
import { effectGate, type Effect, type Instant, type Outbound } from '@disque/core'

/** A receiver that acts on an effect once, in order and in time, however the centre sends it. */
export const gated = (now: () => Instant, act: (effect: Effect) => void): Outbound => {
  const gate = effectGate()
  return {
    carry: (effect) => () => {
      if (gate.judge(effect, now()) === 'carry') act(effect)
      return Promise.resolve(right(undefined))
    },
  }
}
