import type { Instant } from '@disque/core'

/** Is told the instant at which it was to be done. */
export type Action = (at: Instant) => Promise<void>

/** What is to be done now, and the instant for which it was planned. */
export interface Taken {
  readonly at: Instant
  readonly act: () => Promise<void>
}

/** Something that will be done, unless it is called off. */
export interface Planned {
  readonly at: Instant
  readonly callOff: () => void
}

interface Entry extends Planned {
  readonly order: number
  act: Action | undefined
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** What is to happen, by time and then in the order in which it was planned: a binary heap. */
export const agenda = () => {
  const heap: Entry[] = []
  let planned = 0

  const up = (entry: Entry): void => {
    let i = heap.length
    while (i > 0) {
      const parent = heap[(i - 1) >> 1]
      if (parent === undefined || !before(entry, parent)) break
      heap[i] = parent
      i = (i - 1) >> 1
    }
    heap[i] = entry
  }

  const down = (entry: Entry): void => {
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      let lower = heap[child]
      if (lower === undefined) break
      const right = heap[child + 1]
      if (right !== undefined && before(right, lower)) {
        child++
        lower = right
      }
      if (!before(lower, entry)) break
      heap[i] = lower
      i = child
    }
    heap[i] = entry
  }

  const pop = (): Entry | undefined => {
    const [first] = heap
    const last = heap.pop()
    if (last !== undefined && last !== first) down(last)
    return first
  }

  /** The first that was not called off. */
  const first = (): Entry | undefined => {
    while (heap[0] !== undefined && heap[0].act === undefined) pop()
    return heap[0]
  }

  return {
    add: (at: Instant, act: Action): Planned => {
      const entry: Entry = { at, order: planned++, act, callOff: () => (entry.act = undefined) }
      up(entry)
      return entry
    },
    next: (): Instant | undefined => first()?.at,
    /** Takes the next action that is due; it can no longer be called off. */
    take: (now: Instant): Taken | undefined => {
      const entry = first()
      if (entry === undefined || entry.at > now) return undefined
      const { at, act } = entry
      pop()
      return act === undefined ? undefined : { at, act: () => act(at) }
    },
  }
}
