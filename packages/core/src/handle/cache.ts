import type { Position, Revision } from '../ports/event-store.js'
import type { StreamName } from '../shared/ids.js'

/** Command ids as 53-bit hashes. A hit is to be confirmed by reading. */
export interface SeenIds {
  few: number[]
  many: Set<number> | undefined
}

/** Beyond so many, a set is faster than a look through the list. */
const fewAtMost = 48

export const sees = (ids: SeenIds, hash: number): boolean => (ids.many === undefined ? ids.few.includes(hash) : ids.many.has(hash))

/** The events of one command lie together: only the last one may be the same. */
export const note = (ids: SeenIds, hash: number): void => {
  if (ids.many !== undefined) ids.many.add(hash)
  else if (ids.few.length < fewAtMost) {
    if (ids.few[ids.few.length - 1] !== hash) ids.few.push(hash)
  } else {
    ids.many = new Set(ids.few).add(hash)
    ids.few = []
  }
}

/** What `handle` remembers of a stream. One command at a time changes it. */
export interface Loaded<S> extends SeenIds {
  /** The one text of the name that everything about this stream shares. */
  readonly stream: StreamName
  state: S
  /** −1 before the first event. */
  revision: Revision
  position: Position
  /** The ids are of all commands whose events lie behind this; earlier ones stand in the snapshot's table. */
  idsAfter: Revision
  /** Where a snapshot was last kept, or tried. */
  kept: Revision
}

/** How to read what lies behind a revision; −1: everything. */
export const behind = (revision: Revision): { readonly after?: Revision } => (revision < 0 ? {} : { after: revision })

/** Keeps the streams that were used lately: between `size` and twice as many, at the cost of two look-ups. */
export const recent = <A>(size: number) => {
  let young = new Map<string, A>()
  let old = new Map<string, A>()
  const put = (key: string, value: A) => {
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  return {
    get: (key: string): A | undefined => {
      const hit = young.get(key)
      if (hit !== undefined) return hit
      const aged = old.get(key)
      if (aged !== undefined) {
        old.delete(key)
        put(key, aged)
      }
      return aged
    },
    put,
    drop: (key: string) => {
      young.delete(key)
      old.delete(key)
    },
  }
}
