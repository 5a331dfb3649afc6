import type { Instant } from '@disque/core'

export interface Entry {
  readonly at: Instant
  readonly stream: string
  readonly tag: string
}

const before = (a: Entry, b: Entry): boolean =>
  a.at !== b.at ? a.at < b.at : a.stream !== b.stream ? a.stream < b.stream : a.tag < b.tag

/** Fewer entries are not worth looking through. */
export const tidyFrom = 1024

/**
 * The earliest entry first, by time, then stream, then tag. Entries that no longer count are left for whoever finds them.
 *
 * TIMER-04 While a long history is read nobody asks for the first one: what no longer counts goes whenever it may be the greater part.
 */
export const dueHeap = (counts: (entry: Entry) => boolean) => {
  let heap: Entry[] = []
  let tidyAt = tidyFrom
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]]
    if (a !== undefined && b !== undefined) [heap[i], heap[j]] = [b, a]
  }
  const isBefore = (i: number, j: number): boolean => {
    const [a, b] = [heap[i], heap[j]]
    return a !== undefined && b !== undefined && before(a, b)
  }
  const keep = (stays: (entry: Entry) => boolean): void => {
    heap = heap.filter(stays).sort((a, b) => (before(a, b) ? -1 : 1))
  }
  const up = (): void => {
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!isBefore(i, parent)) return
      swap(i, parent)
      i = parent
    }
  }
  return {
    size: (): number => heap.length,
    first: (): Entry | undefined => heap[0],
    push: (entry: Entry): void => {
      heap.push(entry)
      up()
      if (heap.length < tidyAt) return
      keep(counts)
      tidyAt = Math.max(tidyFrom, 2 * heap.length)
    },
    pop: (): void => {
      const last = heap.pop()
      if (last === undefined || heap.length === 0) return
      heap[0] = last
      for (let i = 0; ; ) {
        const left = 2 * i + 1
        const child = isBefore(left + 1, left) ? left + 1 : left
        if (!isBefore(child, i)) return
        swap(i, child)
        i = child
      }
    },
    /** Drops everything else. */
    keep,
  }
}
