import type { Instant } from '@disque/core'

export interface Entry {
  readonly at: Instant
  readonly stream: string
  readonly tag: string
}

const before = (a: Entry, b: Entry): boolean =>
  a.at !== b.at ? a.at < b.at : a.stream !== b.stream ? a.stream < b.stream : a.tag < b.tag

/** The earliest entry first, by time, then stream, then tag. Entries that no longer count are left for whoever finds them. */
export const dueHeap = () => {
  const heap: Entry[] = []
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]]
    if (a !== undefined && b !== undefined) [heap[i], heap[j]] = [b, a]
  }
  const isBefore = (i: number, j: number): boolean => {
    const [a, b] = [heap[i], heap[j]]
    return a !== undefined && b !== undefined && before(a, b)
  }
  return {
    first: (): Entry | undefined => heap[0],
    push: (entry: Entry): void => {
      heap.push(entry)
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1
        if (!isBefore(i, parent)) return
        swap(i, parent)
        i = parent
      }
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
    /** Keeps only what still counts. */
    keep: (counts: (entry: Entry) => boolean): void => {
      const kept = heap.filter(counts).sort((a, b) => (before(a, b) ? -1 : 1))
      heap.splice(0, heap.length, ...kept)
    },
  }
}
