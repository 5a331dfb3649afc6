import type { Recorded } from '../ports/event-store.js'

/** A view built from events: documents by key, JSON. */
export interface Projection<S> {
  readonly name: string
  readonly version: number
  readonly types: readonly string[]
  readonly keys: (event: Recorded) => readonly string[]
  readonly initial: S
  /** `undefined` removes the document. */
  readonly evolve: (state: S, event: Recorded, key: string) => S | undefined
}

/** Runs a projection over events in memory: for tests and one-off reports. */
export const project = <S>(projection: Projection<S>, events: Iterable<Recorded>, into = new Map<string, S>()): Map<string, S> => {
  for (const event of events) {
    if (!projection.types.includes(event.type)) continue
    for (const key of projection.keys(event)) {
      const next = projection.evolve(into.get(key) ?? projection.initial, event, key)
      if (next === undefined) into.delete(key)
      else into.set(key, next)
    }
  }
  return into
}
