import { describe, expect } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import type { Instant } from '@disque/core'
import { dueHeap, tidyFrom, type Entry } from './due-heap.js'

const entry = fc.record({ at: fc.nat(20).map((at) => at as Instant), stream: fc.constantFrom('call-1', 'call-2', 'shift-1'), tag: fc.constantFrom('menu', 'lapse') })

const all = (heap: ReturnType<typeof dueHeap>): readonly Entry[] => {
  const found: Entry[] = []
  for (let first = heap.first(); first !== undefined; first = heap.first()) {
    found.push(first)
    heap.pop()
  }
  return found
}

const rank = ({ at, stream, tag }: Entry) => `${String(at).padStart(3, '0')} ${stream} ${tag}`
const inOrder = (entries: readonly Entry[]) => [...entries].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))

describe('the heap of timers', () => {
  test.prop([fc.array(entry), fc.array(entry), fc.constantFrom('call-1', 'shift-1', 'nothing')])('gives what still counts by time, stream and tag, also after others went and more came', (entries, more, gone) => {
    const heap = dueHeap(() => true)
    for (const one of entries) heap.push(one)
    heap.keep(({ stream }) => stream !== gone)
    for (const one of more) heap.push(one)
    expect(all(heap)).toEqual(inOrder([...entries.filter(({ stream }) => stream !== gone), ...more]))
  })

  test.prop([fc.integer({ min: 1, max: 60 }), fc.array(entry, { minLength: 1, maxLength: 50 })], { numRuns: 20 })('TIMER-04 of a long history it holds no more than a few, and all that still count', (times, live) => {
    const heap = dueHeap((one) => live.some((other) => other === one))
    for (const one of live) heap.push(one)
    for (let n = 0; n < times * 100; n++) {
      heap.push({ at: n as Instant, stream: `call-${n}`, tag: 'menu' })
      expect(heap.size()).toBeLessThanOrEqual(tidyFrom)
    }
    expect(all(heap).filter((one) => live.some((other) => other === one))).toEqual(inOrder(live))
  })
})
